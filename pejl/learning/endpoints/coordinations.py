"""A working group's coordination, and what lies before the group."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person
from pejl.learning import operations, queries
from pejl.learning.endpoints.planned import PlanIn, PlannedOut
from pejl.learning.endpoints.routing import Key, person_of, router, template_of
from pejl.learning.models import Coordination
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.organisation.models import WorkingGroup
from pejl.themes.names import State as ThemeState


class CoordinationIn(PlanIn):
    """A coordination meeting to plan; without a template its agenda is made from what lies before the group."""

    group_id: UUID


class CoordinationOut(PlannedOut):
    """A coordination meeting; its agenda and people are read at ``/meetings/{meeting_id}``."""

    group_id: UUID


class OpenAgreementOut(Schema):
    """What somebody took on at one of the group's meetings and has not done."""

    id: UUID
    what: str
    owner_id: UUID
    due_on: date | None
    source_id: UUID


class OpenDecisionOut(Schema):
    """What one of the group's meetings decided together, and nobody has called carried out, changed or dropped."""

    id: UUID
    text: str
    meeting_id: UUID
    at: datetime


class TableThemeOut(Schema):
    """A theme that waits for a decision, or is chosen and has no meeting."""

    id: UUID
    title: str
    state: ThemeState


class ComingOut(Schema):
    """A learning meeting ahead. ``lacks`` is null for everybody but those who plan it."""

    meeting_id: UUID
    title: str
    starts_at: datetime
    state: State
    leaders: list[UUID]
    lacks: list[str] | None


class UnclearOut(Schema):
    """What is still unclear since one of the group's meetings."""

    id: UUID
    text: str
    caretaker_id: UUID | None
    meeting_id: UUID


class PromisedOut(Schema):
    """A product that somebody took on and nobody has begun."""

    id: UUID
    what: str
    person_id: UUID
    meeting_id: UUID


class ReviewOut(Schema):
    """Guidance in force that is to be looked over by now or soon."""

    product_id: UUID
    title: str
    review_on: date


class PointsOut(Schema):
    """What lies before the group now, as far as one may see it: of the themes the first few, and how many there are."""

    agreements: list[OpenAgreementOut]
    decisions: list[OpenDecisionOut]
    waiting: list[TableThemeOut]
    number_waiting: int
    chosen: list[TableThemeOut]
    number_chosen: int
    coming: list[ComingOut]
    unclear: list[UnclearOut]
    duties: list[PromisedOut]
    reviews: list[ReviewOut]


@router.post("/coordinations", response={201: CoordinationOut}, operation_id="plan_coordination")
def plan(request: HttpRequest, said: CoordinationIn, key: Key = None) -> Status[Coordination]:
    """Plan a working group's coordination; its members may."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    told = said.dict(exclude={"group_id", "template_id"}) | {
        "group": _group(said.group_id, by),
        "template": template_of(said.template_id, by),
        "leaders": [person_of(one, by) for one in said.leaders],
        "chair": person_of(said.chair, by) if said.chair else None,
    }
    planned = drafts.once(lambda: operations.plan_coordination(**told, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, Coordination.objects.select_related("meeting").get(pk=planned))


@router.get("/groups/{group_id}/coordinations", response=list[CoordinationOut], operation_id="list_coordinations")
@paginate
def of_group(request: HttpRequest, group_id: UUID) -> Any:
    """The coordination meetings of a working group, the latest first."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.coordinations_of(_group(group_id, by), person=by)


@router.get("/coordinations/{meeting_id}", response=CoordinationOut, operation_id="get_coordination")
def get(request: HttpRequest, meeting_id: UUID) -> Coordination:
    """A coordination meeting, and the group whose it is."""
    return _coordination(meeting_id, request.auth)  # type: ignore[attr-defined]


@router.get("/coordinations/{meeting_id}/points", response=PointsOut, operation_id="get_coordination_points")
def points(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """What lies before the group now: agreements, themes, meetings, unclear points and products."""
    by = request.auth  # type: ignore[attr-defined]
    found = queries.points_of(_coordination(meeting_id, by).group, person=by, now=clock.now())
    shown = {name: getattr(found, name) for name in PointsOut.model_fields}
    decisions = [one.decision for one in found.decisions]
    return shown | {"decisions": decisions, "coming": [_coming(one) for one in found.coming]}


def _coming(one: queries.Coming) -> dict[str, Any]:
    meeting = one.meeting
    said = {"meeting_id": meeting.pk, "title": meeting.title, "starts_at": meeting.starts_at, "state": meeting.state}
    return said | {"leaders": [leader.pk for leader in one.leaders], "lacks": one.lacks}


def _group(group_id: UUID, person: Person) -> WorkingGroup:
    found: WorkingGroup = get_object_or_404(WorkingGroup.objects.visible_to(person), pk=group_id)
    return found


def _coordination(meeting_id: UUID, person: Person) -> Coordination:
    meeting = get_object_or_404(Meeting.objects.visible_to(person), pk=meeting_id)
    found = queries.coordination_of(meeting)
    if found is None:
        raise Http404
    return found
