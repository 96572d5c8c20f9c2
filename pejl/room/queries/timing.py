"""Where a meeting is along its plan: what is left, how far behind, when it will be over. All along the world's clock,
so that the nights when the clock is changed come out right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from pejl.foundation.formats import moments
from pejl.meetings import queries as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room.models import ItemRun
from pejl.room.names import BACK_WITHIN, BEGUN_ELSEWHEN
from pejl.room.queries.looking import HeldItem

NOTHING = timedelta()


@dataclass(frozen=True)
class Timing:
    """Three numbers. ``left`` of what goes on (below zero: longer than planned; None where nothing does), ``behind``
    the plan (below zero: ahead), and when the meeting ``ends_at`` as it looks now.
    """

    left: timedelta | None
    behind: timedelta
    ends_at: datetime


@dataclass(frozen=True)
class Coming:
    """So many minutes still to come, not before a fixed start where there is one."""

    minutes: int
    not_before: datetime | None = None


def reckon(
    *, now: datetime, left: timedelta | None, coming: Iterable[Coming], planned_end: datetime, paused: timedelta
) -> Timing:
    """The three numbers at a moment.

    What goes on beyond its time pushes everything, second by second. What stood still (``paused``) makes the meeting
    end later, and nobody behind: leaders pause when something else has to come first.
    """
    clock = now.astimezone(UTC) + max(left or NOTHING, NOTHING)
    for one in coming:
        clock = max(clock, one.not_before.astimezone(UTC) if one.not_before else clock)
        clock += timedelta(minutes=one.minutes)
    return Timing(left, clock - planned_end.astimezone(UTC) - paused, clock)


def timing_of(meeting: Meeting, items: Sequence[HeldItem], now: datetime) -> Timing:
    """The three numbers of a meeting that is going on; no query where its agenda was read."""
    runs = [run for held in items for run in held.runs]
    current = next((held for held in items if held.phase == "current"), None)
    begun = min((run.started_at for run in runs), default=now)
    return reckon(
        now=now,
        left=current.runs[-1].left(current.item.minutes, now) if current else None,
        coming=[_coming(meeting, held.item, begun) for held in items if held.phase == "coming"],
        planned_end=planned_end(meeting, begun),
        paused=sum((run.paused(now) for run in runs), NOTHING),
    )


def planned_end(meeting: Meeting, begun: datetime) -> datetime:
    """When the meeting should be over: as everybody was told, or as long after it began where it was begun on purpose
    at quite another time than planned.
    """
    told = meeting.announced_until or meetings.ends_at(meeting)
    if _is_elsewhen(meeting, begun):
        return begun.astimezone(UTC) + (told.astimezone(UTC) - meeting.starts_at.astimezone(UTC))
    return told


def back_until(items: Iterable[HeldItem]) -> datetime | None:
    """Until when the last "next" or "finish" can be taken back on the screen; the server waits a little longer."""
    runs = [run for held in items for run in held.runs]
    running = next((run for run in runs if run.ended_at is None), None)
    ended = max((run.ended_at for run in runs if run.ended_at is not None), default=None)
    change = running.started_at if running else ended
    return change + BACK_WITHIN if change else None


def last_ended(meeting: Meeting) -> ItemRun | None:
    """What was finished last, with its item."""
    ended = ItemRun.objects.filter(meeting=meeting, ended_at__isnull=False).select_related("item")
    run: ItemRun | None = ended.order_by("-ended_at", "-started_at", "-id").first()
    return run


def ended_with(ended: ItemRun | None, running: ItemRun | None) -> bool:
    """Whether it ended in the moment in which what is going on began, or nothing has begun since."""
    if ended is None or ended.ended_at is None:
        return False
    return running is None or ended.ended_at >= running.started_at


def _coming(meeting: Meeting, item: AgendaItem, begun: datetime) -> Coming:
    locked: time | None = None if _is_elsewhen(meeting, begun) else item.locked_start
    at = moments.local(moments.day_of(meeting.starts_at), locked) if locked else None
    return Coming(item.minutes, at)


def _is_elsewhen(meeting: Meeting, begun: datetime) -> bool:
    return abs(begun.astimezone(UTC) - meeting.starts_at.astimezone(UTC)) > BEGUN_ELSEWHEN
