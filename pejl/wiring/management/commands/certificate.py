"""``certificate``: makes what one machine needs to serve the phones around it over HTTPS."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from pejl.foundation import clock
from pejl.wiring import certificates


class Command(BaseCommand):
    help = "Make a certificate for this machine, for phones on the same network (docs/guides/phones-and-https.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What the machine is called."""
        parser.add_argument(
            "names", nargs="*", help="host names and addresses; without any, what the machine is called"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the files, and say how Pejl is started with them."""
        names = options["names"] or certificates.own_names()
        made = certificates.make(settings.DATA / "certificate", names, now=clock.now())
        self.stdout.write(f"A certificate for {', '.join(names)}, for {certificates.LIFE.days} days.\n")
        self.stdout.write(f"Phones must trust this file once: {made.authority}\n")
        self.stdout.write("Start Pejl with:\n")
        for line in (
            "PEJL_HOST=0.0.0.0",
            f"PEJL_ALLOWED_HOSTS={','.join(names)}",
            f"PEJL_ADDRESS=https://{names[0]}:{settings.PORT}",
            f"PEJL_CERTIFICATE={made.certificate}",
            f"PEJL_CERTIFICATE_KEY={made.key}",
        ):
            self.stdout.write(f"  {line} \\")
        self.stdout.write("  python -m pejl run")
