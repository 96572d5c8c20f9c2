"""What the meeting is, and calling it off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.differing import differing
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings import operations, queries
from pejl.meetings.forms import CancelMeeting, ChangeMeeting
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.pages.finding import METHODS, draft_of, go, plan_of, posted
from pejl.organisation import queries as organisation

KEPT = ("title", "purposes", "day", "start", "place")


@require_http_methods(METHODS)
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Title, purposes, place, time and leaders."""
    meeting = plan_of(request, meeting_id)
    place = f"meetings:change:{meeting.pk}"
    kept = draft_of(request, place, *KEPT) if request.method != "POST" else {}
    present = ChangeMeeting.filled(meeting, leaders=queries.leaders_of(meeting), chair=queries.chair_of(meeting))
    form = ChangeMeeting(
        posted(request),
        initial=present | kept,
        people=organisation.colleagues(),
        naming=organisation.naming(clock.today()),
    )
    saved = present if kept else {}
    if request.method == "POST" and form.is_valid():
        try:
            operations.change(meeting=meeting, **form.values(), by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Stale as refusal:
            saved = _seen_by_now(form, meeting, refusal)
        except Refusal as refusal:
            form.refuse(refusal, otherwise="start")
        else:
            drafts.drop(place=place, by=request.person)
            messages.success(request, _told(meeting))
            return go("meetings:edit", meeting.pk)
    context = {
        "meeting": meeting,
        "form": form,
        "differing": differing(form, saved),
        "draft_key": place,
        "has_draft": bool(kept),
    }
    return render(request, "meetings/change.html", context, status=422 if form.errors else 200)


@require_http_methods(METHODS)
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Call the meeting off: first asks, then does it."""
    meeting = plan_of(request, meeting_id)
    form = CancelMeeting(posted(request))
    if request.method == "POST" and form.is_valid():
        operations.cancel(meeting=meeting, **form.cleaned_data, by=request.person, now=clock.now())
        messages.success(request, _("The meeting is cancelled."))
        return go("meetings:show", meeting.pk)
    asked = [one for one in meeting.participants.all() if one.invited_at is not None]
    context = {"meeting": meeting, "form": form, "asked": len(asked), "ends_at": queries.ends_at(meeting)}
    return render(request, "meetings/cancel.html", context, status=422 if form.errors else 200)


def _seen_by_now(form: ChangeMeeting, meeting: Meeting, refusal: Stale) -> dict[str, Any]:
    """Say what happened, and let the next save be a knowing one."""
    present = meeting.again()
    form.add_error(None, refusal.message)
    form.data = form.data.copy()
    form.data["version"] = str(present.version)
    return ChangeMeeting.filled(present, leaders=queries.leaders_of(present), chair=queries.chair_of(present))


def _told(meeting: Meeting) -> str:
    if meeting.state == State.ANNOUNCED:
        return _("Saved. Whoever is invited is told of a new title, time or place.")
    return _("Saved.")
