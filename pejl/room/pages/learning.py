"""What each person takes along, for their own eyes unless they share it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pejl.agreements import queries as agreements
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.room import forms, operations, queries
from pejl.room.pages.fetching import meeting_entered


@require_http_methods(["GET", "HEAD", "POST"])
def learning(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The page; sent from the device that keeps it, the field alone comes back."""
    meeting = meeting_entered(request, meeting_id)
    if request.method != "POST":
        return _page(request, meeting, _form(request, meeting))
    form = forms.Learning(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form)
    try:
        _take_along(request, meeting, form)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, meeting, _seen_by_now(request, meeting, form, refusal))
    drafts.drop(place=_place(meeting), by=request.person)  # type: ignore[attr-defined]
    if "HX-Request" not in request.headers:
        return redirect("room:hold", meeting.pk)
    return _page(request, meeting, _form(request, meeting), is_saved=True)


def _take_along(request: HttpRequest, meeting: Meeting, form: forms.Learning) -> None:
    data = form.cleaned_data
    operations.take_along(
        meeting=meeting,
        takes_along=data["takes_along"],
        will_introduce=data["will_introduce"],
        is_shared=data["is_shared"],
        expected_version=data["version"],
        by=request.person,  # type: ignore[attr-defined]
        now=clock.now(),
    )


def _page(request: HttpRequest, meeting: Meeting, form: forms.Learning, *, is_saved: bool = False) -> HttpResponse:
    template = "room/_learning.html" if "HX-Request" in request.headers else "room/learning.html"
    context = {
        "meeting": meeting,
        "form": form,
        "goal": agreements.goal_of(request.person, meeting.pk),  # type: ignore[attr-defined]
        "is_saved": is_saved,
        "draft_key": _place(meeting),
        "questions": queries.learning_questions_of(meeting),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _form(request: HttpRequest, meeting: Meeting) -> forms.Learning:
    """What was written before, with what has been typed since."""
    person = request.person  # type: ignore[attr-defined]
    goal, draft = agreements.goal_of(person, meeting.pk), kept.at(_place(meeting), person=person)
    written = {name: getattr(goal, name, None) for name in forms.Learning.base_fields}
    return forms.Learning(initial={**written, **(draft.fields if draft else {})})


def _seen_by_now(request: HttpRequest, meeting: Meeting, form: forms.Learning, refusal: Refusal) -> forms.Learning:
    """The same words again; where they were changed in another place, the next save is a knowing one."""
    told: dict[str, Any] = form.data.dict()  # type: ignore[attr-defined]
    if isinstance(refusal, Stale):
        goal = agreements.goal_of(request.person, meeting.pk)  # type: ignore[attr-defined]
        told["version"] = str(goal.version) if goal else ""
    form = forms.Learning(told)
    form.refuse(refusal)
    return form


def _place(meeting: Meeting) -> str:
    return f"room:learning:{meeting.pk}"
