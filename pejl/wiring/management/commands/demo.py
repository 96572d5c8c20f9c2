"""``demo``: the invented job centres, made once, described, or thrown away and made anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from pejl.foundation import clock
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import queries as organisation
from pejl.wiring import demo, demo_reset, demo_token


class Command(BaseCommand):
    help = "Make the demo job centres where they are not there yet. Needs PEJL_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--describe", action="store_true", help="say who one can be, and how to try the API")
        chosen.add_argument("--reset", action="store_true", help="throw the demo away and make it anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PEJL_DEMO:
            raise CommandError("The demo lets everybody in as anybody. Where that is wanted, set PEJL_DEMO=1.")
        if options["describe"]:
            self.stdout.write("\n".join(_description()))
            return
        if options["reset"]:
            demo_reset.throw_away()
            call_command("migrate", interactive=False, verbosity=0)
        self._make()

    def _make(self) -> None:
        """Make it, or leave it as it is."""
        if demo.is_there():
            demo_token.keep_usable()
            return
        self.stdout.write("Making the demo job centres …")
        demo_token.keep(demo.make(now=clock.now()))


def _description() -> Iterator[str]:
    """Where to step in, who one can be in each job centre, and a line to try the API with."""
    if not demo.is_there():
        raise CommandError("There is no demo here yet. Make it with: python -m pejl demo")
    yield f"Step into anybody, without a password: {settings.PEJL_ADDRESS}{reverse('demo:people')}"
    for space in Space.objects.filter(name__in=[centre["name"] for centre in demo.CENTRES]).order_by("name"):
        yield f"\n  {space.name}"
        yield from _people_of(space)
    yield "\nThe API, with the token of one of them:"
    yield f'  curl -H "Authorization: Bearer {demo_token.kept()}" {settings.PEJL_ADDRESS}/api/v1/themes'


def _people_of(space: Space) -> Iterator[str]:
    """A line each: name, functions, address."""
    with scopes.scope(space.pk, read_only=True):
        functions = organisation.functions_by_person(clock.today())
        for person in Person.objects.present().by_name():
            held = ", ".join(functions.get(person.pk, ())) or ("guest" if person.is_guest else "")
            yield f"    {person.name:<20} {held:<20} {person.email}"
