"""Days on which a job centre is closed, and days that suit a rhythm of meetings.

Only days, never moments: a week is a week across the nights on which the clock is turned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from holidays import OPTIONAL, PUBLIC, country_holidays

from pejl.foundation.formats import weeks
from pejl.foundation.formats.language import is_english

Parity = Literal["even", "odd"]

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# How long to look beyond the rhythm when all its days are closed: the summer and the autumn holidays.
WEEKS_BEYOND = 26


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A day off by law (``is_public``), or one on which most offices are closed and some are not."""

    day: date
    name: str
    is_public: bool


def holidays(year: int) -> tuple[Holiday, ...]:
    """The year's holidays in order, with their names in the language of the screen.

    1 May, Constitution Day, Christmas Eve and New Year's Eve are suggestions: closing on them is the office's choice.
    """
    language = "en_US" if is_english() else "da"
    public = country_holidays("DK", years=year, categories=PUBLIC, language=language)
    optional = country_holidays("DK", years=year, categories=OPTIONAL, language=language)
    names = {**optional, **public}
    return tuple(Holiday(day=day, name=names[day], is_public=day in public) for day in sorted(names))


def closed(first: date, last: date) -> frozenset[date]:
    """Every holiday and suggested closed day from ``first`` to ``last``, to begin from."""
    years = range(first.year, last.year + 1)
    return frozenset(holiday.day for year in years for holiday in holidays(year) if first <= holiday.day <= last)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A day for the next meeting, and why it stands where it stands among the others.

    ``weeks_since`` counts calendar weeks since the last meeting. ``beside`` is a closed day right before or after;
    ``is_between``: the day lies alone between a closed day and a weekend, or between Christmas and New Year;
    ``is_quiet``: its week is one of those told as quiet; ``busy``: people who are in another meeting that day.
    """

    day: date
    weeks_since: int
    week: int
    beside: date | None
    is_between: bool
    is_quiet: bool
    busy: int


def proposals(
    *,
    after: date,
    every_weeks: tuple[int, int],
    weekdays: Collection[int],
    closed: Collection[date] = frozenset(),
    taken: Mapping[date, int] | None = None,
    quiet_weeks: Collection[int] = (),
    parity: Parity | None = None,
    count: int = 3,
) -> list[Proposal]:
    """At most ``count`` days for the next meeting, the best first and, where there is a choice, in different weeks.

    The rhythm is at least and at most so many calendar weeks after the last meeting on ``after``. ``weekdays`` are 0
    for Monday to 6; ``closed`` are the job centre's closed days, holidays among them; ``taken`` says how many of the
    same people already meet on a day; ``quiet_weeks`` are numbers of ISO weeks, ``parity`` asks for even or odd ones.
    When no day of the rhythm can be used, the weeks after it are looked at, the nearest first. Raises ``ValueError``
    for a rhythm that goes backwards or a weekday that is none.
    """
    low, high = every_weeks
    if not 1 <= low <= high or not set(weekdays) <= set(range(7)):
        raise ValueError("A rhythm runs from one week to as many or more, on weekdays from 0 to 6.")
    frame = _Frame(after, frozenset(closed), taken or {}, frozenset(quiet_weeks))
    found = [frame.proposal(day) for day in _open_days(after, low, high, frame.closed, weekdays, parity)]
    wished = (low + high) / 2
    if not found:
        beyond = _open_days(after, high + 1, high + WEEKS_BEYOND, frame.closed, weekdays, parity)
        found, wished = [frame.proposal(day) for day in beyond], high
    return _spread(sorted(found, key=lambda one: _rank(one, wished)))[:count]


def series(
    *,
    after: date,
    every_weeks: tuple[int, int],
    weekdays: Collection[int],
    closed: Collection[date] = frozenset(),
    taken: Mapping[date, int] | None = None,
    quiet_weeks: Collection[int] = (),
    parity: Parity | None = None,
    count: int,
) -> list[Proposal]:
    """The next ``count`` meetings, each the best day after the one before it. As ``proposals`` otherwise."""
    found: list[Proposal] = []
    while len(found) < count:
        best = proposals(
            after=found[-1].day if found else after,
            every_weeks=every_weeks,
            weekdays=weekdays,
            closed=closed,
            taken=taken,
            quiet_weeks=quiet_weeks,
            parity=parity,
            count=1,
        )
        if not best:
            break
        found += best
    return found


def is_between(day: date, closed: Collection[date]) -> bool:
    """Is it the one working day between a closed day and a weekend, or one between Christmas and New Year?"""
    if _is_off(day, closed):
        return False
    if (day.month, day.day) in {(12, 27), (12, 28), (12, 29), (12, 30)}:
        return True
    around = (day - DAY, day + DAY)
    return all(_is_off(one, closed) for one in around) and any(one in closed for one in around)


def _is_off(day: date, closed: Collection[date]) -> bool:
    return day.weekday() >= 5 or day in closed


def _open_days(
    after: date, low: int, high: int, closed: Collection[date], weekdays: Collection[int], parity: Parity | None
) -> Iterator[date]:
    """The days from the ``low``-th to the ``high``-th week that may be used at all."""
    monday = after - after.weekday() * DAY
    for week in range(low, high + 1):
        for weekday in sorted(set(weekdays)):
            day = monday + week * WEEK + weekday * DAY
            if day not in closed and (parity is None or weeks.is_even(day) == (parity == "even")):
                yield day


@dataclass(frozen=True)
class _Frame:
    """What a day is seen against."""

    after: date
    closed: frozenset[date]
    taken: Mapping[date, int]
    quiet: frozenset[int]

    def proposal(self, day: date) -> Proposal:
        """The day with its reasons."""
        week = weeks.iso(day)[1]
        return Proposal(
            day=day,
            weeks_since=((day - day.weekday() * DAY) - (self.after - self.after.weekday() * DAY)) // WEEK,
            week=week,
            beside=next((one for one in (day - DAY, day + DAY) if one in self.closed), None),
            is_between=is_between(day, self.closed),
            is_quiet=week in self.quiet,
            busy=self.taken.get(day, 0),
        )


def _rank(proposal: Proposal, wished: float) -> tuple[bool, int, bool, float, date]:
    """What is to be avoided last; then few busy people, then no closed day beside, then near the wished week."""
    avoided = proposal.is_between or proposal.is_quiet
    away = abs(proposal.weeks_since - wished)
    return (avoided, proposal.busy, proposal.beside is not None, away, proposal.day)


def _spread(ranked: list[Proposal]) -> list[Proposal]:
    """The best of each week first, in the order of rank; then the others."""
    best: dict[int, Proposal] = {}
    for proposal in ranked:
        best.setdefault(proposal.weeks_since, proposal)
    chosen = list(best.values())
    return chosen + [proposal for proposal in ranked if proposal not in chosen]
