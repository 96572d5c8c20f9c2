"""Who is here: one's own press on the way in, and the leaders' page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings import policies
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_leads
from pejl.meetings.queries import Attendance, attendance_of
from pejl.organisation import queries as organisation
from pejl.room import forms
from pejl.room.pages.fetching import back, meeting_entered
from pejl.room.pages.showing import refused


@require_POST
def come(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """I am here; or, with ``go``, I leave. Then to the room. Who goes in days before is not noted."""
    meeting, now, by = meeting_entered(request, meeting_id), clock.now(), request.person  # type: ignore[attr-defined]
    try:
        if "go" in request.POST:
            meetings.go(meeting=meeting, person=by, by=by, now=now)
        elif policies.is_open_for_coming(meeting, now):
            meetings.come(meeting=meeting, person=by, by=by, now=now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refused(request, meeting.pk, refusal)
    return back(request, meeting.pk)


@require_safe
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who is here and how they sit; for the leaders, who note it for those without a device."""
    return _page(request, _led(request, meeting_id))


@require_POST
def attend(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """One press beside a name: ``come``, ``go``, or one place ``up`` or ``down`` from the seat in its value."""
    meeting = _led(request, meeting_id)
    person = get_object_or_404(Person.objects.visible_to(request.person), pk=person_id)  # type: ignore[attr-defined]
    said = {"meeting": meeting, "person": person, "by": request.person, "now": clock.now()}  # type: ignore[attr-defined]
    moved = next((name for name in ("up", "down") if name in request.POST), None)
    try:
        if moved is not None:
            meetings.move_seat(**said, places=-1 if moved == "up" else 1, expected_seat=_number(request.POST[moved]))
        elif "go" in request.POST:
            meetings.go(**said)
        elif "come" in request.POST:
            meetings.come(**said)
        else:
            raise Http404
    except Refusal as refusal:
        return _page(request, _led(request, meeting_id), refusal=refusal)
    return redirect("room:attendance", meeting.pk)


@require_POST
def enter(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody else who came, invited or not."""
    meeting = _led(request, meeting_id)
    form = _form(request, meeting, attendance_of(meeting))
    if form.is_valid():
        person, by = form.cleaned_data["person"], request.person  # type: ignore[attr-defined]
        with form.refusing(otherwise="person"):
            meetings.come(meeting=meeting, person=person, by=by, now=clock.now())
            return redirect("room:attendance", meeting.pk)
    return _page(request, meeting, form=form)


def _page(
    request: HttpRequest, meeting: Meeting, *, form: forms.Enter | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    told = attendance_of(meeting)
    context = {
        "meeting": meeting,
        "told": told,
        "form": form or _form(request, meeting, told),
        "refusal": refusal,
        "is_open": policies.is_open_for_coming(meeting, clock.now()),
    }
    status = refusal.http_status if refusal else 422 if form and form.errors else 200
    return render(request, "room/attendance.html", context, status=status)


def _form(request: HttpRequest, meeting: Meeting, told: Attendance) -> forms.Enter:
    """Colleagues of the house who are no part of the meeting yet."""
    known = {one.person_id for one in (*told.here, *told.gone)} | {one.person.pk for one in told.not_come}
    everybody = Person.objects.visible_to(request.person).present().by_name()  # type: ignore[attr-defined]
    people = [person for person in everybody if person.pk not in known]
    return forms.Enter(request.POST or None, people=people, naming=organisation.naming(clock.today()))


def _led(request: HttpRequest, meeting_id: UUID) -> Meeting:
    meeting = meeting_entered(request, meeting_id)
    require_leads(request.person, meeting)  # type: ignore[attr-defined]
    return meeting


def _number(text: str) -> int:
    """A seat; -1, which nobody has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
