"""Taking one of the days that suit, in the form in which a meeting is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions
from pejl.meetings.queries.closing import warning_of_day

# The buttons of ``meetings/_proposed_days.html``.
TAKE, LOOK = "take_day", "days_for"


@dataclass(frozen=True)
class Pressed:
    """That somebody took a day, or looked at those of another unit: the form comes back, with nothing judged."""

    starts_at: datetime | None = None
    unit_id: UUID | None = None

    @property
    def filled(self) -> dict[str, Any]:
        """What comes into the fields ``day`` and ``start``."""
        if self.starts_at is None:
            return {}
        shown = moments.in_denmark(self.starts_at)
        return {"day": shown.date(), "start": shown.time()}


def pressed_in(data: Mapping[str, str]) -> Pressed | None:
    """What was pressed beside the proposed days; None where the form itself was sent."""
    if TAKE in data:
        moment, _space, unit = data[TAKE].partition(" ")
        return Pressed(_moment(moment), _uuid(unit))
    return Pressed(unit_id=_uuid(data[LOOK])) if LOOK in data else None


def warning_for_plan(day: date | None, *, person: Person, today: date) -> str:
    """Why the day that the person has chosen for a meeting may not suit; empty where it does, or none is chosen."""
    return warning_of_day(day, permissions.units_of(person, today)) if day else ""


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 2000 <= found.year < 2200 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
