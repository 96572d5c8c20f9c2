"""What the meeting agrees on, and what one takes along oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.agreements import queries as agreements
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation import clock
from pejl.foundation.drafts.operations import once
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalWords
from pejl.meetings.models import AgendaItem
from pejl.room import operations, permissions, queries
from pejl.room.endpoints.fetching import Key, entered, person_of, row_of, seen
from pejl.room.models import JointDecision, ProductDuty, UnclearPoint

router = Router()
Said = Annotated[LineText, Field(max_length=300)]


class PersonOut(Schema):
    """Somebody in the job centre."""

    id: UUID
    name: str


class DutyOut(Schema):
    """Who makes which product, and the product once it is begun."""

    id: UUID
    what: str
    person: PersonOut
    product_id: UUID | None
    taken_at: datetime


class DutyIn(GuardedSchema):
    """A duty to take on."""

    what: Annotated[LineText, Field(max_length=160)]
    person_id: UUID


class PointOut(Schema):
    """Something unclear, who takes care of it, and the item that it was asked at."""

    id: UUID
    text: str
    item_id: UUID | None
    caretaker: PersonOut | None
    written_at: datetime
    answered_at: datetime | None


class PointIn(GuardedSchema):
    """Something unclear to write down; with ``item_id`` it is parked there while somebody presents."""

    text: Said
    caretaker_id: UUID | None = None
    item_id: UUID | None = None


class CaretakerIn(Schema):
    """Who takes care of it."""

    person_id: UUID


class JointDecisionOut(Schema):
    """What was decided together."""

    id: UUID
    text: str
    at: datetime


class JointDecisionIn(GuardedSchema):
    """What has been decided together."""

    text: Said


class MeetingAgreementOut(Schema):
    """Who does what by when."""

    id: UUID
    what: str
    owner: PersonOut
    due_on: date | None
    state: str


class MeetingAgreementIn(GuardedSchema):
    """Something to be done."""

    what: Said
    owner_id: UUID
    due_on: date | None = None


class GoalOut(Schema):
    """What a person takes along and will introduce."""

    takes_along: str
    will_introduce: str
    is_shared: bool
    version: int


class SharedGoalOut(Schema):
    """What a colleague chose to share."""

    person: PersonOut
    takes_along: str
    will_introduce: str


class GoalIn(GuardedSchema):
    """What one takes along; ``expected_version`` is that of the goal as it was read, null where there was none."""

    takes_along: Annotated[OptionalWords, Field(max_length=4000)] = ""
    will_introduce: Annotated[OptionalWords, Field(max_length=4000)] = ""
    is_shared: bool = False
    expected_version: int | None = None


class SummaryOut(Schema):
    """What came of a meeting, apart from its cards (list_cards) and its times (list_times)."""

    learning: list[SharedGoalOut]
    decisions: list[JointDecisionOut]
    agreements: list[MeetingAgreementOut]
    unclear_points: list[PointOut]
    product_duties: list[DutyOut]


@router.get("/meetings/{meeting_id}/summary", response=SummaryOut, operation_id="get_summary")
def summary(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """What came of the meeting: for those who took part, and for colleagues when it is closed."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    permissions.require_may_read(by, meeting)
    return {
        "learning": agreements.shared_goals_of(meeting.pk),
        "decisions": queries.decisions_of(meeting),
        "agreements": agreements.of_source(meeting.pk),
        "unclear_points": queries.unclear_points_of(meeting),
        "product_duties": queries.product_duties_of(meeting),
    }


@router.post("/meetings/{meeting_id}/product-duties", response={201: DutyOut}, operation_id="take_on_product")
def take_on_product(request: HttpRequest, meeting_id: UUID, said: DutyIn, key: Key = None) -> Status[ProductDuty]:
    """Put somebody down to make a product."""
    meeting, person = entered(request, meeting_id), person_of(request, said.person_id)
    told = {"meeting": meeting, "person": person, "what": said.what}
    return Status(201, _written(request, ProductDuty, key, operations.take_on_product, told))


@router.delete("/product-duties/{duty_id}", response={204: None}, operation_id="drop_product_duty")
def drop_product_duty(request: HttpRequest, duty_id: UUID) -> Status[None]:
    """Take somebody off again, as long as the product is not begun."""
    by = request.auth  # type: ignore[attr-defined]
    operations.drop_product_duty(duty=row_of(request, ProductDuty, duty_id), by=by, now=clock.now())
    return Status(204, None)


