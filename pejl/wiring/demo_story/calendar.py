"""When things happen in the demo: counted in working weeks from the day it is made, so that it never grows old.

A week with a holiday in it does not count, nor does July or Christmas: nobody holds a learning meeting then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count, islice

from pejl.foundation.formats import moments

WEEKDAYS = ("man", "tir", "ons", "tor", "fre")
REACH = 70  # working weeks that a story may reach back or ahead
# Days off counted from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension and the day after,
# Whit Monday.
AFTER_EASTER = (-3, -2, 1, 39, 40, 50)
# Month and day: New Year, Constitution Day, Christmas.
EVERY_YEAR = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))
SUMMER = 7  # the month in which nothing happens


@dataclass(frozen=True)
class WorkingWeeks:
    """Moments written as ``"-19 tir 16.10"``: weeks from the one of ``today``, weekday, and time in Denmark."""

    today: date

    def day(self, written: str) -> date:
        """The day of a moment, with or without its time."""
        weeks, weekday, *_time = written.split()
        return self._monday(int(weeks)) + timedelta(days=WEEKDAYS.index(weekday))

    def moment(self, written: str) -> datetime:
        """The moment itself."""
        hour, minute = written.split()[2].split(".")
        return moments.local(self.day(written), time(int(hour), int(minute)))

    def _monday(self, weeks: int) -> date:
        if weeks == 0:
            raise ValueError("Only whole weeks before and after this one have numbers.")
        return (self._behind if weeks < 0 else self._ahead)[abs(weeks) - 1]

    @cached_property
    def _behind(self) -> list[date]:
        return list(islice(self._full_weeks(-1), REACH))

    @cached_property
    def _ahead(self) -> list[date]:
        return list(islice(self._full_weeks(1), REACH))

    def _full_weeks(self, direction: int) -> Iterator[date]:
        """The Mondays of full working weeks, nearest first."""
        this_monday = self.today - timedelta(days=self.today.weekday())
        mondays = (this_monday + direction * timedelta(weeks=number) for number in count(1))
        return (monday for monday in mondays if _is_full(monday))


def is_off(day: date) -> bool:
    """Whether people are away on a weekday."""
    moving = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    return day in moving or (day.month, day.day) in EVERY_YEAR or day.month == SUMMER


def easter(year: int) -> date:
    """Easter Sunday, as Meeus, Jones and Butcher reckon it."""
    century, rest = divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _is_full(monday: date) -> bool:
    return not any(is_off(monday + timedelta(days=number)) for number in range(len(WEEKDAYS)))
