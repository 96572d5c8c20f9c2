"""Days as Danes write them. Reading what was typed is in ``typed_dates``; ``parse`` is its door."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_timedelta

from pejl.foundation.formats import times
from pejl.foundation.formats.language import is_english, locale
from pejl.foundation.formats.moments import day_of, in_denmark
from pejl.foundation.formats.typed_dates import parse

__all__ = ["long", "moment", "parse", "relative", "short", "with_weekday"]

_NEAR = {-1: ("i går", "yesterday"), 0: ("i dag", "today"), 1: ("i morgen", "tomorrow")}


def long(value: date | datetime) -> str:
    """``4. marts 2015``; English ``4 March 2015``."""
    return format_date(day_of(value), "long", locale())


def short(value: date | datetime) -> str:
    """``4/3-2015``; English ``4 Mar 2015``, because day and month change places between English countries."""
    day = day_of(value)
    return format_date(day, "d MMM y", locale()) if is_english() else f"{day.day}/{day.month}-{day.year}"


def with_weekday(value: date | datetime) -> str:
    """``onsdag den 4. marts 2015``; English ``Wednesday, 4 March 2015``."""
    return format_date(day_of(value), "full", locale())


def moment(value: datetime) -> str:
    """``onsdag den 4. marts 2015 kl. 12.45``; English ``Wednesday, 4 March 2015 at 12:45``."""
    return f"{with_weekday(value)} {times.at(value)}"


def relative(value: datetime, now: datetime) -> str:
    """Near days by name and time (``i dag kl. 14.02``), then ``for 3 dage siden`` or ``om 3 dage``, then the day."""
    away = (day_of(value) - day_of(now)).days
    if away in _NEAR:
        return f"{_NEAR[away][is_english()]} {times.at(in_denmark(value))}"
    if abs(away) > 30:
        return long(value)
    return format_timedelta(timedelta(days=away), "day", threshold=31, add_direction=True, locale=locale())
