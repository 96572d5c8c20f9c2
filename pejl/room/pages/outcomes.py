"""What the meeting agrees on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import leads
from pejl.meetings.queries import people_of
from pejl.organisation import queries as organisation
from pejl.room import forms, operations
from pejl.room.live import Look, ViewName, html_of
from pejl.room.models import InMeeting, ProductDuty, UnclearPoint
from pejl.room.pages.fetching import meeting_entered

FORM = "room/_outcome_form.html"


@dataclass(frozen=True)
class Part:
    """One part of the page: its form, and the operation that takes the form's fields."""

    form: type[forms.Outcome]
    do: Callable[..., Any]


PARTS = {
    "produkt": Part(forms.ProductDuty, operations.take_on_product),
    "uklarhed": Part(forms.UnclearPoint, operations.note_unclear_point),
    "beslutning": Part(forms.JointDecision, operations.decide_together),
    "aftale": Part(forms.Agreement, operations.agree),
}


def _take(*, point: UnclearPoint, by: Person, now: datetime) -> UnclearPoint:
    return operations.take_care_of(point=point, caretaker=by, by=by, now=now)


def _join(*, duty: ProductDuty, by: Person, now: datetime) -> ProductDuty:
    return PARTS["produkt"].do(meeting=duty.meeting, person=by, what=duty.what, by=by, now=now)


# What the buttons beside a line do: to what, under which name the operation takes it.
DEEDS: dict[str, tuple[type[InMeeting], str, Callable[..., Any]]] = {
    "join": (ProductDuty, "duty", _join),
    "drop": (ProductDuty, "duty", operations.drop_product_duty),
    "take": (UnclearPoint, "point", _take),
    "settle": (UnclearPoint, "point", operations.settle_unclear_point),
    "remove": (UnclearPoint, "point", operations.remove_unclear_point),
}


@require_safe
def outcomes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who makes the product, how it goes on, what is unclear, decisions and agreements."""
    return _page(request, meeting_entered(request, meeting_id), {})


@require_POST
def outcome(request: HttpRequest, meeting_id: UUID, part: str) -> HttpResponse:
    """Write one of them down. Where the page follows by itself, only the form comes back, empty."""
    meeting = meeting_entered(request, meeting_id)
    if part not in PARTS:
        raise Http404
    form = _form(request, meeting, part, organisation.naming(clock.today()), request.POST)
    if form.is_valid() and _is_written(request, meeting, part, form):
        return (
            _blank(request, meeting, part) if "HX-Request" in request.headers else redirect("room:outcomes", meeting.pk)
        )
    if "HX-Request" in request.headers:
        return render(request, FORM, {"meeting": meeting, "part": part, "form": form}, status=422)
    return _page(request, meeting, {part: form}, status=422)


@require_POST
def undo(request: HttpRequest, meeting_id: UUID, row_id: UUID) -> HttpResponse:
    """One press beside a line: somebody joins, it is dropped, taken care of, settled or removed."""
    meeting = meeting_entered(request, meeting_id)
    deed = next((name for name in DEEDS if name in request.POST), None)
    if deed is None:
        raise Http404
    model, name, operation = DEEDS[deed]
    row = get_object_or_404(model.objects.visible_to(request.person), meeting=meeting, pk=row_id)
    operation(**{name: row}, by=request.person, now=clock.now())
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    is_over = meeting.state == State.CLOSED
    return redirect("room:summary" if is_over else "room:outcomes", meeting.pk)


def _form(
    request: HttpRequest, meeting: Meeting, part: str, naming: Callable[[Person], str], data: Mapping[str, Any] | None
) -> forms.Outcome:
    """Leaders put down anybody in the meeting, others themselves."""
    people = [one.person for one in people_of(meeting)] if leads(request.person, meeting) else [request.person]
    return PARTS[part].form(data, people=people, naming=naming, prefix=part)


def _is_written(request: HttpRequest, meeting: Meeting, part: str, form: forms.Outcome) -> bool:
    """Whether it is written down now, once for each form that was sent; what stands in the way is said in the form."""
    now, by = clock.now(), request.person  # type: ignore[attr-defined]
    client_id = form.cleaned_data.pop("client_id")
    what = {**form.cleaned_data, "meeting": meeting}
    with form.refusing():
        drafts.once(lambda: PARTS[part].do(**what, by=by, now=now), client_id=client_id, by=by, now=now)
        return True
    return False


def _blank(request: HttpRequest, meeting: Meeting, part: str) -> HttpResponse:
    form = _form(request, meeting, part, organisation.naming(clock.today()), None)
    return render(request, FORM, {"meeting": meeting, "part": part, "form": form})


def _page(
    request: HttpRequest, meeting: Meeting, forms_sent: Mapping[str, forms.Outcome], *, status: int = 200
) -> HttpResponse:
    naming = organisation.naming(clock.today())
    blank = {part: _form(request, meeting, part, naming, None) for part in PARTS if part not in forms_sent}
    view = ViewName.LEADER if leads(request.person, meeting) else ViewName.PARTICIPANT  # type: ignore[attr-defined]
    look = Look(meeting, clock.now())
    context = {
        "meeting": meeting,
        "view": view,
        "is_open": meeting.state in (State.RUNNING, State.WRITING_UP),
        "forms": {**blank, **forms_sent},
        "sent": set(forms_sent),
        "region": lambda name: Markup(html_of(name, look, view, request)),  # noqa: S704 -- a template's answer
    }
    return render(request, "room/outcomes.html", context, status=status)
