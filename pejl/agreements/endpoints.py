"""My agreements and learning goals in the API. What a meeting agrees on is written down in its room."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header, Query, Router, Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalWords

router = Router(tags=["agreements"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class SourceOut(Schema):
    """Where something was agreed or learned: a kind, an id, and its title at the time."""

    kind: str
    id: UUID
    title: str


class AgreementOut(Schema):
    """What I have taken on."""

    id: UUID
    what: str
    due_on: date | None
    state: Agreement.State
    source: SourceOut | None
    created_at: datetime
    closed_at: datetime | None


class AgreementIn(GuardedSchema):
    """Something I take on by myself."""

    what: Annotated[LineText, Field(max_length=300)]
    due_on: date | None = None


class AgreementsAsked(Schema):
    """Which of my agreements to list."""

    state: Agreement.State | None = None


class GoalOut(Schema):
    """What I take along from somewhere, and will introduce. ``version`` is what a change must name."""

    id: UUID
    takes_along: str
    will_introduce: str
    is_shared: bool
    source: SourceOut
    created_at: datetime
    version: int


class GoalIn(GuardedSchema):
    """The goal as it is to be; ``expected_version`` is that of the goal as it was read."""

    takes_along: OptionalWords = ""
    will_introduce: OptionalWords = ""
    is_shared: bool
    expected_version: int


@router.get("/agreements", response=list[AgreementOut], operation_id="list_agreements")
@paginate
def list_agreements(request: HttpRequest, asked: Query[AgreementsAsked]) -> Any:
    """What I have taken on: open ones soonest first, settled ones latest first."""
    person = request.auth  # type: ignore[attr-defined]
    if asked.state in (None, Agreement.State.OPEN):
        return queries.open_for(person)
    return queries.closed_for(person).filter(state=asked.state)


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


@router.post("/agreements/{agreement_id}/drop", response=AgreementOut, operation_id="drop_agreement")
def drop(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """It will not be done, and need not be."""
    operations.drop(agreement=_agreement(request, agreement_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _agreement(request, agreement_id)


@router.post("/agreements/{agreement_id}/reopen", response=AgreementOut, operation_id="reopen_agreement")
def reopen(request: HttpRequest, agreement_id: UUID) -> Agreement:
    """It was settled too soon."""
    operations.reopen(agreement=_agreement(request, agreement_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _agreement(request, agreement_id)


@router.get("/learning-goals", response=list[GoalOut], operation_id="list_learning_goals")
@paginate
def list_goals(request: HttpRequest) -> Any:
    """My own learning goals, latest first."""
    return queries.goals_of(request.auth)  # type: ignore[attr-defined]


@router.put("/learning-goals/{goal_id}", response=GoalOut, operation_id="change_learning_goal")
def change_goal(request: HttpRequest, goal_id: UUID, said: GoalIn) -> LearningGoal:
    """Change, share or keep to oneself. A first goal is written in the meeting's room."""
    goal = _goal(request, goal_id)
    return operations.take_along(source=goal.source, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]


@router.delete("/learning-goals/{goal_id}", response={204: None}, operation_id="forget_learning_goal")
def forget_goal(request: HttpRequest, goal_id: UUID) -> Status[None]:
    """Take it away for good."""
    operations.forget(goal=_goal(request, goal_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(204, None)


def _agreement(request: HttpRequest, agreement_id: UUID) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(request.auth), pk=agreement_id)  # type: ignore[attr-defined]


def _goal(request: HttpRequest, goal_id: UUID) -> LearningGoal:
    return get_object_or_404(queries.goals_of(request.auth), pk=goal_id)  # type: ignore[attr-defined]
