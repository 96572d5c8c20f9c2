"""The leaders' commands on what goes on and on what still comes, and where the meeting is along its plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import LONGEST_ITEM, Behaviour
from pejl.meetings.permissions import require_leads, require_plans
from pejl.room import operations, queries
from pejl.room.endpoints.fetching import Key, entered, item_of, seen
from pejl.room.endpoints.holding import Press, RoomOut, room_as_it_is

router = Router()


class MinutesIn(Press):
    """So many minutes more, or fewer below zero."""

    minutes: Annotated[int, Field(ge=-LONGEST_ITEM, le=LONGEST_ITEM)]


class SwapIn(Press):
    """The item to change places with, and where the item was seen to stand (1 is first)."""

    other_id: UUID
    expected_position: int


class InsertionIn(GuardedSchema):
    """Something that nobody had planned: next, or (``begins``) now."""

    expected_running: UUID | None
    label: Annotated[LineText, Field(min_length=1, max_length=160)]
    behaviour: Behaviour
    minutes: Annotated[int, Field(ge=1, le=LONGEST_ITEM)]
    begins: bool = False


class NewTimesIn(GuardedSchema):
    """The suggestion that was seen (``get_room_timing``)."""

    expected_running: UUID | None
    minutes: Annotated[int, Field(ge=1, le=LONGEST_ITEM)]
    digest: Annotated[LineText, Field(max_length=16)]


class NewTimeOut(Schema):
    """Other minutes for one item."""

    item_id: UUID
    minutes: int


class SuggestionOut(Schema):
    """New times that win ``wins`` of the wanted ``minutes``; both go back with ``use_new_times``."""

    minutes: int
    wins: int
    digest: str
    times: list[NewTimeOut]


class TimingOut(Schema):
    """Seconds left of what goes on (null for nothing; below zero: longer than planned), seconds behind the plan (below
    zero: ahead), when the meeting ends as it looks now, and a suggestion where it is behind.
    """

    now: datetime
    seconds_left: int | None
    seconds_behind: int
    ends_at: datetime
    suggestion: SuggestionOut | None


class LastTimeOut(Schema):
    """What such an item took the last time; null where nobody knows or it would tell about somebody."""

    minutes: int | None
    meeting_id: UUID | None


@router.post("/meetings/{meeting_id}/room/pause", response=RoomOut, operation_id="pause_item")
def pause(request: HttpRequest, meeting_id: UUID, said: Press) -> dict[str, Any]:
    """The clock of what is going on stands still."""
    return _pressed(request, meeting_id, operations.pause_item, said)


@router.post("/meetings/{meeting_id}/room/resume", response=RoomOut, operation_id="resume_item")
def resume(request: HttpRequest, meeting_id: UUID, said: Press) -> dict[str, Any]:
    """The clock goes on."""
    return _pressed(request, meeting_id, operations.resume_item, said)


@router.post("/meetings/{meeting_id}/room/minutes", response=RoomOut, operation_id="add_minutes")
def add_minutes(request: HttpRequest, meeting_id: UUID, said: MinutesIn) -> dict[str, Any]:
    """Some minutes more for what is going on, or fewer."""
    return _pressed(request, meeting_id, operations.add_minutes, said, minutes=said.minutes)


@router.post("/meetings/{meeting_id}/room/back", response=RoomOut, operation_id="step_back")
def step_back(request: HttpRequest, meeting_id: UUID, said: Press) -> dict[str, Any]:
    """As it was before the last start or finish; only a few seconds long."""
    return _pressed(request, meeting_id, operations.step_back, said)


@router.post("/meetings/{meeting_id}/room/end", response=RoomOut, operation_id="end_in_room")
def end(request: HttpRequest, meeting_id: UUID, said: Press) -> dict[str, Any]:
    """The meeting is over, also before its agenda is."""
    return _pressed(request, meeting_id, operations.end, said)


@router.post("/meetings/{meeting_id}/room/items/{item_id}/leave-out", response=RoomOut, operation_id="leave_item_out")
def leave_out(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: Press) -> dict[str, Any]:
    """Skip an item that still comes."""
    return _pressed_on(request, meeting_id, item_id, operations.leave_out, said)


@router.post("/meetings/{meeting_id}/room/items/{item_id}/take-in", response=RoomOut, operation_id="take_item_in_again")
def take_in_again(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: Press) -> dict[str, Any]:
    """Hold an item after all."""
    return _pressed_on(request, meeting_id, item_id, operations.take_in_again, said)


@router.post("/meetings/{meeting_id}/room/items/{item_id}/swap", response=RoomOut, operation_id="swap_items")
def swap(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: SwapIn) -> dict[str, Any]:
    """Two items that still come, each in the other's place."""
    by, item = request.auth, item_of(request, meeting_id, item_id)  # type: ignore[attr-defined]
    operations.swap_items(
        item=item,
        other=item_of(request, meeting_id, said.other_id),
        expected_position=said.expected_position,
        expected_running=said.expected_running,
        by=by,
        now=clock.now(),
    )
    return room_as_it_is(request, meeting_id)


