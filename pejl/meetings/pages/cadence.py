"""How a unit meets: its rhythm with the days it proposes, or by need, and its pauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings import operations, permissions, queries
from pejl.meetings.forms import SetRhythm, TakePause
from pejl.meetings.models import Meeting, Pause
from pejl.meetings.names import Kind
from pejl.meetings.pages.finding import METHODS, draft_of, posted
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit, WorkingGroup


@require_safe
def rhythms(request: HttpRequest) -> HttpResponse:
    """How each unit meets."""
    permissions.require_begins(request.person)
    today = clock.today()
    branches = organisation.tree(organisation.units(today))
    found = queries.cadences([one.unit for one in branches], person=request.person, today=today)
    return render(request, "meetings/rhythms.html", {"cadences": found})


@require_safe
def rhythm(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """How one unit meets, and days for its next meeting."""
    unit, kind, person, now = _unit(request, unit_id), _kind(request), request.person, clock.now()
    cadence = queries.cadence_of(unit, person=person, now=now, kind=kind)
    context = {
        "cadence": cadence,
        "unit": unit,
        "kind": Kind(kind),
        "kinds": [one for one in Kind if one != kind],
        "proposed": queries.days_for(cadence),
        "pauses": queries.pauses_of(unit, person=person, kind=kind),
        "before": queries.rhythms_before(unit, person=person, today=cadence.today, kind=kind),
        "may_keep": permissions.keeps_rhythm(person, unit, cadence.today),
    }
    return render(request, "meetings/rhythm.html", context)


@require_http_methods(METHODS)
def set_rhythm(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Every how many weeks, on which day, from when and for how long."""
    unit, kind, now = _unit(request, unit_id), _kind(request), clock.now()
    permissions.require_keeps_rhythm(request.person, unit, clock.today())
    present = queries.cadence_of(unit, person=request.person, now=now, kind=kind).rhythm
    form = SetRhythm(posted(request), initial=SetRhythm.filled(present))
    if form.is_bound and form.is_valid():
        try:
            operations.set_rhythm(unit=unit, kind=kind, **form.cleaned_data, by=request.person, now=now)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Stale):
                _know_better(form, present.pk if present else None)
        else:
            messages.success(request, _("The rhythm is set. The days below follow it."))
            return _back_to(unit, kind)
    context = {"unit": unit, "kind": Kind(kind), "form": form, "present": present}
    return render(request, "meetings/set_rhythm.html", context, status=422 if form.errors else 200)


@require_POST
def end_rhythm(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """By need from now on."""
    unit, kind = _unit(request, unit_id), _kind(request)
    expected = _uuid(request.POST.get("expected", ""))
    operations.end_rhythm(unit=unit, kind=kind, expected=expected, by=request.person, now=clock.now())
    messages.success(request, _("%(unit)s meets by need from now on.") % {"unit": unit.name})
    return _back_to(unit, kind)


@require_http_methods(METHODS)
def take_pause(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """From when, until when, and why."""
    unit, kind, now = _unit(request, unit_id), _kind(request), clock.now()
    permissions.require_keeps_rhythm(request.person, unit, clock.today())
    place = f"meetings:pause:{unit.pk}"
    kept = draft_of(request, place, "since_on", "until_on", "reason") if request.method != "POST" else {}
    form = TakePause(posted(request), initial={"since_on": clock.today()} | kept)
    if form.is_bound and form.is_valid():
        told = {**form.cleaned_data, "unit": unit, "kind": kind, "by": request.person, "now": now}
        key = told.pop("client_id")
        if _done(form, lambda: operations.take_pause(**told), key=key, place=place, request=request):
            messages.success(request, _("The pause is set. Nobody is reminded of a meeting meanwhile."))
            return _back_to(unit, kind)
    context = {"unit": unit, "kind": Kind(kind), "form": form, "draft_key": place}
    return render(request, "meetings/take_pause.html", context, status=422 if form.errors else 200)


@require_POST
def end_pause(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """The unit meets again."""
    seen = Pause.objects.visible_to(request.person).select_related("unit")
    pause: Pause = get_object_or_404(seen, pk=pause_id)
    operations.end_pause(pause=pause, by=request.person, now=clock.now())
    messages.success(request, _("The pause is over."))
    return _back_to(pause.unit, pause.kind)


def on_unit(request: HttpRequest, unit: Unit) -> str:
    """Fills ``unit.show``: how the unit meets, in one line."""
    if request.person.is_guest:
        return ""
    (cadence,) = queries.cadences([unit], person=request.person, today=clock.today())
    return render_to_string("meetings/_on_unit.html", {"cadence": cadence}, request)


def on_group(request: HttpRequest, group: WorkingGroup) -> str:
    """Fills ``group.show``: the units that take a pause now, and why."""
    pauses = queries.pauses_on(request.person, clock.today())
    return render_to_string("meetings/_on_group.html", {"pauses": pauses}, request) if pauses else ""


def on_plan(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.edit``: that the meeting lies on a day on which people are away. It never stands in the way."""
    warning = queries.warning_of_meeting(meeting, queries.leaders_of(meeting), clock.today())
    return render_to_string("meetings/_day_warning.html", {"warning": warning}, request) if warning else ""


def _done(form: Any, do: Callable[[], Any], *, key: UUID | None, place: str, request: HttpRequest) -> bool:
    """Whether it was done, however often it was sent; a refusal stands in the form."""
    with form.refusing():
        drafts.once(do, client_id=key, by=request.person, now=clock.now(), place=place)
        return True
    return False


def _know_better(form: SetRhythm, present: UUID | None) -> None:
    """Let the next save be a knowing one."""
    form.data = form.data.copy()
    form.data["expected"] = str(present or "")


def _unit(request: HttpRequest, unit_id: UUID) -> Unit:
    permissions.require_begins(request.person)
    unit: Unit = get_object_or_404(Unit.objects.visible_to(request.person), pk=unit_id)
    return unit


def _kind(request: HttpRequest) -> str:
    """Which meetings it is about: learning meetings, unless the address says others."""
    asked = request.GET.get("kind", "")
    return asked if asked in Kind.values else Kind.LEARNING


def _back_to(unit: Unit, kind: str) -> HttpResponse:
    about = "" if kind == Kind.LEARNING else f"?kind={kind}"
    return HttpResponse(status=303, headers={"Location": resolve_url("meetings:rhythm", unit.pk) + about})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
