"""My agreements in the API. What a meeting agrees on is written down in its room."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.agreements import operations, queries
from pejl.agreements.endpoints.routing import Key, SourceOut, router
from pejl.agreements.models import Agreement, AgreementStep
from pejl.agreements.names import Sorting, Whose
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine
from pejl.organisation import queries as organisation


class AgreementOut(Schema):
    """What I have taken on, wrote down for a colleague, or am asked to take over."""

    id: UUID
    what: str
    owner_id: UUID
    due_on: date | None
    state: Agreement.State
    source: SourceOut | None
    offered_to_id: UUID | None
    created_at: datetime
    closed_at: datetime | None


class AgreementIn(GuardedSchema):
    """Something I take on by myself."""

    what: Annotated[LineText, Field(max_length=300)]
    due_on: date | None = None


class AgreementsAsked(Schema):
    """Which of my agreements to list; without a state the open ones."""

    state: Agreement.State | None = None
    whose: Whose = Whose.MINE
    sort: Sorting | None = None


class StepOut(Schema):
    """Something that became of an agreement."""

    what: AgreementStep.What
    reason: str
    to_id: UUID | None
    day_before: date | None
    day_after: date | None
    by_id: UUID | None
    at: datetime


class WholeAgreementOut(AgreementOut):
    """An agreement with its history, oldest first."""

    history: list[StepOut]


class ReasonIn(GuardedSchema):
    """Why."""

    reason: LineText


class WordIn(GuardedSchema):
    """A line to a colleague, or none."""

    reason: OptionalLine = ""


class MoveIn(GuardedSchema):
    """Another day, or none, and why."""

    due_on: date | None
    reason: LineText


class PassOnIn(GuardedSchema):
    """Whom I ask to take it over."""

    to_id: UUID
    reason: OptionalLine = ""


class DigestIn(GuardedSchema):
    """Whether the weekly message is sent to me."""

    is_wanted: bool


class DigestOut(Schema):
    """Whether the weekly message is sent to me."""

    is_wanted: bool


@router.get("/agreements", response=list[AgreementOut], operation_id="list_agreements")
@paginate
def list_agreements(request: HttpRequest, asked: Query[AgreementsAsked]) -> Any:
    """What I have taken on: open ones soonest first, settled ones latest first."""
    person = request.auth  # type: ignore[attr-defined]
    state = asked.state or Agreement.State.OPEN
    if asked.whose == Whose.MINE and asked.sort is None and state != Agreement.State.OPEN:
        return queries.closed_for(person).filter(state=state)
    return queries.listed(person, whose=asked.whose, shown=state, sorting=asked.sort or Sorting.DUE)


@router.post("/agreements", response={201: AgreementOut}, operation_id="take_on")
def take_on(request: HttpRequest, said: AgreementIn, key: Key = None) -> Status[Agreement]:
    """Take something on oneself. For others, and from meetings, it is written down in the meeting's room."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    made = drafts.once(
        lambda: operations.agree(what=said.what, owner=by, due_on=said.due_on, source=None, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _agreement(request, made))


@router.post("/agreements/{agreement_id}/finish", response=AgreementOut, operation_id="finish_agreement")
def finish(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """It is done."""
    operations.finish(agreement=_agreement(request, agreement_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _agreement(request, agreement_id)


@router.get("/agreements/offered", response=list[AgreementOut], operation_id="list_offered_agreements")
@paginate
def list_offered(request: HttpRequest) -> Any:
    """What colleagues ask me to take over, soonest first."""
    return queries.offered_to(request.auth)  # type: ignore[attr-defined]


@router.get("/agreements/{agreement_id}", response=WholeAgreementOut, operation_id="get_agreement")
def get(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """An agreement that concerns me, and what became of it until now."""
    agreement = _concerning(request, agreement_id)
    agreement.history = list(queries.steps_of(agreement))  # type: ignore[attr-defined]
    return agreement


@router.post("/agreements/{agreement_id}/drop", response=AgreementOut, operation_id="drop_agreement")
def drop(request: HttpRequest, agreement_id: UUID, said: ReasonIn) -> Agreement:
    """It will not be done, and need not be; why."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    operations.drop(agreement=_agreement(request, agreement_id), reason=said.reason, by=by, now=now)
    return _agreement(request, agreement_id)


@router.post("/agreements/{agreement_id}/reopen", response=AgreementOut, operation_id="reopen_agreement")
def reopen(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """It was settled too soon."""
    operations.reopen(agreement=_agreement(request, agreement_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _agreement(request, agreement_id)


@router.post("/agreements/{agreement_id}/move", response=AgreementOut, operation_id="move_agreement")
def move(request: HttpRequest, agreement_id: UUID, said: MoveIn) -> Agreement:
    """Another day, and why."""
    agreement, by = _concerning(request, agreement_id), request.auth  # type: ignore[attr-defined]
    operations.move(agreement=agreement, due_on=said.due_on, reason=said.reason, by=by, now=clock.now())
    return _concerning(request, agreement_id)


@router.post("/agreements/{agreement_id}/offer", response=AgreementOut, operation_id="offer_agreement")
def offer(request: HttpRequest, agreement_id: UUID, said: PassOnIn) -> Agreement:
    """Ask a colleague to take it over; it is mine until they say yes."""
    agreement, by = _concerning(request, agreement_id), request.auth  # type: ignore[attr-defined]
    to = get_object_or_404(organisation.colleagues(), pk=said.to_id)
    operations.offer(agreement=agreement, to=to, reason=said.reason, by=by, now=clock.now())
    return _concerning(request, agreement_id)


@router.post("/agreements/{agreement_id}/withdraw", response=AgreementOut, operation_id="keep_agreement")
def withdraw(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """Keep it after all."""
    operations.withdraw(agreement=_concerning(request, agreement_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _concerning(request, agreement_id)


@router.post("/agreements/{agreement_id}/accept", response=AgreementOut, operation_id="take_over_agreement")
def accept(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """Take it over: the answer is my own agreement, which goes on."""
    agreement, by = _concerning(request, agreement_id), request.auth  # type: ignore[attr-defined]
    return operations.accept(agreement=agreement, by=by, now=clock.now())


@router.post("/agreements/{agreement_id}/decline", response={204: None}, operation_id="decline_agreement")
def decline(request: HttpRequest, agreement_id: UUID, said: WordIn) -> Status[None]:
    """Say no to taking it over."""
    agreement, by = _concerning(request, agreement_id), request.auth  # type: ignore[attr-defined]
    operations.decline(agreement=agreement, reason=said.reason, by=by, now=clock.now())
    return Status(204, None)


@router.get("/weekly-message", response=DigestOut, operation_id="get_weekly_message")
def get_digest(request: HttpRequest) -> dict[str, bool]:
    """Whether I get the weekly message."""
    return {"is_wanted": queries.wants_digest(request.auth)}  # type: ignore[attr-defined]


@router.put("/weekly-message", response=DigestOut, operation_id="choose_weekly_message")
def choose_digest(request: HttpRequest, said: DigestIn) -> dict[str, bool]:
    """Whether I want the weekly message."""
    operations.want_digest(is_wanted=said.is_wanted, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return {"is_wanted": said.is_wanted}


def _concerning(request: HttpRequest, agreement_id: UUID) -> Agreement:
    return get_object_or_404(queries.concerning(request.auth), pk=agreement_id)  # type: ignore[attr-defined]


def _agreement(request: HttpRequest, agreement_id: UUID) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(request.auth), pk=agreement_id)  # type: ignore[attr-defined]
