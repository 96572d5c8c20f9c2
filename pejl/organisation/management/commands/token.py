"""``python -m pejl token``: a new API token of a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pejl.foundation import clock
from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Account, Person, seats_of


class Command(BaseCommand):
    """Prints the token and nothing else, so that a script can take it; it cannot be shown again."""

    help = "Print a new API token of a person, named by e-mail address. Keep it like a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--label", default="API", help="what the token is for")
        parser.add_argument("--job-centre", help="which job centre, for a person who is in several")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        seats = seats_of(account) if account else []
        wanted = options["job_centre"]
        chosen = [seat for seat in seats if wanted is None or seat[2] == wanted]
        if len(chosen) != 1:
            raise CommandError(_problem(options["email"], [name for _space, _person, name in seats]))
        space_id, person_id, _name = chosen[0]
        self.stdout.write(_given(space_id, person_id, options["label"]))


def _given(space_id: UUID, person_id: UUID, label: str) -> str:
    with scopes.scope(space_id):
        person = Person.objects.get(pk=person_id)
        return operations.give_token(person=person, label=label, now=clock.now())


def _problem(email: str, job_centres: list[str]) -> str:
    if not job_centres:
        return f"Nobody here has the address {email}."
    return f"Say which one with --job-centre: {', '.join(job_centres)}."
