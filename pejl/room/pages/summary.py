"""The minutes as one reads them, and the way to them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import leads, takes_part
from pejl.meetings.queries import ends_at, leaders_of
from pejl.room import permissions, queries
from pejl.room.models import UnclearPoint
from pejl.room.names import SECTION_SLUGS
from pejl.room.pages.fetching import meeting_entered, meeting_seen
from pejl.room.queries.approval import approved_minutes
from pejl.room.queries.snapshots import sections_of


@require_safe
def summary(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes; to the leaders with what can be done to each section while they are written."""
    meeting = meeting_seen(request, meeting_id)
    permissions.require_may_read(request.person, meeting)
    is_led = leads(request.person, meeting)
    minutes = queries.minutes_of(meeting, clock.now())
    approved = approved_minutes(meeting)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "approved": approved,
        "read": sections_of(approved.version, minutes) if approved else minutes.read,
        "slugs": SECTION_SLUGS,
        "leaders": leaders_of(meeting),
        "ends_at": ends_at(meeting),
        "is_led": is_led,
        "is_written": is_led and meeting.state in (State.RUNNING, State.WRITING_UP),
        "unsettled": _unsettled(minutes, request.person, is_led=is_led),
        "takes_part": takes_part(request.person, meeting),
    }
    return render(request, "room/summary.html", context)


@require_POST
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Close the book: from now on colleagues read the minutes, and nothing is written any more."""
    meeting = meeting_entered(request, meeting_id)
    meetings.close(meeting=meeting, by=request.person, now=clock.now())
    return redirect("room:summary", meeting.pk)


def on_meeting(request: HttpRequest, meeting: Meeting) -> str:
    """On the meeting's own page: the way into the room, or to what came of it. Fills the slot "meeting.show"."""
    may_read = meeting.state in (State.WRITING_UP, State.CLOSED) and permissions.may_read(request.person, meeting)
    may_enter = meeting.state in (State.ANNOUNCED, State.RUNNING) and takes_part(request.person, meeting)
    if not (may_read or may_enter):
        return ""
    context = {
        "meeting": meeting,
        "may_read": may_read,
        "view": "leader" if leads(request.person, meeting) else "participant",  # type: ignore[attr-defined]
    }
    return render_to_string("room/_on_meeting.html", context, request)


def _unsettled(minutes: queries.Minutes, person: Person, *, is_led: bool) -> list[UnclearPoint]:
    """What the person may say is clear now: what one takes care of oneself, and everything for a leader."""
    points = minutes.sections[0].material.points
    return [point for point in points if point.answered_at is None and (is_led or point.caretaker_id == person.pk)]
