"""What is going on, and the leaders' commands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from pejl.foundation import clock
from pejl.meetings.models import Meeting
from pejl.meetings.names import Authorship, Behaviour, State
from pejl.room import operations, permissions, queries
from pejl.room.endpoints.fetching import entered, item_of, seen

router = Router()


class HeldOut(Schema):
    """An agenda item as planned and as held. ``phase`` is done, current, coming or skipped; ``minutes`` are those it is
    given now.
    """

    id: UUID
    position: int
    minutes: int
    label: str
    behaviour: Behaviour
    phase: str
    planned_from: datetime
    planned_until: datetime
    began_at: datetime | None
    ended_at: datetime | None
    seconds: int


class BoardOut(Schema):
    """A board: of an item, or of a group. ``gives_away``: so few write there that everybody can guess who did."""

    item_id: UUID
    label: str
    authorship: Authorship
    people: int
    gives_away: bool
    is_open: bool
    is_own: bool
    cards: int


class RoomOut(Schema):
    """One look into a meeting. ``number`` grows with every change; ``now`` is the server's clock."""

    meeting_id: UUID
    state: State
    number: int
    now: datetime
    is_led: bool
    running_id: UUID | None
    is_paused: bool
    seconds_left: int | None
    following_id: UUID | None
    leader_notes: str
    items: list[HeldOut]
    boards: list[BoardOut]


class Press(Schema):
    """A command: ``expected_running`` is the item that the leader believes is going on, null for nothing."""

    expected_running: UUID | None


@router.get("/meetings/{meeting_id}/room", response=RoomOut, operation_id="get_room")
def get_room(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Where the meeting is."""
    return room_as_it_is(request, meeting_id)


@router.post("/meetings/{meeting_id}/room/begin", response=RoomOut, operation_id="begin_in_room")
def begin(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Begin the meeting, and its first item with it."""
    by = request.auth  # type: ignore[attr-defined]
    operations.begin(meeting=entered(request, meeting_id), by=by, now=clock.now())
    return room_as_it_is(request, meeting_id)


@router.post("/meetings/{meeting_id}/room/items/{item_id}/start", response=RoomOut, operation_id="start_item")
def start(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: Press) -> dict[str, Any]:
    """Start an item; what is going on ends. Refused as stale when something else goes on than expected."""
    by, item = request.auth, item_of(request, meeting_id, item_id)  # type: ignore[attr-defined]
    operations.start_item(item=item, expected_running=said.expected_running, by=by, now=clock.now())
    return room_as_it_is(request, meeting_id)


@router.post("/meetings/{meeting_id}/room/items/{item_id}/finish", response=RoomOut, operation_id="finish_item")
def finish(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> dict[str, Any]:
    """Finish an item and begin nothing yet. Refused as stale when it is not going on."""
    by, item = request.auth, item_of(request, meeting_id, item_id)  # type: ignore[attr-defined]
    operations.finish_item(item=item, by=by, now=clock.now())
    return room_as_it_is(request, meeting_id)


@router.get("/meetings/{meeting_id}/times", response=list[HeldOut], operation_id="list_times")
def times(request: HttpRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """Planned and actual times, for those who may read what came of the meeting."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    permissions.require_may_read(by, meeting)
    now = clock.now()
    return [_held(held, now) for held in queries.state_of(meeting, by, now).items]


def room_as_it_is(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """One look into the meeting as it is now, after a command too."""
    meeting: Meeting = entered(request, meeting_id)
    room = queries.state_of(meeting, request.auth, clock.now())  # type: ignore[attr-defined]
    current = room.current
    return {
        "meeting_id": meeting.pk,
        "state": meeting.state,
        "number": meeting.live_number or 0,  # type: ignore[attr-defined]
        "now": room.now,
        "is_led": room.is_led,
        "running_id": current.item.pk if current else None,
        "is_paused": bool(current and current.runs[-1].paused_at),
        "seconds_left": round(room.left.total_seconds()) if current else None,
        "following_id": room.following.item.pk if room.following else None,
        "leader_notes": current.item.leader_notes if current and room.is_led else "",
        "items": [_held(held, room.now) for held in room.items],
        "boards": [_board(board) for board in room.boards],
    }


def _held(held: queries.HeldItem, now: datetime) -> dict[str, Any]:
    return {
        "id": held.item.pk,
        "position": held.item.position,
        "minutes": held.item.minutes,
        "label": held.item.label,
        "behaviour": held.item.behaviour,
        "phase": held.phase,
        "planned_from": held.timed.starts_at,
        "planned_until": held.timed.ends_at,
        "began_at": held.starts_at,
        "ended_at": held.ends_at,
        "seconds": round(held.lasted(now).total_seconds()),
    }


def _board(board: queries.Board) -> dict[str, Any]:
    return {
        "item_id": board.item.pk,
        "label": board.item.label,
        "authorship": board.authorship,
        "people": board.people,
        "gives_away": board.gives_away,
        "is_open": board.is_open,
        "is_own": board.is_own,
        "cards": len(board.cards),
    }
