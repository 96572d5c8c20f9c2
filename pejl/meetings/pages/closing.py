"""The days on which the whole house, or a unit, is closed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import Invalid
from pejl.meetings import operations, permissions, queries
from pejl.meetings.forms import SayClosedDays, TakeSuggestion
from pejl.meetings.models import ClosedDays
from pejl.meetings.pages.finding import METHODS, go, posted
from pejl.organisation.models import Unit


@require_safe
def closed_days(request: HttpRequest, unit_id: UUID | None = None) -> HttpResponse:
    """What is closed, and what usually is."""
    unit, today = _unit(request, unit_id), clock.today()
    may_keep = permissions.keeps_closed_days(request.person, unit, today)
    context = {
        "unit": unit,
        "rows": queries.closed_days(request.person, unit, today),
        "of_all": queries.closed_days(request.person, None, today) if unit else [],
        "suggestions": queries.suggestions(unit, today) if may_keep else [],
        "may_keep": may_keep,
    }
    return render(request, "meetings/closed_days.html", context)


@require_http_methods(METHODS)
def add_closed_days(request: HttpRequest, unit_id: UUID | None = None) -> HttpResponse:
    """More days."""
    unit, now = _unit(request, unit_id), clock.now()
    permissions.require_keeps_closed_days(request.person, unit, clock.today())
    form = SayClosedDays(posted(request))
    if form.is_bound and form.is_valid():
        told = {**form.values(), "unit": unit, "by": request.person, "now": now}
        key = form.cleaned_data["client_id"]
        with form.refusing():
            drafts.once(lambda: operations.add_closed_days(**told), client_id=key, by=request.person, now=now)
            messages.success(request, _("Added. No meeting is proposed on those days."))
            return _back_to(unit)
    return _ask(request, form, unit)


@require_POST
def take_closed_days(request: HttpRequest, unit_id: UUID | None = None) -> HttpResponse:
    """One of those that usually are, with one press."""
    unit, today = _unit(request, unit_id), clock.today()
    form = TakeSuggestion(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose one of the days that are suggested."), field="first_on")
    found = [one for one in queries.suggestions(unit, today) if one.first_on == form.cleaned_data["first_on"]]
    permissions.require_keeps_closed_days(request.person, unit, today)
    for one in found:
        told = {"label": one.label, "first_on": one.first_on, "last_on": one.last_on}
        operations.add_closed_days(unit=unit, **told, by=request.person, now=clock.now())
    messages.success(request, _("Added. No meeting is proposed on those days."))
    return _back_to(unit)


@require_http_methods(METHODS)
def change_closed_days(request: HttpRequest, closed_id: UUID) -> HttpResponse:
    """Another name, other days."""
    row = _row(request, closed_id)
    permissions.require_keeps_closed_days(request.person, row.unit, clock.today())
    form = SayClosedDays(posted(request), initial=SayClosedDays.filled(row))
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.change_closed_days(closed_days=row, **form.values(), by=request.person, now=clock.now())
            messages.success(request, _("Saved."))
            return _back_to(row.unit)
    return _ask(request, form, row.unit, row=row)


@require_POST
def remove_closed_days(request: HttpRequest, closed_id: UUID) -> HttpResponse:
    """Open after all."""
    row = _row(request, closed_id)
    operations.remove_closed_days(closed_days=row, by=request.person, now=clock.now())
    messages.success(request, _("“%(name)s” is taken away.") % {"name": row.label})
    return _back_to(row.unit)


def _ask(request: HttpRequest, form: SayClosedDays, unit: Unit | None, row: ClosedDays | None = None) -> HttpResponse:
    context = {"form": form, "unit": unit, "row": row}
    return render(request, "meetings/say_closed_days.html", context, status=422 if form.errors else 200)


def _unit(request: HttpRequest, unit_id: UUID | None) -> Unit | None:
    return None if unit_id is None else get_object_or_404(Unit.objects.visible_to(request.person), pk=unit_id)


def _row(request: HttpRequest, closed_id: UUID) -> ClosedDays:
    seen = ClosedDays.objects.visible_to(request.person).select_related("unit")
    row: ClosedDays = get_object_or_404(seen, pk=closed_id)
    return row


def _back_to(unit: Unit | None) -> HttpResponse:
    return go("meetings:closed_days") if unit is None else go("meetings:closed_days_of", unit.pk)
