"""From the planned meeting to the closed book; what is done in the room has its own endpoints."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from pejl.foundation import clock
from pejl.meetings import operations
from pejl.meetings.endpoints.routing import meeting_of, router
from pejl.meetings.endpoints.schemas import MeetingFullOut, full
from pejl.meetings.models import Meeting


@router.post("/meetings/{meeting_id}/end", response=MeetingFullOut, operation_id="end_meeting")
def end(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """The meeting is over; what came of it is written up."""
    return _step(request, meeting_id, operations.end)


@router.post("/meetings/{meeting_id}/close", response=MeetingFullOut, operation_id="close_meeting")
def close(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Nothing is written any more."""
    return _step(request, meeting_id, operations.close)


def _step(request: HttpRequest, meeting_id: UUID, do: Callable[..., Meeting]) -> dict[str, Any]:
    by = request.auth  # type: ignore[attr-defined]
    do(meeting=meeting_of(meeting_id, by), by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)
