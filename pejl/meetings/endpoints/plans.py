"""Looking up meetings, changing and cancelling them, and agendas to start from."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import OptionalLine
from pejl.meetings import operations, queries
from pejl.meetings.endpoints.routing import meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import (
    CancelIn,
    MeetingFullOut,
    MeetingIn,
    MeetingOut,
    full,
)


class Narrowed(Schema):
    """Which meetings to list."""

    show: Literal["upcoming", "mine", "past"] = "upcoming"
    q: OptionalLine = ""


@router.get("/meetings", response=list[MeetingOut], operation_id="list_meetings")
@paginate
def list_meetings(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Meetings: coming, mine, or over."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.with_items(queries.listed(asked.show, person=by, now=clock.now(), words=asked.q))


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
        "leaders": people_of(said.leaders, by),
        "chair": people_of([said.chair], by)[0] if said.chair else None,
    }
    operations.change(meeting=meeting, **told, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.post("/meetings/{meeting_id}/cancellation", response=MeetingFullOut, operation_id="cancel_meeting")
def cancel_meeting(request: HttpRequest, meeting_id: UUID, said: CancelIn) -> dict[str, Any]:
    """Call the meeting off; whoever is invited is told."""
    by = request.auth  # type: ignore[attr-defined]
    operations.cancel(meeting=meeting_of(meeting_id, by), reason=said.reason, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)
