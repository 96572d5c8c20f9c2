"""The calendar: what is coming, what is over, what is mine."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pejl.foundation import clock
from pejl.foundation.formats import moments, weeks
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, queries
from pejl.meetings.forms import FindMeetings
from pejl.meetings.models import Meeting, MeetingQuerySet

ON_A_PAGE = 25
FACES = ("upcoming", "mine", "past")


@require_safe
def list_meetings(request: HttpRequest) -> HttpResponse:
    """Meetings, those that wait for my answer first."""
    now, person = clock.now(), request.person
    face = next((face for face in FACES if face == request.GET.get("show")), FACES[0])
    form = FindMeetings(request.GET if request.GET.keys() & FindMeetings.base_fields.keys() else None)
    words, kind = (form.cleaned_data["q"], form.cleaned_data["kind"]) if form.is_bound and form.is_valid() else ("", "")
    found = queries.listed(face, person=person, now=now, words=words, kind=kind)
    page = Paginator(queries.with_items(found), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(meeting, queries.ends_at(meeting)) for meeting in page]
    context = {
        "face": face,
        "form": form,
        "words": words,
        "kind": kind,
        "page": page,
        "rows": rows,
        "weeks": [(week, list(some)) for week, some in groupby(rows, key=lambda row: _week(row[0], now))],
        "waiting": _waiting(person, now) if face == FACES[0] and not (words or kind) else [],
        "may_begin": permissions.begins(person),
    }
    return render(request, "meetings/list.html", context, status=422 if form.errors else 200)


def _waiting(person: Person, now: datetime) -> MeetingQuerySet:
    return Meeting.objects.visible_to(person).waiting_for(person).upcoming(now).soonest()


def _week(meeting: Meeting, now: datetime) -> str:
    """The week's number, with the year where it is another than now."""
    year, _number = weeks.iso(meeting.starts_at)
    label = weeks.label(meeting.starts_at).capitalize()
    return label if year == weeks.iso(moments.day_of(now))[0] else f"{label}, {year}"
