"""Finding the person that a command is about."""

from __future__ import annotations

from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from pejl.foundation.tenancy.models import Account, seats_of


def add_seat_arguments(parser: CommandParser) -> None:
    """How a person is named."""
    parser.add_argument("email", help="the person's e-mail address")
    parser.add_argument("--job-centre", help="which job centre, for a person who is in several")


def seat_named(email: str, job_centre: str | None) -> tuple[UUID, UUID]:
    """The space and the person behind an address. Raises CommandError for none, or for several."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    seats = seats_of(account) if account else []
    chosen = [seat for seat in seats if job_centre is None or seat[2] == job_centre]
    if len(chosen) != 1:
        raise CommandError(_problem(email, [name for _space, _person, name in seats]))
    space_id, person_id, _name = chosen[0]
    return space_id, person_id


def _problem(email: str, job_centres: list[str]) -> str:
    if not job_centres:
        return f"Nobody here has the address {email}."
    return f"Say which one with --job-centre: {', '.join(job_centres)}."