@router.post("/meetings/{meeting_id}/room/items", response={201: RoomOut}, operation_id="insert_item")
def insert(request: HttpRequest, meeting_id: UUID, said: InsertionIn, key: Key = None) -> Status[Any]:
    """Something that nobody had planned, next or now."""
    by, meeting, now = request.auth, entered(request, meeting_id), clock.now()  # type: ignore[attr-defined]
    told = said.dict()
    drafts.once(lambda: operations.insert_item(meeting=meeting, **told, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, room_as_it_is(request, meeting_id))


@router.get("/meetings/{meeting_id}/room/timing", response=TimingOut, operation_id="get_room_timing")
def timing(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Where the meeting is along its plan; for its leaders, while it is going on."""
    meeting, now = entered(request, meeting_id), clock.now()
    require_leads(request.auth, meeting)  # type: ignore[attr-defined]
    return _timing(meeting, now)


@router.post("/meetings/{meeting_id}/room/new-times", response=TimingOut, operation_id="use_new_times")
def retime(request: HttpRequest, meeting_id: UUID, said: NewTimesIn) -> dict[str, Any]:
    """Use the new times that were suggested. Refused as stale when the agenda is another by now."""
    by, meeting, now = request.auth, entered(request, meeting_id), clock.now()  # type: ignore[attr-defined]
    operations.use_retiming(meeting=meeting, **said.dict(), by=by, now=now)
    return _timing(entered(request, meeting_id), now)


@router.post("/meetings/{meeting_id}/room/new-times/undo", response=TimingOut, operation_id="undo_new_times")
def undo_retiming(request: HttpRequest, meeting_id: UUID, said: Press) -> dict[str, Any]:
    """The times as they were, as long as nothing else has begun."""
    by, meeting, now = request.auth, entered(request, meeting_id), clock.now()  # type: ignore[attr-defined]
    operations.undo_retiming(meeting=meeting, expected_running=said.expected_running, by=by, now=now)
    return _timing(entered(request, meeting_id), now)


@router.get("/meetings/{meeting_id}/items/{item_id}/last-time", response=LastTimeOut, operation_id="get_item_last_time")
def last_time(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> dict[str, Any]:
    """How long such an item took the last time; for those who plan the meeting."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    require_plans(by, meeting)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    item.meeting = meeting
    found = queries.took_last_time(item, by)
    return {"minutes": found.minutes if found else None, "meeting_id": found.meeting.pk if found else None}


def _pressed(
    request: HttpRequest, meeting_id: UUID, operation: Callable[..., Any], said: Press, **what: Any
) -> dict[str, Any]:
    by, meeting = request.auth, entered(request, meeting_id)  # type: ignore[attr-defined]
    operation(meeting=meeting, expected_running=said.expected_running, **what, by=by, now=clock.now())
    return room_as_it_is(request, meeting_id)


def _pressed_on(
    request: HttpRequest, meeting_id: UUID, item_id: UUID, operation: Callable[..., Any], said: Press, **what: Any
) -> dict[str, Any]:
    by, item = request.auth, item_of(request, meeting_id, item_id)  # type: ignore[attr-defined]
    operation(item=item, expected_running=said.expected_running, **what, by=by, now=clock.now())
    return room_as_it_is(request, meeting_id)


def _timing(meeting: Meeting, now: datetime) -> dict[str, Any]:
    items = queries.held_items(meeting)
    where = queries.timing_of(meeting, items, now)
    found = queries.suggested_times(items, where)
    return {
        "now": now,
        "seconds_left": None if where.left is None else round(where.left.total_seconds()),
        "seconds_behind": round(where.behind.total_seconds()),
        "ends_at": where.ends_at,
        "suggestion": _suggestion(found) if found else None,
    }


def _suggestion(found: queries.Retiming) -> dict[str, Any]:
    times = [{"item_id": one.item.pk, "minutes": one.minutes} for one in found.times]
    return {"minutes": found.minutes, "wins": found.wins, "digest": found.digest, "times": times}
