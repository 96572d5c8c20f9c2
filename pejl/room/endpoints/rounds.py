"""Rounds: whose turn it is, the presses on them, and what one writes to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, WordsText
from pejl.meetings.models import AgendaItem
from pejl.room import operations, permissions, queries
from pejl.room.endpoints.fetching import entered, item_of, person_of, row_of, seen
from pejl.room.endpoints.outcomes import PersonOut, PointOut
from pejl.room.models import Contribution, Round, UnclearPoint
from pejl.room.names import RoundOrder, RoundPhase, TurnState

router = Router()

DEEDS: dict[str, Callable[..., Round]] = {
    "next": operations.next_turn,
    "pass": operations.pass_turn,
    "skip_phase": operations.skip_phase,
    "pause": operations.pause_turn,
    "resume": operations.resume_turn,
    "extend": operations.extend_turn,
    "give": operations.give_turn,
    "away": operations.mark_away,
    "back": operations.mark_back,
    "end": operations.end_round,
}


class TurnOut(Schema):
    """Somebody's turn."""

    person: PersonOut
    state: TurnState


class RoundOut(Schema):
    """A round. ``version`` counts its steps; ``seconds_left`` is of what goes on, null where nobody counts.

    ``waiting`` stand in the order in which they will be asked.
    """

    id: UUID
    item_id: UUID
    order: RoundOrder
    phase: RoundPhase
    version: int
    is_over: bool
    is_paused: bool
    seconds_left: int | None
    speaking: PersonOut | None
    waiting: list[PersonOut]
    turns: list[TurnOut]


class RoundIn(Schema):
    """How a round is to be held, in seconds; ``turn_seconds`` null where nobody counts."""

    order: RoundOrder = RoundOrder.SEAT
    silence_seconds: int = 0
    writing_seconds: int = 0
    turn_seconds: int | None = None


class MoveIn(Schema):
    """A press on a round, and the step its sender saw. ``give``, ``away`` and ``back`` are about ``person_id``,
    ``extend`` adds ``seconds``, and ``end`` is refused while somebody has not spoken, unless ``is_confirmed``.
    """

    deed: Literal["next", "pass", "skip_phase", "pause", "resume", "extend", "give", "away", "back", "end"]
    expected_version: int
    person_id: UUID | None = None
    seconds: int | None = None
    is_confirmed: bool = False


class ContributionOut(Schema):
    """What somebody wrote to a round."""

    item_id: UUID
    person: PersonOut
    text: str
    is_shared: bool
    version: int


class ContributionIn(GuardedSchema):
    """One's own words to a round, over the version that was read; null for the first."""

    text: Annotated[WordsText, Field(max_length=4000)]
    expected_version: int | None = None


class SharingIn(Schema):
    """Whether the others have it."""

    is_shared: bool


class QuestionIn(GuardedSchema):
    """A question to be investigated."""

    text: LineText


