"""ISO weeks, which job centres plan by: even and odd ones, and the week 53 that breaks the rhythm."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import get_day_names

from pejl.foundation.formats.language import is_english, locale
from pejl.foundation.formats.moments import day_of


def label(value: date | datetime) -> str:
    """``uge 47``; English ``week 47``."""
    return f"{'week' if is_english() else 'uge'} {iso(value)[1]}"


def day_name(weekday: int) -> str:
    """``onsdag``; English ``Wednesday``. 0 is Monday."""
    return str(get_day_names("wide", locale=locale())[weekday])


def iso(value: date | datetime) -> tuple[int, int]:
    """Year and number of the ISO week; around New Year the year may be another than the day's."""
    year, week, _ = day_of(value).isocalendar()
    return year, week


def monday(year: int, week: int) -> date:
    """The first day of a week. Raises ValueError if the year has no such week."""
    return date.fromisocalendar(year, week, 1)


def is_even(value: date | datetime) -> bool:
    """Is the day in a week with an even number?"""
    return iso(value)[1] % 2 == 0


def in_year(year: int) -> int:
    """How many weeks the year has: 52 or 53. The 28th of December is always in the last."""
    return iso(date(year, 12, 28))[1]


def breaks_rhythm(value: date | datetime) -> bool:
    """Do this day's week and the next one have numbers of the same kind (53 and 1, both odd)?"""
    day = day_of(value)
    return is_even(day) == is_even(day + timedelta(days=7))
