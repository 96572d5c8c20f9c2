"""Looking up meetings, changing and cancelling them, and agendas to start from."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import OptionalLine
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, queries
from pejl.meetings.endpoints.routing import Key, meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import (
    CancelIn,
    MeetingFullOut,
    MeetingIn,
    MeetingOut,
    NewMeetingIn,
    WarningsOut,
    full,
)
from pejl.meetings.models import Template
from pejl.meetings.names import Kind


class Narrowed(Schema):
    """Which meetings to list."""

    show: Literal["upcoming", "mine", "past"] = "upcoming"
    q: OptionalLine = ""
    kind: Kind | Literal[""] = ""


@router.get("/meetings", response=list[MeetingOut], operation_id="list_meetings")
@paginate
def list_meetings(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Meetings: coming, mine, or over."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.with_items(queries.listed(asked.show, person=by, now=clock.now(), words=asked.q, kind=asked.kind))


@router.post("/meetings", response={201: MeetingFullOut}, operation_id="plan_meeting")
def plan_meeting(request: HttpRequest, said: NewMeetingIn, key: Key = None) -> Status[dict[str, Any]]:
    """Plan a department meeting, a network meeting, a strategy day or a short sparring; any colleague may.

    A learning meeting is planned at /learning-meetings, coordination at /coordinations.
    """
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    told = said.dict(exclude={"template_id"}) | {
        "leaders": people_of(said.leaders, by, field="leaders"),
        "chair": people_of([said.chair], by, field="chair")[0] if said.chair else None,
        "template": _template(said.template_id, by),
    }
    planned_id = drafts.once(lambda: operations.plan_freely(**told, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, full(meeting_of(planned_id, by), by))


@router.get("/meetings/{meeting_id}", response=MeetingFullOut, operation_id="get_meeting")
def get_meeting(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """A meeting with its agenda along the clock and its people."""
    by = request.auth  # type: ignore[attr-defined]
    return full(meeting_of(meeting_id, by), by)


@router.put("/meetings/{meeting_id}", response=MeetingFullOut, operation_id="change_meeting")
def change_meeting(request: HttpRequest, meeting_id: UUID, said: MeetingIn) -> dict[str, Any]:
    """Change what the meeting is; whoever is invited is told of a new title, time or place."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    told = said.dict() | {
        "leaders": people_of(said.leaders, by, field="leaders"),
        "chair": people_of([said.chair], by, field="chair")[0] if said.chair else None,
    }
    operations.change(meeting=meeting, **told, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.post("/meetings/{meeting_id}/cancellation", response=MeetingFullOut, operation_id="cancel_meeting")
def cancel_meeting(request: HttpRequest, meeting_id: UUID, said: CancelIn) -> dict[str, Any]:
    """Call the meeting off; whoever is invited is told."""
    by = request.auth  # type: ignore[attr-defined]
    operations.cancel(meeting=meeting_of(meeting_id, by), reason=said.reason, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.get("/meetings/{meeting_id}/warnings", response=WarningsOut, operation_id="get_meeting_warnings")
def warnings(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """What the plan of any meeting should not lack, and why it matters; for those who plan it."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    permissions.require_plans(by, meeting)
    agenda, leaders = queries.agenda_of(meeting), queries.leaders_of(meeting)
    return {"warnings": queries.warnings_of(meeting, agenda, leaders=leaders, now=clock.now())}


def _template(template_id: UUID | None, person: Person) -> Template | None:
    return get_object_or_404(Template.objects.visible_to(person), pk=template_id) if template_id else None
