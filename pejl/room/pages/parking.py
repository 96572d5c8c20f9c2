"""Questions parked while somebody presents."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import Invalid
from pejl.meetings.models import AgendaItem
from pejl.room import forms, operations
from pejl.room.models import UnclearPoint
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.showing import pressed, refused


@require_POST
def park(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put a question on the list of what is being presented."""
    meeting = meeting_entered(request, meeting_id)
    form = forms.Parked(request.POST)
    if not form.is_valid():
        return refused(request, meeting_id, Invalid(next(iter(form.errors.values()))[0]))
    said, by, now = form.cleaned_data, request.person, clock.now()
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=said["item"])
    point = {"meeting": meeting, "item": item, "text": said["text"], "caretaker": None}
    note = partial(operations.note_unclear_point, **point, by=by, now=now)
    return pressed(request, meeting_id, lambda: drafts.once(note, client_id=said["client_id"], by=by, now=now))


@require_POST
def answered(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """The question has been answered: said by who presents, or by a leader."""
    meeting = meeting_entered(request, meeting_id)
    rows = UnclearPoint.objects.visible_to(request.person).select_related("item")
    point = get_object_or_404(rows, meeting=meeting, pk=point_id)
    point.meeting = meeting
    settle = partial(operations.settle_unclear_point, point=point, by=request.person, now=clock.now())
    return pressed(request, meeting_id, settle)
