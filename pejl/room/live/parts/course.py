"""The meeting along its plan, for its leaders: three numbers, the way back, what comes next and what still comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.meetings import queries as meetings
from pejl.meetings.names import Behaviour, ItemRole, Speaking
from pejl.room import queries
from pejl.room.forms import Insertion
from pejl.room.live.looking import Look
from pejl.room.live.parts import now
from pejl.room.queries import HeldItem

# What can be added by one press, in minutes.
MORE = (1, 5)
FEW_NAMES = 2


@dataclass(frozen=True)
class Drift:
    """From when time that passes makes it later, and whether anything does: a pause holds up the end, not the plan."""

    late_since: datetime | None
    end_since: datetime


@dataclass(frozen=True)
class Step:
    """An item of the agenda with when it began or is expected to, and which can change places with it."""

    held: HeldItem
    at: datetime | None
    before: HeldItem | None
    after: HeldItem | None


def leading(look: Look) -> Mapping[str, Any]:
    """What goes on, and its commands."""
    room = look.room
    current = room.current
    return {
        **now.context(look),
        "timing": look.ask(timing) if not look.is_over else None,
        "late": lateness(look.ask(timing).behind) if not look.is_over else "",
        "drift": drift(look) if not look.is_over else None,
        "back_until": back_until(look),
        "then": happens_in(room.following) if room.following else "",
        "last_time": queries.took_last_time(current.item) if current else None,
        "more": MORE,
    }


def course(look: Look) -> Mapping[str, Any]:
    """What has been, what comes, and what can be done to it."""
    return {
        **now.context(look),
        **suggestion(look),
        "steps": look.ask(steps),
        "is_retimed": meetings.is_retimed(look.meeting),
        "insertion": Insertion(),
    }


def suggestion(look: Look) -> dict[str, Any]:
    """New times, where the meeting is behind; ``seen`` says which, so that the same are not shown twice."""
    found = queries.suggested_times(look.room.items, look.ask(timing)) if not look.is_over else None
    running = look.room.current
    return {
        "new_times": found,
        "seen": f"{found.minutes}-{found.digest}" if found else "",
        "expected": running.item.pk if running else "",
    }


def timing(look: Look) -> queries.Timing:
    """The three numbers."""
    return queries.timing_of(look.meeting, look.room.items, look.now)


def lateness(behind: timedelta) -> str:
    """How late it is in words, until the script counts on: less than half a minute is as planned."""
    minutes = round(abs(behind) / timedelta(minutes=1))
    if not minutes:
        return _("As planned")
    told = {"number": minutes}
    return (_("%(number)s min behind") if behind > timedelta() else _("%(number)s min ahead")) % told


def drift(look: Look) -> Drift:
    """When the numbers begin to move by themselves: at the end of what goes on, at once where nothing does."""
    current, left = look.room.current, look.ask(timing).left
    if current is None or left is None:
        return Drift(look.now, look.now)
    if current.runs[-1].paused_at is not None:
        return Drift(None, look.now)
    over = look.now + max(left, timedelta())
    return Drift(over, over)


def back_until(look: Look) -> datetime | None:
    """Until when "back" stands on the page; None where that has passed, or there is nothing to go back from."""
    until = queries.back_until(look.room.items) if not look.is_over else None
    return until if until is not None and until > look.now else None


def steps(look: Look) -> list[Step]:
    """The agenda; what still comes with when it is expected."""
    items = look.room.items
    waiting = [held for held in items if not held.runs]
    at = _expected(look)
    return [_step(held, waiting, at) for held in items]


def _step(held: HeldItem, waiting: Sequence[HeldItem], at: Mapping[Any, datetime]) -> Step:
    if held.runs:
        return Step(held, held.starts_at, None, None)
    place = waiting.index(held)
    before = waiting[place - 1] if place else None
    after = waiting[place + 1] if place + 1 < len(waiting) else None
    return Step(held, at.get(held.item.pk), before, after)


def _expected(look: Look) -> dict[Any, datetime]:
    """When each that comes is expected to begin."""
    if look.is_over:
        return {}
    clock = look.now + max(look.ask(timing).left or timedelta(), timedelta())
    found = {}
    for held in look.room.items:
        if held.phase == "coming":
            found[held.item.pk] = clock
            clock += timedelta(minutes=held.item.minutes)
    return found


def happens_in(held: HeldItem) -> str:
    """What will happen to whom in an item: its name, and its groups, whoever presents, or that everybody speaks."""
    return _("%(item)s (%(what)s)") % {"item": held.item.label, "what": _to_whom(held)}


def _to_whom(held: HeldItem) -> str:
    groups, presenters = held.timed.groups, held.timed.people(ItemRole.PRESENTER)
    if groups:
        return ngettext("%(num)d group", "%(num)d groups", len(groups)) % {"num": len(groups)}
    if held.item.behaviour != Behaviour.BREAK and held.item.speaking == Speaking.IN_TURN:
        return _("everybody in turn")
    if 0 < len(presenters) <= FEW_NAMES:
        return _(" and ").join(person.name for person in presenters)
    return _("%(number)s min") % {"number": held.item.minutes}