@router.post("/meetings/{meeting_id}/unclear-points", response={201: PointOut}, operation_id="note_unclear_point")
def note_unclear_point(request: HttpRequest, meeting_id: UUID, said: PointIn, key: Key = None) -> Status[UnclearPoint]:
    """Write down what is still unclear."""
    meeting = entered(request, meeting_id)
    caretaker = person_of(request, said.caretaker_id) if said.caretaker_id else None
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=said.item_id) if said.item_id else None
    told = {"meeting": meeting, "text": said.text, "caretaker": caretaker, "item": item}
    return Status(201, _written(request, UnclearPoint, key, operations.note_unclear_point, told))


@router.put("/unclear-points/{point_id}/caretaker", response=PointOut, operation_id="take_care_of_unclear_point")
def take_care_of(request: HttpRequest, point_id: UUID, said: CaretakerIn) -> UnclearPoint:
    """Say who takes care of it."""
    point, caretaker = row_of(request, UnclearPoint, point_id), person_of(request, said.person_id)
    by = request.auth  # type: ignore[attr-defined]
    return operations.take_care_of(point=point, caretaker=caretaker, by=by, now=clock.now())


@router.post("/unclear-points/{point_id}/settle", response=PointOut, operation_id="settle_unclear_point")
def settle(request: HttpRequest, point_id: UUID) -> UnclearPoint:
    """It is clear now."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.settle_unclear_point(point=row_of(request, UnclearPoint, point_id), by=by, now=clock.now())


@router.delete("/unclear-points/{point_id}", response={204: None}, operation_id="remove_unclear_point")
def remove_unclear_point(request: HttpRequest, point_id: UUID) -> Status[None]:
    """It was not unclear after all."""
    by = request.auth  # type: ignore[attr-defined]
    operations.remove_unclear_point(point=row_of(request, UnclearPoint, point_id), by=by, now=clock.now())
    return Status(204, None)


@router.post("/meetings/{meeting_id}/decisions", response={201: JointDecisionOut}, operation_id="decide_together")
def decide(request: HttpRequest, meeting_id: UUID, said: JointDecisionIn, key: Key = None) -> Status[JointDecision]:
    """Write down what the meeting has decided."""
    told = {"meeting": entered(request, meeting_id), "text": said.text}
    return Status(201, _written(request, JointDecision, key, operations.decide_together, told))


@router.post("/meetings/{meeting_id}/agreements", response={201: MeetingAgreementOut}, operation_id="agree_in_meeting")
def agree(request: HttpRequest, meeting_id: UUID, said: MeetingAgreementIn, key: Key = None) -> Status[Agreement]:
    """Write down who does what by when."""
    owner, meeting = person_of(request, said.owner_id), entered(request, meeting_id)
    told = {"meeting": meeting, "what": said.what, "owner": owner, "due_on": said.due_on}
    return Status(201, _written(request, Agreement, key, operations.agree, told))


@router.get("/meetings/{meeting_id}/learning-goal", response=GoalOut, operation_id="get_learning_goal")
def get_goal(request: HttpRequest, meeting_id: UUID) -> LearningGoal:
    """What I have written down for myself."""
    goal = agreements.goal_of(request.auth, entered(request, meeting_id).pk)  # type: ignore[attr-defined]
    if goal is None:
        raise Http404
    return goal


@router.put("/meetings/{meeting_id}/learning-goal", response=GoalOut, operation_id="take_along")
def take_along(request: HttpRequest, meeting_id: UUID, said: GoalIn) -> LearningGoal:
    """Write down what I take along; nobody else sees it unless I share it."""
    by, meeting = request.auth, entered(request, meeting_id)  # type: ignore[attr-defined]
    return operations.take_along(meeting=meeting, by=by, now=clock.now(), **said.model_dump())


def _written(request: HttpRequest, model: Any, key: UUID | None, do: Callable[..., Any], told: dict[str, Any]) -> Any:
    """What an operation makes, made once for each key."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    made = once(lambda: do(**told, by=by, now=now), client_id=key, by=by, now=now)
    return model.objects.get(pk=made)
