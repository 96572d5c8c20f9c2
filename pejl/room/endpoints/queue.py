"""The queue: raising a hand, and the floor given."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalLine
from pejl.meetings.models import AgendaItem
from pejl.room import operations, queries
from pejl.room.endpoints.fetching import Key, entered, person_of, row_of
from pejl.room.models import Hand
from pejl.room.names import HAND_LENGTH, HandKind, HandState

router = Router()


class HandOut(Schema):
    """A raised hand. ``answers_id`` is the hand it answers; ``is_placed`` where a leader put it somewhere."""

    id: UUID
    group_id: UUID | None
    person_id: UUID
    name: str
    kind: HandKind
    line: str
    state: HandState
    answers_id: UUID | None
    is_placed: bool
    raised_at: datetime

    @staticmethod
    def resolve_group_id(hand: Hand) -> UUID | None:
        """The group whose queue it stands in."""
        return hand.group.pk if hand.group else None

    @staticmethod
    def resolve_name(hand: Hand) -> str:
        """Whose hand it is."""
        return hand.person.name

    @staticmethod
    def resolve_is_placed(hand: Hand) -> bool:
        """Whether a leader has put it where it stands."""
        return hand.placed is not None


class QueueOut(Schema):
    """A queue: of everybody (``group_id`` null) or of a group; those who wait in the order they come to speak."""

    group_id: UUID | None
    speaking: HandOut | None
    just_said: HandOut | None
    waiting: list[HandOut]


class HandIn(GuardedSchema):
    """A hand to raise; ``person_id`` only where leaders, or a group's chair, enter it for somebody else."""

    kind: HandKind
    line: Annotated[OptionalLine, Field(max_length=HAND_LENGTH)] = ""
    group_id: UUID | None = None
    answers_id: UUID | None = None
    person_id: UUID | None = None


class FloorIn(Schema):
    """``expected_speaking`` is the hand that the sender believes has the floor, null for none."""

    expected_speaking: UUID | None


class PlaceIn(FloorIn):
    """Before which waiting hand; null puts it last."""

    before_id: UUID | None


class SortIn(FloorIn):
    """Which queue: a group's, or null for everybody's."""

    group_id: UUID | None = None


@router.get("/meetings/{meeting_id}/hands", response=list[QueueOut], operation_id="list_hands")
def list_hands(request: HttpRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """Who wants the floor: everybody's queue, then those of the groups."""
    return [_told(queue) for queue in queries.queues_of(entered(request, meeting_id)).values()]


@router.post("/meetings/{meeting_id}/hands", response={201: HandOut}, operation_id="raise_hand")
def raise_hand(request: HttpRequest, meeting_id: UUID, said: HandIn, key: Key = None) -> Status[Hand]:
    """Ask for the floor. Sent again with the same key it is one hand; another of the same kind changes its line."""
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    answers = Hand.objects.visible_to(by).filter(meeting=meeting, pk=said.answers_id).first()
    hand = operations.raise_hand(
        meeting=meeting,
        kind=said.kind,
        line=said.line,
        group=get_object_or_404(AgendaItem, meeting=meeting, pk=said.group_id) if said.group_id else None,
        answers=answers,
        person=person_of(request, said.person_id) if said.person_id else None,
        client_id=key or uuid4(),
        by=by,
        now=clock.now(),
    )
    return Status(201, hand)


@router.delete("/hands/{hand_id}", response={204: None}, operation_id="lower_hand")
def lower_hand(request: HttpRequest, hand_id: UUID) -> Status[None]:
    """Take a hand down: one's own, or as a leader another's."""
    by = request.auth  # type: ignore[attr-defined]
    operations.lower_hand(hand=row_of(request, Hand, hand_id), by=by, now=clock.now())
    return Status(204, None)


@router.post("/hands/{hand_id}/floor", response=HandOut, operation_id="give_floor")
def give_floor(request: HttpRequest, hand_id: UUID, said: FloorIn) -> Hand:
    """Let somebody speak; who had the floor is done. Refused as stale when another has it than expected."""
    hand, by = row_of(request, Hand, hand_id), request.auth  # type: ignore[attr-defined]
    return operations.give_floor(hand=hand, expected_speaking=said.expected_speaking, by=by, now=clock.now())


@router.post("/hands/{hand_id}/done", response=HandOut, operation_id="finish_hand")
def finish_hand(request: HttpRequest, hand_id: UUID) -> Hand:
    """Whoever has the floor has spoken. Refused as stale when the hand does not have it."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.finish_hand(hand=row_of(request, Hand, hand_id), by=by, now=clock.now())


@router.put("/hands/{hand_id}/place", response=HandOut, operation_id="place_hand")
def place_hand(request: HttpRequest, hand_id: UUID, said: PlaceIn) -> Hand:
    """Put a hand before another that waits, or last."""
    hand, by = row_of(request, Hand, hand_id), request.auth  # type: ignore[attr-defined]
    before = get_object_or_404(Hand, meeting=hand.meeting, pk=said.before_id) if said.before_id else None
    expected = said.expected_speaking
    return operations.place_hand(hand=hand, before=before, expected_speaking=expected, by=by, now=clock.now())


@router.post("/meetings/{meeting_id}/hands/sort", response=QueueOut, operation_id="sort_hands")
def sort_hands(request: HttpRequest, meeting_id: UUID, said: SortIn) -> dict[str, Any]:
    """Put a queue back to the rule."""
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    group = get_object_or_404(AgendaItem, meeting=meeting, pk=said.group_id) if said.group_id else None
    expected = said.expected_speaking
    queue = operations.sort_hands(meeting=meeting, group=group, expected_speaking=expected, by=by, now=clock.now())
    return _told(queue)


def _told(queue: queries.Queue) -> dict[str, Any]:
    return {
        "group_id": queue.group.pk if queue.group else None,
        "speaking": queue.speaking,
        "just_said": queue.just_said,
        "waiting": list(queue.waiting),
    }
