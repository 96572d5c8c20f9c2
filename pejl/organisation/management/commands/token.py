"""``python -m pejl token``: a new API token of a person."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pejl.foundation import clock
from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.management.seats import add_seat_arguments, seat_named


class Command(BaseCommand):
    """Prints the token and nothing else, so that a script can take it; it cannot be shown again."""

    help = "Print a new API token of a person, named by e-mail address. Keep it like a password."

    def add_arguments(self, parser: CommandParser) -> None:
        add_seat_arguments(parser)
        parser.add_argument("--label", default="API", help="what the token is for")

    def handle(self, *args: Any, **options: Any) -> None:
        space_id, person_id = seat_named(options["email"], options["job_centre"])
        with scopes.scope(space_id):
            person = Person.objects.get(pk=person_id)
            self.stdout.write(operations.give_token(person=person, label=options["label"], now=clock.now()))
