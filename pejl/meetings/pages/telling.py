"""The invitations, and what waits to be told after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.meetings import ical, operations, queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.pages.finding import METHODS, go, plan_of


@dataclass(frozen=True)
class Unsent:
    """What was changed and nobody was told yet: when it goes out, to how many, and whether they are asked anew."""

    at: datetime
    people: int
    asks_again: bool


@require_http_methods(METHODS)
def invite(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Says what will happen to whom; then does it."""
    meeting = plan_of(request, meeting_id)
    if request.method == "POST":
        operations.invite(meeting=meeting, by=request.person, now=clock.now())
        messages.success(request, _("The invitations are on their way."))
        return go("meetings:show", meeting.pk)
    agenda = queries.agenda_of(meeting)
    everybody = queries.people_of(meeting, agenda)
    context = {
        "meeting": meeting,
        "ends_at": agenda[-1].ends_at if agenda else meeting.starts_at,
        "mailed": [one.person for one in everybody if not one.is_invited and one.person.email],
        "unreachable": [one.person for one in everybody if not one.person.email],
        "asked": [one for one in everybody if one.is_invited],
        "has_agenda": bool(agenda),
        "unsent": waiting_for(meeting),
    }
    return render(request, "meetings/invite.html", context)


@require_POST
def tell_again(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Send what waits, at once."""
    meeting = plan_of(request, meeting_id)
    operations.tell_again(meeting=meeting, by=request.person, now=clock.now())
    messages.success(request, _("The changes are on their way."))
    return go("meetings:edit", meeting.pk)


def waiting_for(meeting: Meeting) -> Unsent | None:
    """What waits to be told; None where nothing does, or where all is as it was told. One query while it waits.

    Pass a meeting read with agenda and people.
    """
    if meeting.state != State.ANNOUNCED or meeting.tells_at is None:
        return None
    concerned = ical.concerned(meeting, now=clock.now())
    return Unsent(meeting.tells_at, len(concerned), meeting.asks_again) if concerned else None
