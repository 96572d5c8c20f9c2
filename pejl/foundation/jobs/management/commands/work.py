"""``work``: the one worker. Started by ``run``; ends after the piece of work in hand when told to stop."""

from __future__ import annotations

import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.module_loading import import_string

from pejl.foundation.clock import now
from pejl.foundation.jobs import operations

PAUSE_SECONDS = 1.0
CLEAR_EVERY_SECONDS = 3600.0


class Command(BaseCommand):
    help = "Do the work that waits in the database, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_stopped = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        cleared = float("-inf")
        while not self.is_stopped:
            if time.monotonic() - cleared > CLEAR_EVERY_SECONDS:
                for tidy in import_string(f"{settings.PEJL_WIRING}.tasks.TIDYING"):
                    tidy(now=now())
                cleared = time.monotonic()
            if not self._work():
                time.sleep(PAUSE_SECONDS)

    def _work(self) -> bool:
        try:
            return operations.work_one(now=now())
        except OperationalError as failure:
            # The database is away or busy: it comes back, and the work is still there.
            self.stderr.write(f"The database does not answer: {failure}")
            close_old_connections()
            return False

    def _stop(self, *args: Any) -> None:
        self.is_stopped = True
