"""``backup FILE``: a checked copy of the embedded database, taken while Pejl runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pejl.foundation.storage import backup


class Command(BaseCommand):
    help = "Copy the embedded database to a new file, while Pejl runs. See docs/operations/backup.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        database = settings.DATABASES["default"]
        if not database["ENGINE"].endswith("sqlite"):
            raise CommandError("This copies the embedded database; for PostgreSQL see docs/operations/backup.md.")
        try:
            rows = backup.take(Path(database["NAME"]), options["file"].resolve())
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(f"{options['file']}: {sum(rows.values())} rows in {len(rows)} tables, checked.")
