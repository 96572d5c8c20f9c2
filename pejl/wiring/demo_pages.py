"""Stepping into an invented person, and reading the demonstration's mail: on this machine only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.notices import sink
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.middleware import SEAT
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import queries as organisation
from pejl.organisation.models import Membership
from pejl.wiring.demo_hints import HINTS

LOOPBACK = ("127.0.0.1", "::1")
Page = Callable[..., HttpResponse]


def demo_only(page: Page) -> Page:
    """The page exists in a demonstration, for whoever sits at the machine; for everybody else it does not."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        if not settings.PEJL_DEMO or is_forwarded or request.META.get("REMOTE_ADDR") not in LOOPBACK:
            raise Http404
        return page(request, *args, **kwargs)

    return login_not_required(guarded)


@demo_only
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one can be."""
    return render(request, "demo/people.html", {"places": [_place(space) for space in Space.objects.order_by("name")]})


@demo_only
@require_POST
def step_into(request: HttpRequest) -> HttpResponse:
    """Become the chosen person."""
    try:
        space_id, person_id = UUID(request.POST.get("space", "")), UUID(request.POST.get("person", ""))
    except ValueError:
        raise Http404 from None
    with scopes.scope(space_id):
        person = Person.objects.select_related("account").filter(pk=person_id, account__isnull=False).first()
    if person is None:
        raise Http404
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SEAT] = str(space_id)
    return redirect("overview:home")


@demo_only
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """What Pejl has sent, newest first."""
    return render(request, "demo/mails.html", {"mails": sink.read(settings.PEJL_MAIL_FOLDER, most=50)})


def _place(space: Space) -> dict[str, Any]:
    with scopes.scope(space.pk, read_only=True):
        today = clock.today()
        people = list(Person.objects.present().filter(account__isnull=False).select_related("account").by_name())
        places = organisation.places_by_person(people, today)
        there: Iterable[Any] = organisation.units(today)
        units = [branch.unit for branch in organisation.tree(there)]
    by_unit: dict[str, list[dict[str, Any]]] = {unit.name: [] for unit in units}
    for person in people:
        held = places.get(person.pk, [])
        by_unit.setdefault(_part_of(person, held), []).append(_entry(person, held))
    parts = [{"title": title, "people": entries} for title, entries in by_unit.items() if entries]
    return {"id": space.pk, "name": space.name, "parts": parts}


def _part_of(person: Person, held: Sequence[Membership]) -> str:
    """Where somebody stands on the page: one unit, for those who belong to several."""
    if held:
        return held[0].unit.name
    return pgettext("demo", "Guests") if person.is_guest else pgettext("demo", "Without a unit")


def _entry(person: Person, held: Sequence[Membership]) -> dict[str, Any]:
    functions = dict.fromkeys(place.function.name for place in held)
    hint = HINTS.get(person.email.partition("@")[0])
    about = " · ".join([*functions, *([str(hint)] if hint else [])])
    return {"id": person.pk, "name": person.name, "about": about}
