"""Sending what is chosen to the product, from where the boards stand side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.learning import operations, permissions, queries
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.permissions import leads


def on_gathering(request: HttpRequest, item: AgendaItem) -> str:
    """Fills ``room.gathering``: how many cards are chosen, and one press that gives them to the product."""
    meeting = item.meeting
    if queries.of_meeting(meeting) is None or not permissions.may_start_guide(request.person, meeting):
        return ""
    return render_to_string("learning/_on_gathering.html", _told(item), request)


@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Give the chosen cards to the product; back to the boards. Looked at again, what is chosen by now."""
    meeting: Meeting = get_object_or_404(Meeting.objects.visible_to(request.person), pk=meeting_id)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting"), meeting=meeting, pk=item_id)
    learning_meeting = _learning_meeting(meeting)
    permissions.require_may_start_guide(request.person, meeting)
    if request.method != "POST":
        return _shown(request, item, None)
    refusal = None
    try:
        operations.gather(learning_meeting=learning_meeting, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refused:
        refusal = refused
    if refusal or "HX-Request" in request.headers:
        return _shown(request, item, refusal)
    page = "room:lead" if leads(request.person, meeting) else "room:hold"
    return redirect(f"{reverse(page, args=[meeting.pk])}?board={item.pk}#board")


def _shown(request: HttpRequest, item: AgendaItem, refusal: Refusal | None) -> HttpResponse:
    template = "learning/_gathering.html" if "HX-Request" in request.headers else "learning/gather.html"
    return render(request, template, _told(item, refusal), status=422 if refusal else 200)


def _told(item: AgendaItem, refusal: Refusal | None = None) -> dict[str, Any]:
    return {"item": item, "meeting": item.meeting, "chosen": queries.chosen_at(item.meeting), "refusal": refusal}


def _learning_meeting(meeting: Meeting) -> LearningMeeting:
    found = queries.of_meeting(meeting)
    if found is None:
        raise Http404
    return found
