"""How it goes on after the meeting: a page of its own, so that nothing touches what is half-written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.formats.differing import differing
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.room import forms, operations, permissions, policies, queries
from pejl.room.pages.fetching import meeting_entered

KEPT = ("making", "dissemination", "has_follow_up", "follow_up_on", "follow_up")


@require_http_methods(["GET", "HEAD", "POST"])
def proceeding(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """How products are made, how colleagues hear of them, whether one meets again."""
    meeting = meeting_entered(request, meeting_id)
    permissions.require_may_say_how_it_goes_on(request.person, meeting)
    policies.require_open(meeting)
    place = f"room:proceeding:{meeting.pk}"
    written = forms.Proceeding.filled(queries.proceeding_of(meeting))
    typed = _typed(request, place)
    form = forms.Proceeding(request.POST) if request.method == "POST" else forms.Proceeding(initial=written | typed)
    saved = written if typed else {}
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, meeting, form)
        except NotAllowed:
            raise
        except Stale as refusal:
            saved = _seen_by_now(form, meeting, refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            drafts.drop(place=place, by=request.person)
            return redirect("room:outcomes", meeting.pk)
    context = {"meeting": meeting, "form": form, "differing": differing(form, saved), "draft_key": place}
    context["has_draft"] = bool(typed)
    return render(request, "room/proceeding.html", context, status=422 if form.errors else 200)


def _typed(request: HttpRequest, place: str) -> dict[str, str]:
    """What the person has typed here and not sent."""
    draft = kept.at(place, person=request.person) if request.method != "POST" else None  # type: ignore[attr-defined]
    return {name: draft.fields[name] for name in KEPT if name in draft.fields} if draft else {}


def _write(request: HttpRequest, meeting: Meeting, form: forms.Proceeding) -> None:
    course, version = operations.Course(**form.said), form.cleaned_data["version"]
    by, now = request.person, clock.now()  # type: ignore[attr-defined]
    operations.write_proceeding(meeting=meeting, course=course, expected_version=version, by=by, now=now)


def _seen_by_now(form: forms.Proceeding, meeting: Meeting, refusal: Stale) -> dict[str, Any]:
    """Say what happened, and let the next save be a knowing one; returns what is saved now."""
    form.add_error(None, refusal.message)
    saved = forms.Proceeding.filled(queries.proceeding_of(meeting))
    form.data = form.data.copy()
    form.data["version"] = str(saved["version"])
    return saved
