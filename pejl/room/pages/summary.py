"""What came of the meeting, composed from what was written down in it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import takes_part
from pejl.meetings.queries import leaders_of
from pejl.room import permissions, queries
from pejl.room.names import CardKind
from pejl.room.pages.fetching import meeting_entered, meeting_seen


@require_safe
def summary(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Times, knowledge, shared learning, decisions and agreements."""
    meeting = meeting_seen(request, meeting_id)
    permissions.require_may_read(request.person, meeting)
    context = {
        "meeting": meeting,
        "told": queries.summary_of(meeting, request.person, clock.now()),
        "leaders": leaders_of(meeting),
        "takes_part": takes_part(request.person, meeting),
        "card_kinds": CardKind,
    }
    return render(request, "room/summary.html", context)


@require_POST
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Close the book: from now on colleagues read the summary, and nothing is written any more."""
    meeting = meeting_entered(request, meeting_id)
    meetings.close(meeting=meeting, by=request.person, now=clock.now())
    return redirect("room:summary", meeting.pk)


def on_meeting(request: HttpRequest, meeting: Meeting) -> str:
    """On the meeting's own page: the way into the room, or to what came of it. Fills the slot "meeting.show"."""
    may_read = meeting.state in (State.WRITING_UP, State.CLOSED) and permissions.may_read(request.person, meeting)
    may_enter = meeting.state in (State.ANNOUNCED, State.RUNNING) and takes_part(request.person, meeting)
    if not (may_read or may_enter):
        return ""
    context = {"meeting": meeting, "may_read": may_read}
    return render_to_string("room/_on_meeting.html", context, request)
