"""The minutes: read by those who may, on the screen and on paper; written by the leaders, section by section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import require_leads
from pejl.room import forms, operations, papers, permissions, policies, queries
from pejl.room.names import SECTION_SLUGS, Section
from pejl.room.pages.fetching import meeting_seen
from pejl.room.papers import Form

DEEDS: dict[str, Callable[..., Any]] = {
    "leave_out": operations.leave_out_section,
    "take_in": operations.take_in_section,
    "compose": operations.compose_section_again,
}


@require_safe
def minutes_paper(request: HttpRequest, meeting_id: UUID, form: Form) -> HttpResponse:
    """The minutes to print as they are, or to go on with in Word."""
    meeting = meeting_seen(request, meeting_id)
    permissions.require_may_read(request.person, meeting)
    file = papers.make(meeting, form=form, now=clock.now())
    kind = "inline" if form == Form.PDF else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{papers.file_name(form)}"'}
    return HttpResponse(file, content_type=papers.CONTENT_TYPES[form], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_section(request: HttpRequest, meeting_id: UUID, slug: str) -> HttpResponse:
    """Write a section, beginning with what composed itself; where something came since, that stands beside it."""
    meeting, key, now = _writable(request, meeting_id, slug)
    section = queries.minutes_of(meeting, now).section(key)
    form, saved = _form(request, section), ""
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, meeting, form, key, now)
        except NotAllowed:
            raise
        except Stale as refusal:
            saved = _seen_by_now(form, section, refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            drafts.drop(place=_place(meeting, key), by=request.person)
            return _to(meeting, key)
    context = {"meeting": meeting, "section": section, "slug": slug, "form": form, "saved": saved}
    context |= {"draft_key": _place(meeting, key), "has_draft": _has_draft(request, form, section)}
    return render(request, "room/minutes_section.html", context, status=422 if form.errors else 200)


@require_POST
def turn_section(request: HttpRequest, meeting_id: UUID, slug: str) -> HttpResponse:
    """One press on a section: left out, taken in, or composed again."""
    meeting, key, now = _writable(request, meeting_id, slug)
    form = forms.TurnedSection(request.POST)
    deed = next((name for name in DEEDS if name in request.POST), None)
    if deed is None or not form.is_valid():
        raise Http404
    told = {"meeting": meeting, "key": key, "expected_version": form.cleaned_data["version"]}
    DEEDS[deed](**told, by=request.person, now=now)
    if deed == "compose":
        drafts.drop(place=_place(meeting, key), by=request.person)
    return _to(meeting, key)


def _writable(request: HttpRequest, meeting_id: UUID, slug: str) -> tuple[Meeting, Section, datetime]:
    """The meeting, the section that the address names, and the moment; for the leaders, while minutes are written."""
    meeting = meeting_seen(request, meeting_id)
    require_leads(request.person, meeting)
    key = next((key for key, named in SECTION_SLUGS.items() if named == slug), None)
    if key is None:
        raise Http404
    policies.require_being_written(meeting)
    return meeting, key, clock.now()


def _form(request: HttpRequest, section: queries.SectionOfMinutes) -> forms.MinutesSection:
    """As posted; otherwise what it says now, with what has been typed since."""
    if request.method == "POST":
        return forms.MinutesSection(request.POST)
    draft = kept.at(_place(section.material.meeting, section.key), person=request.person)
    typed = {"text": draft.fields["text"]} if draft and "text" in draft.fields else {}
    return forms.MinutesSection(
        initial={"text": section.text, "version": section.version, "seen": section.digest, **typed}
    )


def _has_draft(request: HttpRequest, form: forms.MinutesSection, section: queries.SectionOfMinutes) -> bool:
    return request.method != "POST" and form.initial["text"] != section.text


def _write(request: HttpRequest, meeting: Meeting, form: forms.MinutesSection, key: Section, now: datetime) -> None:
    data = form.cleaned_data
    said = {"text": data["text"], "expected_version": data["version"], "seen_digest": data["seen"]}
    operations.write_section(meeting=meeting, key=key, **said, by=request.person, now=now)


def _seen_by_now(form: forms.MinutesSection, section: queries.SectionOfMinutes, refusal: Stale) -> str:
    """Say what happened, and let the next save be a knowing one; returns what the other leader has written."""
    form.add_error(None, refusal.message)
    form.data = form.data.copy()
    form.data["version"] = str(section.version)
    return section.text


def _place(meeting: Meeting, key: str) -> str:
    return f"room:minutes_{key}:{meeting.pk}"


def _to(meeting: Meeting, key: Section) -> HttpResponse:
    """Back to where the section was chosen: once the meeting is closed, that is where it is corrected."""
    if meeting.state == State.CLOSED:
        return redirect("room:minutes_approval", meeting.pk)
    answer = redirect("room:summary", meeting.pk)
    answer["Location"] += f"#{key.value}"
    return answer
