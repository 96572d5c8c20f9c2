"""``python -m pejl mailsink``: keeps the mails of a development or demo machine instead of delivering them."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from pejl.foundation.notices import sink


class Command(BaseCommand):
    """Take mail on the loopback address and put each in a file."""

    help = "Take every mail on this machine's loopback address and keep it as a file; deliver none."
    # It needs no database and no pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Port and folder, both as the settings have them."""
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT, help="0 takes a free one")
        parser.add_argument("--folder", type=Path, default=Path(settings.PEJL_MAIL_FOLDER), help="where the mails go")

    def handle(self, *args: Any, port: int, folder: Path, **options: Any) -> None:
        """Run until stopped."""
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(sink.serve(folder, port, self._say))

    def _say(self, port: int) -> None:
        self.stdout.write(f"Mail is kept, not delivered: smtp://{sink.HOST}:{port}")
        self.stdout.flush()
