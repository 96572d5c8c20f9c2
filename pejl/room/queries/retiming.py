"""New times where the meeting is behind: a suggestion, never more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.meetings.queries import TimedItem
from pejl.room.names import BEHIND_FROM, LEAST_MINUTES, LEAST_SHARE
from pejl.room.queries.looking import HeldItem
from pejl.room.queries.timing import Timing

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Shrinkable:
    """Something that takes ``minutes`` and must keep the ``least``."""

    minutes: int
    least: int

    @property
    def most(self) -> int:
        """How many minutes it can give."""
        return max(0, self.minutes - self.least)


@dataclass(frozen=True)
class NewTime:
    """Other minutes for one item."""

    item: AgendaItem
    minutes: int


@dataclass(frozen=True)
class Retiming:
    """To win ``minutes``, as much of it as can be won. ``digest`` is of the agenda that it was made for."""

    minutes: int
    times: tuple[NewTime, ...]
    digest: str

    @property
    def wins(self) -> int:
        """The minutes it really wins."""
        return sum(one.item.minutes - one.minutes for one in self.times)


def spread(minutes: int, over: Sequence[Shrinkable]) -> list[int]:
    """How many minutes each gives so that they are won together: in proportion to its length, none below its least.

    Where they cannot give so much together, each gives what it can.
    """
    given = [0] * len(over)
    rest = max(0, min(minutes, sum(one.most for one in over)))
    while rest:
        able = [number for number, one in enumerate(over) if given[number] < one.most]
        whole = sum(over[number].minutes for number in able)
        for number in able:
            share = rest * over[number].minutes // whole
            given[number] = min(over[number].most, given[number] + share)
        left = max(0, min(minutes, sum(one.most for one in over))) - sum(given)
        if left == rest:  # every share was below a minute: the longest that still can gives one
            given[max(able, key=lambda number: (over[number].minutes - given[number], -number))] += 1
            left -= 1
        rest = left
    return given


def suggested_times(items: Sequence[HeldItem], timing: Timing) -> Retiming | None:
    """New times for what comes, where the meeting is behind by more than a few minutes; None where there is nothing to
    suggest.
    """
    if timing.behind <= BEHIND_FROM:
        return None
    return new_times(items, round(timing.behind / MINUTE))


def new_times(items: Sequence[HeldItem], minutes: int) -> Retiming | None:
    """New times that win so many minutes, or as many as can be won; None where none can."""
    over = [held for held in _coming(items) if may_shrink(held, items)]
    gives = spread(minutes, [Shrinkable(held.item.minutes, least_of(held.item)) for held in over])
    times = tuple(NewTime(held.item, held.item.minutes - give) for held, give in zip(over, gives, strict=True) if give)
    return Retiming(minutes, times, digest_of(items)) if times else None


def may_shrink(held: HeldItem, items: Sequence[HeldItem]) -> bool:
    """Whether an item may be made shorter: as planned, but never where learning is gathered, nor what frames that."""
    if not held.item.may_shrink or gathers_learning(held.timed):
        return False
    if held.item.behaviour != Behaviour.FRAMING:
        return True
    after = [one for one in items if one.item.position > held.item.position]
    return not (after and gathers_learning(after[0].timed))


def gathers_learning(timed: TimedItem) -> bool:
    """Whether everybody says here what they take along, in the item itself or in a step of it."""
    is_it = timed.item.behaviour == Behaviour.GATHER_LEARNING
    return is_it or any(gathers_learning(child) for child in timed.children)


def least_of(item: AgendaItem) -> int:
    """How few minutes an item can make do with: a third of what was planned, and its first round where it has one."""
    third = -(-item.planned_minutes // LEAST_SHARE)
    return max(third, LEAST_MINUTES, item.round_minutes or 0)


def digest_of(items: Iterable[HeldItem]) -> str:
    """Says whether the agenda is still as it was: what comes, in which order, how long, and what is going on."""
    told = [
        f"{held.item.pk}:{held.phase}:{held.item.minutes}:{held.item.may_shrink}:{held.item.round_minutes}"
        for held in items
    ]
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]


def _coming(items: Iterable[HeldItem]) -> list[HeldItem]:
    return [held for held in items if held.phase == "coming"]
