"""Giving direction: stating, replacing, ending, and saying that a unit has been through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.direction import forms, operations, permissions, policies, queries
from pejl.direction.models import Restating, Statement
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit

STATE = "direction:state"


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest) -> HttpResponse:
    """A new goal, frame or expectation."""
    today = clock.today()
    reach = permissions.reach_of(request.person, today)
    permissions.require_some(reach)
    initial = {"since_on": today, "units": list(reach.units) if len(reach.units) == 1 else []}
    form = forms.State(
        request.POST or None,
        initial={**initial, **_kept(request, STATE, forms.State), "client_id": uuid4()},
        reach=reach,
        units=organisation.units(today),
    )
    if form.is_bound and form.is_valid():
        statement_id = _done(request, form, STATE, operations.state)
        if statement_id is not None:
            messages.success(request, _("Said. The units see it first, next time they go through the direction."))
            return redirect("direction:show", statement_id)
    return render(request, "direction/state.html", {"form": form, "place": STATE}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """A new wording from a day; the old one stays to be read."""
    statement, place = _to_change(request, statement_id), f"direction:replace:{statement_id}"
    today = clock.today()
    form = forms.Replace(
        request.POST or None,
        initial={
            **forms.Replace.filled(statement),
            **_kept(request, place, forms.Replace),
            "since_on": max(today, statement.since_on + timedelta(days=1)),
            "client_id": uuid4(),
        },
        reach=permissions.reach_of(request.person, today),
        units=organisation.units(today),
    )
    if form.is_bound and form.is_valid():
        new_id = _done(request, form, place, operations.replace, statement=statement)
        if new_id is not None:
            messages.success(request, _("Replaced. The units see old and new side by side."))
            return redirect("direction:show", new_id)
    context = {"form": form, "statement": statement, "place": place}
    return render(request, "direction/replace.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """It holds no longer, and nothing comes in its place."""
    statement, place = _to_change(request, statement_id), f"direction:end:{statement_id}"
    first = max(clock.today(), statement.since_on)
    initial = {"until_on": first, **_kept(request, place, forms.End), "client_id": uuid4()}
    form = forms.End(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid() and _done(request, form, place, operations.end, statement=statement):
        messages.success(request, _("Ended. The units are told, with your reason."))
        return redirect("direction:show", statement_id)
    context = {"form": form, "statement": statement, "place": place}
    return render(request, "direction/end.html", context, status=_status(form))


@require_POST
def go_through(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """We have been through it together."""
    units: Any = (
        Unit.objects.visible_to(request.person) if permissions.may_read(request.person) else Unit.objects.none()
    )
    unit, now = get_object_or_404(units, pk=unit_id), clock.now()
    form = forms.GoThrough(request.POST)
    said = form.cleaned_data if form.is_valid() else {}

    def do() -> Restating:
        return operations.go_through(unit=unit, seen_at=said.get("seen"), by=request.person, now=now)

    try:
        drafts.once(do, client_id=said.get("client_id"), by=request.person, now=now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Good. What comes from now on stands first next time."))
    return redirect("direction:unit", unit_id)


def _to_change(request: HttpRequest, statement_id: UUID) -> Statement:
    """The statement, for somebody who may give it an end.

    Whether it can be ended still is for the operation to judge: pressed twice, the second press finds it replaced.
    """
    seen = Statement.objects.visible_to(request.person)
    statement: Statement = get_object_or_404(queries.whole(seen), pk=statement_id)
    units = [one.unit_id for one in statement.units.all()]
    permissions.require_may_state(request.person, units, clock.today())
    if request.method != "POST":
        policies.require_lasting(statement)
    return statement


def _done(request: HttpRequest, form: Any, place: str, operation: Callable[..., Statement], **more: Any) -> UUID | None:
    """Do it once, however often the button was pressed; None when refused, with the refusal in the form."""
    said, now = dict(form.cleaned_data), clock.now()
    client_id = said.pop("client_id")
    with form.refusing():
        return drafts.once(
            lambda: operation(**said, **more, by=request.person, now=now),
            client_id=client_id,
            by=request.person,
            now=now,
            place=place,
        )
    return None


def _kept(request: HttpRequest, place: str, form: type[Any]) -> dict[str, Any]:
    """What was typed here and not sent."""
    draft = kept.at(place, person=request.person)
    return {name: draft.fields[name] for name in form.texts if name in draft.fields} if draft else {}


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
