"""``python -m pejl open_job_centre``: a new job centre, and the first person in it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.organisation import operations
from pejl.organisation.management.passwords import account_for, add_password_arguments


class Command(BaseCommand):
    """Asks for the password, or reads it from a file; the person can then sign in and propose the first theme."""

    help = "Open a job centre: its space, a first person who can sign in, a unit and a working group."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the job centre is called")
        parser.add_argument("--person", required=True, help="the name of the first person")
        parser.add_argument("--email", required=True, help="the person's e-mail address")
        parser.add_argument("--unit", required=True, help="the name of the first unit")
        parser.add_argument("--function", help="what the person is employed to do")
        parser.add_argument("--group", help="the name of the first working group")
        add_password_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        try:
            with transaction.atomic():
                account = account_for(options["email"], options["password_file"])
                space = tenancy.open_space(name=options["name"], now=now)
                with scopes.scope(space.pk):
                    operations.open_job_centre(
                        unit_name=options["unit"],
                        function_name=options["function"] or _("Department head"),
                        group_name=options["group"] or _("Working group"),
                        person_name=options["person"],
                        account=account,
                        now=now,
                    )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{space.name} is open. {options['person']} can sign in as {account.email}.")
