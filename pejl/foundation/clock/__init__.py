"""The only place that reads the clock. It is read once at the edge and passed on as ``now=`` or ``today=``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_DENMARK = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Denmark."""
    return now().astimezone(_DENMARK).date()
