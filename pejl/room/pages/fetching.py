"""What every page of the room begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_takes_part
from pejl.room import queries
from pejl.room.names import ViewName


def meeting_seen(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever may see it; 404 for others."""
    meeting: Meeting = get_object_or_404(queries.meetings_before(request.person, meeting_id))
    return meeting


def meeting_entered(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The same, for those who take part in it."""
    meeting = meeting_seen(request, meeting_id)
    require_takes_part(request.person, meeting)
    return meeting


def back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """After a press: nothing where the page follows by itself, else the page that it was pressed on."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    return redirect("room:lead" if request.POST.get("view") == ViewName.LEADER else "room:hold", meeting_id)


def retarget(answer: HttpResponse) -> HttpResponse:
    """Put a fragment where the page says what has happened, not where it was asked for."""
    answer["HX-Retarget"], answer["HX-Reswap"] = "#room-notice", "innerHTML"
    return answer
