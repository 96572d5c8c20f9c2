"""The only place that reads the clock. It is read once at the edge and passed on as ``now=`` or ``today=``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

_DENMARK = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This moment, aware, in UTC; in a demonstration perhaps another, for a whole meeting to be shown in minutes."""
    return datetime.now(UTC) + _ahead()


def today() -> date:
    """The day it is in Denmark."""
    return now().astimezone(_DENMARK).date()


def _ahead() -> timedelta:
    """The seconds that stand in ``PEJL_CLOCK_FILE``, which only a demonstration has."""
    if not settings.PEJL_CLOCK_FILE:
        return timedelta()
    return timedelta(seconds=float(Path(settings.PEJL_CLOCK_FILE).read_text() or 0))
