"""Planning a meeting that any colleague plans: which kind, then when, where and who leads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.forms import as_typed, day_in
from pejl.meetings import operations, permissions, queries
from pejl.meetings.forms import PlanMeeting
from pejl.meetings.names import ABOUT_KINDS, FREELY_PLANNED, Kind
from pejl.meetings.pages.finding import METHODS, draft_of, go, posted
from pejl.organisation import queries as organisation

KEPT = ("title", "purposes", "day", "start", "ends_by", "place")


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What sort of meeting it is to be, and where each of them begins."""
    permissions.require_begins(request.person)
    kinds = [(kind, ABOUT_KINDS[kind]) for kind in FREELY_PLANNED]
    return render(request, "meetings/begin.html", {"kinds": kinds})


@require_http_methods(METHODS)
def plan(request: HttpRequest, kind: Kind) -> HttpResponse:
    """When, where, who leads; the agenda comes on the next page."""
    permissions.require_begins(request.person)
    place = f"meetings:plan_{kind.value}"
    form, pressed = _form(request, kind, place), queries.pressed_in(request.POST)
    if pressed is not None:
        form = _form(request, kind, place, typed=as_typed(form) | pressed.filled)
    elif form.is_bound and form.is_valid():
        with form.refusing(otherwise="start"):
            return go("meetings:edit", _planned(request, kind, place, form))
    unit_id = pressed.unit_id if pressed else None
    context = {
        "kind": kind,
        "about": ABOUT_KINDS[kind],
        "form": form,
        "draft_key": place,
        "suits": queries.days_for_plan(person=request.person, now=clock.now(), kind=kind, unit_id=unit_id),
        "day_warning": queries.warning_for_plan(day_in(form), person=request.person, today=clock.today()),
    }
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, kind: Kind, place: str, typed: dict[str, Any] | None = None) -> PlanMeeting:
    today = clock.today()
    templates = queries.templates(request.person, kind=kind, today=today)
    initial: dict[str, Any] = {"leaders": [request.person.pk], "template": next(iter(templates), None)}
    if request.method != "POST":
        initial |= draft_of(request, place, *KEPT)
    return PlanMeeting(
        posted(request) if typed is None else None,
        initial=initial | (typed or {}),
        people=organisation.colleagues(),
        naming=organisation.naming(today),
        templates=templates,
    )


def _planned(request: HttpRequest, kind: Kind, place: str, form: PlanMeeting) -> UUID:
    now = clock.now()
    return drafts.once(
        lambda: operations.plan_freely(kind=kind, **form.values(), by=request.person, now=now),
        client_id=form.cleaned_data["client_id"],
        by=request.person,
        now=now,
        place=place,
    )
