"""``python -m pejl add_colleague``: somebody more in a job centre."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations
from pejl.organisation.management.passwords import account_for, add_password_arguments
from pejl.organisation.management.spaces import space_named
from pejl.organisation.models import Function, Unit, WorkingGroup


class Command(BaseCommand):
    """Names that are not there yet are made: a unit, a function, a working group."""

    help = "Add a colleague to a job centre, with a unit, a function and, if wanted, a seat in a working group."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job_centre", help="the name of the job centre")
        parser.add_argument("--person", required=True, help="the person's name")
        parser.add_argument("--email", required=True, help="the person's e-mail address")
        parser.add_argument("--unit", required=True, help="the unit the person belongs to")
        parser.add_argument("--function", required=True, help="what the person is employed to do")
        parser.add_argument("--may-approve", action="store_true", help="a new function may approve guidance")
        parser.add_argument("--group", help="a working group the person is a member of")
        add_password_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        space = space_named(options["job_centre"])
        try:
            with transaction.atomic(), scopes.scope(space.pk):
                account = account_for(options["email"], options["password_file"])
                if Person.objects.filter(account=account).exists():
                    raise CommandError(f"{account.email} is already in {space.name}.")
                person = tenancy.seat(name=options["person"], account=account)
                _place(person, options, clock.today(), now)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{person.name} can sign in to {space.name} as {account.email}.")


def _place(person: Person, options: dict[str, Any], today: date, now: datetime) -> None:
    """Unit, function and group by name; made where there is none."""
    unit = Unit.objects.on(today).filter(name=options["unit"]).first() or operations.add_unit(
        name=options["unit"], since_on=today, now=now
    )
    function = Function.objects.filter(name=options["function"]).first() or operations.add_function(
        name=options["function"], may_approve=options["may_approve"], now=now
    )
    operations.employ(person=person, unit=unit, function=function, since_on=today, now=now)
    if options["group"]:
        group = WorkingGroup.objects.on(today).filter(name=options["group"]).first() or operations.form_group(
            name=options["group"], since_on=today, now=now
        )
        operations.seat_in_group(group=group, person=person, since_on=today, now=now)
