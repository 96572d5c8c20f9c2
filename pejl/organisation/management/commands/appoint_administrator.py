"""``python -m pejl appoint_administrator``: somebody looks after Pejl in a job centre."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations
from pejl.organisation.management.seats import add_seat_arguments, seat_named


class Command(BaseCommand):
    """For a job centre where nobody does yet; afterwards it is done on the person's page."""

    help = "Let a person, named by e-mail address, look after Pejl: build up the organisation, let people in and out."

    def add_arguments(self, parser: CommandParser) -> None:
        add_seat_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        space_id, person_id = seat_named(options["email"], options["job_centre"])
        with scopes.scope(space_id):
            person = Person.objects.get(pk=person_id)
            try:
                operations.appoint_administrator(person=person, now=clock.now())
            except Refusal as refusal:
                raise CommandError(refusal.message) from None
        self.stdout.write(f"{person.name} looks after Pejl from today.")
