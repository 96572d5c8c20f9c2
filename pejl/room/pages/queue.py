"""Raising a hand, and giving the floor."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations, queries
from pejl.room.models import Hand
from pejl.room.pages.fetching import back, meeting_entered
from pejl.room.pages.raising import hand_context, hand_form
from pejl.room.pages.showing import pressed, refused, view_of

DEEDS = ("floor", "spoken", "lower", "before")


@require_http_methods(["GET", "HEAD", "POST"])
def raise_hand(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask for the floor: from the form in the room, by one press under what somebody said, or for somebody else."""
    meeting = meeting_entered(request, meeting_id)
    view = view_of(request, meeting)
    form = hand_form(meeting, view, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _raise(request, meeting, form.cleaned_data)
        except Refusal as refusal:
            return refused(request, meeting_id, refusal)
        if "HX-Request" not in request.headers:
            return back(request, meeting_id)
        form = hand_form(meeting, view)
    template = "room/_hand.html" if "HX-Request" in request.headers else "room/hand.html"
    return render(request, template, hand_context(meeting, view, form), status=422 if form.errors else 200)


@require_POST
def hand(request: HttpRequest, meeting_id: UUID, hand_id: UUID) -> HttpResponse:
    """One press on a raised hand: give it the floor, it has spoken, take it down, or put it before another."""
    meeting = meeting_entered(request, meeting_id)
    raised = get_object_or_404(
        Hand.objects.visible_to(request.person).select_related("item"), meeting=meeting, pk=hand_id
    )
    raised.meeting = meeting
    said, now = _floor(request), clock.now()
    known = {"hand": raised, "by": request.person, "now": now}
    expected = {"expected_speaking": said["expected_speaking"]}
    before = Hand.objects.filter(meeting=meeting, pk=said["before"]).first()
    deeds = {
        "floor": partial(operations.give_floor, **known, **expected),
        "spoken": partial(operations.finish_hand, **known),
        "lower": partial(operations.lower_hand, **known),
        "before": partial(operations.place_hand, before=before, **known, **expected),
    }
    deed = next((name for name in DEEDS if name in request.POST), None)
    if deed is None:
        raise Http404
    return pressed(request, meeting_id, deeds[deed])


@require_POST
def sort_hands(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put a queue back to the rule."""
    meeting, said = meeting_entered(request, meeting_id), _floor(request)
    group = get_object_or_404(AgendaItem, meeting=meeting, pk=said["group"]) if said["group"] else None
    expected = said["expected_speaking"]
    sort = partial(operations.sort_hands, meeting=meeting, group=group, expected_speaking=expected)
    return pressed(request, meeting_id, partial(sort, by=request.person, now=clock.now()))


def _raise(request: HttpRequest, meeting: Meeting, said: dict[str, Any]) -> None:
    """In the group's queue while one works in a group, else in everybody's."""
    now: datetime = clock.now()
    answers = Hand.objects.filter(meeting=meeting, pk=said["answers"]).select_related("item").first()
    whose = said.get("person") or request.person  # type: ignore[attr-defined]
    group = answers.group if answers else queries.group_now(meeting, whose)
    operations.raise_hand(
        meeting=meeting,
        kind=said["kind"],
        line=said["line"],
        answers=answers,
        group=group,
        person=whose,
        client_id=said["client_id"] or uuid4(),
        by=request.person,  # type: ignore[attr-defined]
        now=now,
    )


def _floor(request: HttpRequest) -> dict[str, Any]:
    form = forms.Floor(request.POST)
    return form.cleaned_data if form.is_valid() else dict.fromkeys(forms.Floor.base_fields)
