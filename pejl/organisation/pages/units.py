"""How the job centre is built, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.organisation import forms, operations, permissions, queries
from pejl.organisation.models import Assignment, Dated, Membership, Unit
from pejl.organisation.pages.asking import METHODS, Asked, administrators, ask, at_once, begin, to_choose_among

PEOPLE = 40
PAST = 40


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The house: the units, who leads them, and where one belongs oneself."""
    today = clock.today()
    units = list(queries.units(today).visible_to(request.person))
    names = {unit.pk: unit.name for unit in units}
    context = {
        "tree": queries.tree(units),
        "within": {unit.pk: names.get(unit.parent_id) for unit in units},
        "leaders": queries.leaders_by_unit(names, today),
        "mine": queries.memberships_of(request.person, today),
        "looks_after": permissions.looks_after(request.person, today),
        "face": "show",
    }
    return render(request, "organisation/show.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The unit one belongs to; the house for who belongs to none or to several."""
    units = {place.unit_id for place in queries.memberships_of(request.person, clock.today())}
    if len(units) == 1:
        return redirect("organisation:unit", units.pop())
    return redirect("organisation:show")


@require_safe
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One unit: who leads it, who belongs to it, what lies in it, and how it was before."""
    today = clock.today()
    units = {one.pk: one for one in queries.units().visible_to(request.person)}
    unit = units.get(unit_id)
    if unit is None:
        raise Http404
    inside = queries.within(unit, units.values())
    members = queries.places_in(inside, today)
    page = Paginator(list(members.items()), PEOPLE).get_page(request.GET.get("page"))
    led = list(Assignment.objects.filter(unit=unit).select_related("person").order_by("since_on", "id"))
    places = Membership.objects.filter(unit=unit, until_on__lt=today).select_related("person", "function")
    context = {
        "unit": unit,
        "path": queries.path_to(unit, units),
        "leaders": [row for row in led if row.until_on is None or row.until_on >= today],
        "below": [one for one in units.values() if one.parent_id == unit.pk and one.holds(today)],
        "page": page,
        "past": _past(places, led, today) if permissions.may_read_about(request.person) else [],
        "looks_after": permissions.looks_after(request.person, today),
        "today": today,
    }
    return render(request, "organisation/unit.html", context)


@administrators
@require_http_methods(METHODS)
def add_unit(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = begin(request, forms.AddUnit, today=clock.today(), initial={"parent": request.GET.get("in")})
    asked = Asked(
        title=_("Add a unit"),
        submit=_("Add the unit"),
        back=(_("Organisation"), reverse("organisation:show")),
        said=_("The unit is there."),
    )

    def add(**said: Any) -> Unit:
        return operations.add_unit(**said, by=request.person, now=clock.now())

    return ask(request, form, asked, add, lambda made: reverse("organisation:unit", args=[made]))


@administrators
@require_http_methods(METHODS)
def rename_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Another name."""
    unit = _unit(request, unit_id)
    form = begin(request, forms.Rename, initial={"name": unit.name})
    asked = _asked(unit, _("Rename the unit"), _("Save the name"), _("The unit has its new name."))
    return ask(request, form, asked, _with(operations.rename_unit, request, unit), _page(unit))


@administrators
@require_http_methods(METHODS)
def move_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Into another unit, or to the top."""
    unit = _unit(request, unit_id)
    form = begin(request, forms.MoveUnit, unit=unit, today=clock.today(), initial={"parent": unit.parent_id})
    lead = _("What lies in it goes along, and so do the people.")
    asked = _asked(unit, _("Move the unit"), _("Move it"), _("The unit is moved."), lead=lead)
    return ask(request, form, asked, _with(operations.move_unit, request, unit), _page(unit))


@administrators
@require_http_methods(METHODS)
def take_side(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """On which side of the job centre it is."""
    unit = _unit(request, unit_id)
    form = begin(request, forms.TakeSide, initial={"side": unit.side})
    asked = _asked(unit, _("Authority or provider"), _("Save"), _("Saved."))
    return ask(request, form, asked, _with(operations.take_side, request, unit), _page(unit))


@administrators
@require_http_methods(METHODS)
def close_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Its last day, once nobody belongs to it."""
    unit = _unit(request, unit_id)
    form = begin(request, forms.Close, initial={"on": clock.today()})
    lead = _("Its history stays. A unit can be closed when nobody belongs to it and no unit lies in it.")
    asked = _asked(unit, _("Close the unit"), _("Close it"), _("The unit is closed."), lead=lead, kind="danger")
    return ask(request, form, asked, _with(operations.close_unit, request, unit), _page(unit))


@require_POST
def reopen_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """It goes on after all."""
    unit, reopen = _unit(request, unit_id), operations.reopen_unit
    return at_once(
        request,
        lambda: reopen(unit=unit, by=request.person, now=clock.now()),
        said=_("The unit goes on."),
        then=_page(unit),
    )


@administrators
@require_http_methods(METHODS)
def appoint_leader(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Who leads the unit, from when, and instead of whom."""
    unit, today = _unit(request, unit_id), clock.today()
    leaders = queries.leaders_by_unit([unit.pk], today).get(unit.pk, [])
    near = queries.people_in(units=[unit.pk], today=today)
    look, shown = to_choose_among(request, queries.colleagues(), near)
    form = begin(
        request,
        forms.AppointLeader,
        leaders=leaders,
        people=queries.colleagues(),
        shown=shown,
        today=today,
        initial={"instead_of": leaders[0].pk if leaders else None},
    )
    lead = _("A change keeps both in the history: who led before does so until the day before.")
    asked = _asked(unit, _("Who leads the unit?"), _("Appoint"), _("Appointed."), lead=lead, look=look)
    return ask(request, form, asked, _with(operations.appoint_leader, request, unit), _page(unit))


def _unit(request: HttpRequest, unit_id: UUID) -> Unit:
    units = Unit.objects.visible_to(request.person).select_related("parent")
    return get_object_or_404(units, pk=unit_id)


def _page(unit: Unit) -> str:
    return reverse("organisation:unit", args=[unit.pk])


def _asked(unit: Unit, title: str, submit: str, said: str, **more: Any) -> Asked:
    return Asked(title=title, submit=submit, said=said, kicker=unit.name, back=(unit.name, _page(unit)), **more)


def _with(operation: Any, request: HttpRequest, unit: Unit) -> Any:
    return lambda **said: operation(unit=unit, by=request.person, now=clock.now(), **said)


def _past(places: QuerySet[Membership], led: Iterable[Assignment], today: date) -> list[Dated]:
    """Who belonged to it and who led it until some day, latest first."""
    over = [row for row in led if row.until_on is not None and row.until_on < today]
    rows: list[Dated] = [*places.order_by("-until_on", "id")[:PAST], *over]
    return sorted(rows, key=lambda row: row.until_on or today, reverse=True)[:PAST]
