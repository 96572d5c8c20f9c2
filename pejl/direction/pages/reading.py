"""Looking at the direction: mine, everything, one statement, one unit's, and that on the big screen."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pejl.direction import forms, permissions, policies, queries
from pejl.direction.models import Statement, above_each
from pejl.direction.names import HEADINGS
from pejl.foundation import clock
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit

# A page of as many rows with long titles stays under 15 kB.
PAGE = 18


@require_safe
def list_direction(request: HttpRequest) -> HttpResponse:
    """What holds for my units, and which of them something is new to."""
    permissions.require_may_read(request.person)
    today = clock.today()
    every = queries.units_by_name(request.person, today)
    units = [unit for unit in every if unit.is_mine]
    directions = queries.directions_of(units, today, lines=above_each(every))
    holding = queries.holding_in(directions) if units else queries.for_everybody(today)
    context = {
        "units": [one.news for one in directions],
        "by_kind": queries.in_kinds(holding),
        "headings": HEADINGS,
        "may_state": permissions.may_state(request.person, today),
        "today": today,
    }
    return render(request, "direction/list.html", context)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Every statement of the job centre, narrowed by what is asked; also those that no longer hold."""
    permissions.require_may_read(request.person)
    today = clock.today()
    form = forms.Narrow(request.GET, units=organisation.units())
    found = queries.listed(request.person, today=today, **form.chosen())
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": asked,
        "may_state": permissions.may_state(request.person, today),
        "today": today,
    }
    return render(request, "direction/everything.html", context, status=200 if form.is_valid() else 422)


@require_safe
def show(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """One statement: whether it holds, what came before and after it, and what follows it."""
    today = clock.today()
    seen = Statement.objects.visible_to(request.person)
    statement = get_object_or_404(queries.whole(seen), pk=statement_id)
    context = {
        "statement": statement,
        "history": queries.history_of(statement),
        "followers": queries.followers_of(statement, request.person),
        "may_change": statement.until_on is None and _reaches(request, statement, today),
        "today": today,
    }
    return render(request, "direction/show.html", context)


@require_safe
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """A unit's direction, as it goes through it at a staff meeting: what is new first, then all that holds."""
    now, today = clock.now(), clock.today()
    units = _units(request, today)
    shown, lines = _one(units, unit_id), above_each(units.values())
    direction = queries.direction_of(shown, today, lines=lines)
    is_open = policies.is_open(shown, today)
    context = {
        "unit": shown,
        "parent": units.get(shown.parent_id),
        "news": direction.news,
        "by_kind": direction.by_kind(),
        "headings": HEADINGS,
        "is_open": is_open,
        "may_go_through": is_open and permissions.may_restate(request.person, shown, today, lines=lines),
        "said": {"seen": now.isoformat(), "client_id": uuid4()},
        "today": today,
    }
    return render(request, "direction/unit.html", context)


@require_safe
def screen(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """The same on the wall: one thing at a time, read from the last row."""
    today = clock.today()
    units = _units(request, today)
    shown = _one(units, unit_id)
    direction = queries.direction_of(shown, today, lines=above_each(units.values()))
    news, course = direction.news, direction.course()
    number = _number(request.GET.get("number"), len(course))
    context = {
        "unit": shown,
        "news": news,
        "new": len(news.changes),
        "number": number,
        "length": len(course),
        "one": course[number - 1] if number else None,
        "today": today,
    }
    return render(request, "direction/screen.html", context)


def _units(request: HttpRequest, today: date) -> dict[UUID, Unit]:
    """Every unit by its id, for those who may read what holds for it."""
    if not permissions.may_read(request.person):
        return {}
    return {unit.pk: unit for unit in queries.units_by_name(request.person, today)}


def _one(units: dict[UUID, Unit], unit_id: UUID) -> Unit:
    if unit_id not in units:
        raise Http404
    return units[unit_id]


def _reaches(request: HttpRequest, statement: Statement, today: date) -> bool:
    units = [one.unit_id for one in statement.units.all()]
    return permissions.reach_of(request.person, today).covers(units)


def _number(asked: str | None, length: int) -> int:
    """Which one is shown; 0 is what stands before the first."""
    return min(int(asked), length) if asked and asked.isdecimal() and len(asked) < 6 else 0
