"""From a day and a time on a Danish wall clock to a moment, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def local(day: date, at: time) -> datetime:
    """The moment when a clock in Denmark shows ``at`` on ``day``, in UTC: there, sums and comparisons hold.

    In spring the clock jumps over an hour: 2.30 then means 3.30. In autumn it shows an hour twice: the first counts.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=DENMARK).astimezone(UTC)


def times_shown(day: date, at: time) -> int:
    """How often a clock in Denmark shows ``at`` on ``day``: once; never in spring's lost hour, twice in autumn's."""
    first, second = (
        datetime.combine(day, at.replace(tzinfo=None, fold=fold), tzinfo=DENMARK).utcoffset() or timedelta()
        for fold in (0, 1)
    )
    if first == second:
        return 1
    return 2 if first > second else 0


def in_denmark(moment: datetime) -> datetime:
    """The same moment as a clock in Denmark shows it. Raises ValueError for a moment without time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(DENMARK)


def day_of(value: date | datetime) -> date:
    """The day itself, or the day that it is in Denmark at a moment."""
    return in_denmark(value).date() if isinstance(value, datetime) else value
