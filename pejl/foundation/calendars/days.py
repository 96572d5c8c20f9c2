"""Days on which a job centre is closed, and days that suit a rhythm of meetings.

Only days, never moments: a week is a week across the nights on which the clock is turned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """How often one meets, and around what.

    ``every_weeks``: at least and at most so many calendar weeks after the meeting before. ``weekdays`` are 0 for Monday
    to 6; ``closed`` are the job centre's closed days, holidays among them; ``taken`` says how many of the same people
    already meet on a day; ``quiet_weeks`` are numbers of ISO weeks, ``parity`` asks for even or odd ones.
    Raises ``ValueError`` for a rhythm that goes backwards or a weekday that is none.
    """

    every_weeks: tuple[int, int]
    weekdays: Collection[int]
    closed: Collection[date] = frozenset()
    taken: Mapping[date, int] = field(default_factory=dict)
    quiet_weeks: Collection[int] = frozenset()
    parity: Parity | None = None

    def __post_init__(self) -> None:
        low, high = self.every_weeks
        if not 1 <= low <= high or not set(self.weekdays) <= set(range(7)):
            raise ValueError("A rhythm runs from one week to as many or more, on weekdays from 0 to 6.")

    def days(self, after: date, low: int, high: int) -> Iterator[date]:
        """Its days from the ``low``-th to the ``high``-th week after ``after``, closed ones too."""
        monday = after - after.weekday() * DAY
        for week in range(low, high + 1):
            for weekday in sorted(set(self.weekdays)):
                day = monday + week * WEEK + weekday * DAY
                if self.parity is None or weeks.is_even(day) == (self.parity == "even"):
                    yield day

    def proposal(self, day: date, after: date) -> Proposal:
        """A day with its reasons, where the meeting before was on ``after``."""
        week = weeks.iso(day)[1]
        return Proposal(
            day=day,
            weeks_since=((day - day.weekday() * DAY) - (after - after.weekday() * DAY)) // WEEK,
            week=week,
            beside=next((one for one in (day - DAY, day + DAY) if one in self.closed), None),
            is_between=is_between(day, self.closed),
            is_quiet=week in self.quiet_weeks,
            busy=self.taken.get(day, 0),
        )


def proposals(rhythm: Rhythm, *, after: date, count: int = 3) -> list[Proposal]:
    """At most ``count`` days for the meeting after the one on ``after``, the best first and, where there is a choice,
    in different weeks.

    When no day of the rhythm can be used, the weeks after it are looked at, the nearest first.
    """
    low, high = rhythm.every_weeks
    found, wished = _open(rhythm, after, low, high), (low + high) / 2
    if not found:
        found, wished = _open(rhythm, after, high + 1, high + WEEKS_BEYOND), high
    return _spread(sorted(found, key=lambda one: _rank(one, wished)))[:count]


def series(rhythm: Rhythm, *, after: date, count: int) -> list[Proposal]:
    """The next ``count`` meetings, each the best day after the one before it. As ``proposals`` otherwise."""
    found: list[Proposal] = []
    while len(found) < count:
        best = proposals(rhythm, after=found[-1].day if found else after, count=1)
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


def _open(rhythm: Rhythm, after: date, low: int, high: int) -> list[Proposal]:
    """The days of the rhythm that may be used at all."""
    return [rhythm.proposal(day, after) for day in rhythm.days(after, low, high) if day not in rhythm.closed]


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