@router.get("/meetings/{meeting_id}/rounds", response=list[RoundOut], operation_id="list_rounds")
def list_rounds(request: HttpRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """The rounds that go on: in plenary, and in the groups."""
    return [_told(held) for held in queries.rounds_in(entered(request, meeting_id))]


@router.post("/meetings/{meeting_id}/items/{item_id}/rounds", response={201: RoundOut}, operation_id="begin_round")
def begin_round(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: RoundIn) -> Status[dict[str, Any]]:
    """Begin a round of those who are here. Refused as stale while one goes on in the item."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(request, meeting_id, item_id)
    row = operations.begin_round(item=item, **said.model_dump(), by=by, now=clock.now())
    return Status(201, _told(_held(row)))


@router.post("/rounds/{round_id}/moves", response=RoundOut, operation_id="move_round")
def move_round(request: HttpRequest, round_id: UUID, said: MoveIn) -> dict[str, Any]:
    """Move a round one step. Refused as stale when it has moved since the sender saw it."""
    row: Round = row_of(request, Round, round_id)
    by = request.auth  # type: ignore[attr-defined]
    about = _about(request, said)
    row = DEEDS[said.deed](round_=row, expected_version=said.expected_version, **about, by=by, now=clock.now())
    return _told(_held(row))


@router.get("/meetings/{meeting_id}/contributions", response=list[ContributionOut], operation_id="list_contributions")
def list_contributions(request: HttpRequest, meeting_id: UUID) -> list[Contribution]:
    """What people wrote to rounds and share, for those who may read what came of the meeting."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    permissions.require_may_read(by, meeting)
    return list(queries.shared_contributions_of(meeting))


@router.get(
    "/meetings/{meeting_id}/items/{item_id}/contribution",
    response=ContributionOut | None,
    operation_id="get_own_contribution",
)
def get_own_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> Contribution | None:
    """What one has written to a round oneself, shared or not."""
    return queries.contribution_of(item_of(request, meeting_id, item_id), request.auth)  # type: ignore[attr-defined]


@router.put(
    "/meetings/{meeting_id}/items/{item_id}/contribution",
    response=ContributionOut,
    operation_id="write_contribution",
)
def write_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: ContributionIn) -> Contribution:
    """Write one's own words to a round. Nobody else sees them before they are shared."""
    item, by = item_of(request, meeting_id, item_id), request.auth  # type: ignore[attr-defined]
    return operations.write_contribution(item=item, **said.model_dump(), by=by, now=clock.now())


@router.put(
    "/meetings/{meeting_id}/items/{item_id}/contribution/sharing",
    response=ContributionOut,
    operation_id="share_contribution",
)
def share_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: SharingIn) -> Contribution:
    """Share one's own words, or keep them to oneself again."""
    row, by = _own(request, meeting_id, item_id), request.auth  # type: ignore[attr-defined]
    return operations.share_contribution(contribution=row, is_shared=said.is_shared, by=by, now=clock.now())


@router.delete(
    "/meetings/{meeting_id}/items/{item_id}/contribution", response={204: None}, operation_id="delete_contribution"
)
def delete_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> Status[None]:
    """Take away one's own words."""
    row, by = _own(request, meeting_id, item_id), request.auth  # type: ignore[attr-defined]
    operations.delete_contribution(contribution=row, by=by, now=clock.now())
    return Status(204, None)


@router.post(
    "/meetings/{meeting_id}/items/{item_id}/questions", response={201: PointOut}, operation_id="ask_to_investigate"
)
def ask(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: QuestionIn) -> Status[UnclearPoint]:
    """Add a question to what is to be investigated. Who asked is kept nowhere."""
    item, by = item_of(request, meeting_id, item_id), request.auth  # type: ignore[attr-defined]
    return Status(201, operations.ask_to_investigate(item=item, text=said.text, by=by, now=clock.now()))


def _about(request: HttpRequest, said: MoveIn) -> dict[str, Any]:
    if said.deed == "extend":
        return {"seconds": said.seconds or 0}
    if said.deed == "end":
        return {"is_confirmed": said.is_confirmed}
    if said.deed in ("give", "away", "back"):
        if said.person_id is None:
            raise Http404
        return {"to" if said.deed == "give" else "person": person_of(request, said.person_id)}
    return {}


def _own(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> Contribution:
    item: AgendaItem = item_of(request, meeting_id, item_id)
    by = request.auth  # type: ignore[attr-defined]
    row: Contribution = get_object_or_404(Contribution.objects.visible_to(by), item=item, person=by)
    return row


def _held(row: Round) -> queries.HeldRound:
    return queries.HeldRound(row, tuple(queries.turns_of(row)))


def _told(held: queries.HeldRound) -> dict[str, Any]:
    left = held.left(clock.now())
    return {
        "id": held.round.pk,
        "item_id": held.round.item_id,
        "order": held.round.order,
        "phase": held.round.phase,
        "version": held.round.version,
        "is_over": held.round.ended_at is not None,
        "is_paused": held.round.clock_paused_at is not None,
        "seconds_left": None if left is None else round(left.total_seconds()),
        "speaking": held.speaking.person if held.speaking else None,
        "waiting": [turn.person for turn in held.waiting],
        "turns": [{"person": turn.person, "state": turn.state} for turn in held.turns],
    }
