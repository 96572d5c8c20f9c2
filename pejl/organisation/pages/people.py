"""Everybody here, and one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.login import queries as login
from pejl.foundation.tenancy.models import Person
from pejl.organisation import forms, operations, permissions, queries
from pejl.organisation.models import Guest, Handover
from pejl.organisation.names import Who
from pejl.organisation.pages.asking import METHODS, Asked, administrators, ask, at_once, begin

# A page of as many rows stays under 15 kB.
PAGE = 16


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues, guests and those who have left, narrowed by what is asked."""
    today, may_read = clock.today(), permissions.may_read_about(request.person)
    form = forms.NarrowPeople(request.GET, today=today, may_read_about=may_read)
    chosen = form.chosen()
    found = queries.listed(**chosen, today=today).visible_to(request.person)
    # Some hundred short rows are read sooner than they are counted first and then read.
    page = Paginator(list(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "who": chosen["who"],
        "places": queries.places_by_person(page, today),
        "guests": dict(Guest.objects.filter(person__in=list(page)).values_list("person_id", "comes_from"))
        if chosen["who"] == Who.GUESTS
        else {},
        "query": {name: request.GET[name] for name in ("q", "unit", "function", "who") if request.GET.get(name)},
        "looks_after": permissions.looks_after(request.person, today),
        "face": "people",
    }
    return render(request, "organisation/people.html", context, status=200 if form.is_valid() else 422)


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: where they belong, what they are for others, who is there for them, how they are reached."""
    person, today = one(request, person_id), clock.today()
    looks_after = permissions.looks_after(request.person, today)
    may_read = permissions.may_read_about(request.person)
    context = {
        "one": person,
        "about": queries.about(person, request.person, today),
        "guest": Guest.objects.filter(person=person).select_related("invited_by").first() if person.is_guest else None,
        "handovers": _taken_over(person) if person == request.person else [],
        "may_read": may_read,
        "may_appoint_mentor": looks_after or permissions.leads(request.person, person, today),
        "looks_after": looks_after,
        "way_in": login.ways_in([person])[person.pk] if looks_after and person != request.person else None,
        "today": today,
    }
    return render(request, "organisation/person.html", context)


@administrators
@require_http_methods(METHODS)
def welcome(request: HttpRequest) -> HttpResponse:
    """A new colleague."""
    form = begin(request, forms.Welcome, today=clock.today(), initial={"unit": request.GET.get("in")})
    asked = Asked(
        title=_("Welcome a colleague"),
        submit=_("Add the colleague"),
        back=(pgettext("organisation", "People"), reverse("organisation:people")),
        said=_("Your colleague is there. Further units and functions are added here."),
    )

    def add(*, name: str, email: str, is_invited: bool, **_place: Any) -> Person:
        by, now = request.person, clock.now()
        person = operations.welcome(name=name, email=email, places=[form.place()], by=by, now=now)
        if is_invited:
            operations.invite(person=person, by=by, now=now)
        return person

    return ask(request, form, asked, add, lambda made: reverse("organisation:person", args=[made]))


@administrators
@require_http_methods(METHODS)
def welcome_guest(request: HttpRequest) -> HttpResponse:
    """Somebody from outside."""
    form = begin(request, forms.WelcomeGuest)
    asked = Asked(
        title=_("Welcome a guest"),
        submit=_("Add the guest"),
        back=(pgettext("organisation", "People"), reverse("organisation:people")),
        said=_("The guest is there. Send an invitation when the guest is to sign in."),
        lead=_("Guests take part in what they are invited to; they decide nothing."),
    )

    def add(**said: Any) -> Person:
        return operations.welcome_guest(**said, by=request.person, now=clock.now())

    return ask(request, form, asked, add, lambda made: reverse("organisation:person", args=[made]))


@administrators
@require_http_methods(METHODS)
def change_guest(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Where the guest comes from, and how long the door is open."""
    person = one(request, person_id)
    guest = Guest.objects.filter(person=person).first()
    known = {"comes_from": guest.comes_from, "welcome_until": guest.welcome_until} if guest else {}
    form = begin(request, forms.SayGuest, initial=known)
    asked = asked_of(person, _("The guest's visit"), _("Save"), _("Saved."))
    return ask(request, form, asked, with_person(operations.change_guest, request, person), page_of(person))


@administrators
@require_http_methods(METHODS)
def rename(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Another name, everywhere at once."""
    person = one(request, person_id)
    form = begin(request, forms.Rename, initial={"name": person.name})
    asked = asked_of(person, _("Change the name"), _("Save the name"), _("The name is changed everywhere."))
    return ask(request, form, asked, with_person(operations.rename, request, person), page_of(person))


@administrators
@require_http_methods(METHODS)
def change_email(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Another e-mail address."""
    person = one(request, person_id)
    form = begin(request, forms.ChangeEmail, initial={"email": person.email})
    lead = _("It is also what the person signs in with. Both the old and the new address get a mail.")
    asked = asked_of(
        person, _("Change the e-mail"), _("Save the e-mail"), _("Saved."), lead=lead if person.account else ""
    )
    return ask(request, form, asked, with_person(operations.change_email, request, person), page_of(person))


@administrators
@require_http_methods(METHODS)
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Says what will go to whom; then lets the person go."""
    person = one(request, person_id)
    form = begin(request, forms.Leave, initial={"on": clock.today()})
    if form.is_bound and form.is_valid():
        asked = asked_of(person, "", "", _("%(name)s has left. What was open is handed over.") % {"name": person.name})
        answer = ask(request, form, asked, with_person(operations.leave, request, person), page_of(person))
        if answer.status_code == 302:
            return answer
    context = {"one": person, "form": form, "about": queries.about(person, request.person, clock.today())}
    return render(request, "organisation/leave.html", context, status=422 if form.errors else 200)


@administrators
@require_http_methods(METHODS)
def come_back(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who had left works here again."""
    person = one(request, person_id)
    form = begin(request, forms.Belong, today=clock.today())
    said = _("%(name)s works here again.") % {"name": person.name}
    lead = _("The history is still here, and the access opens again. What was handed over stays where it is.")
    asked = asked_of(person, _("Welcome back"), _("Welcome back"), said, lead=lead)

    def back(**_place: Any) -> Person:
        return operations.come_back(person=person, places=[form.place()], by=request.person, now=clock.now())

    return ask(request, form, asked, back, page_of(person))


@require_POST
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Send a way in."""
    person = one(request, person_id)
    return at_once(
        request,
        lambda: operations.invite(person=person, by=request.person, now=clock.now()),
        said=_("The invitation is on its way to %(email)s.") % {"email": person.email},
        then=page_of(person),
    )


@require_POST
def remove_factors(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A lost phone."""
    person = one(request, person_id)
    return at_once(
        request,
        lambda: operations.remove_factors(person=person, by=request.person, now=clock.now()),
        said=_("The second step is taken away, and %(name)s is told.") % {"name": person.name},
        then=page_of(person),
    )


def _taken_over(person: Person) -> list[Handover]:
    """What somebody had when they left and this person has now, latest first; for the person's own eyes."""
    rows = Handover.objects.visible_to(person).filter(to=person).select_related("of")
    return list(rows.order_by("-at", "duty", "id")[:PAGE])


def one(request: HttpRequest, person_id: UUID) -> Person:
    """The person, if this one may see them."""
    return get_object_or_404(Person.objects.visible_to(request.person).select_related("account"), pk=person_id)


def page_of(person: Person) -> str:
    """The address of a person's page."""
    return reverse("organisation:person", args=[person.pk])


def asked_of(person: Person, title: str, submit: str, said: str, **more: Any) -> Asked:
    """What a page asks about a person."""
    return Asked(title=title, submit=submit, said=said, kicker=person.name, back=(person.name, page_of(person)), **more)


def with_person(operation: Any, request: HttpRequest, person: Person) -> Any:
    """The operation on this person, waiting for what is said."""
    return lambda **said: operation(person=person, by=request.person, now=clock.now(), **said)
