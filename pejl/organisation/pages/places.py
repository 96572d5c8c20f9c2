"""Where people belong and what they are for others: begun, ended, taken up again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.organisation import forms, operations, permissions, queries
from pejl.organisation.models import Assignment, Membership
from pejl.organisation.names import AssignmentKind
from pejl.organisation.pages.asking import METHODS, Asked, administrators, ask, at_once, begin, to_choose_among
from pejl.organisation.pages.people import asked_of, one, page_of


@administrators
@require_http_methods(METHODS)
def belong(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One more unit and function."""
    person = one(request, person_id)
    form = begin(request, forms.Belong, today=clock.today())
    asked = asked_of(person, _("Add a unit and a function"), _("Add"), _("Added."))

    def add(**said: Any) -> Membership:
        return operations.employ(person=person, by=request.person, now=clock.now(), **said)

    return ask(request, form, asked, add, page_of(person))


@administrators
@require_http_methods(METHODS)
def end_membership(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """The last day there."""
    membership = _membership(request, membership_id)
    person = membership.person
    form = begin(request, forms.End, initial={"until_on": clock.today()})
    told = {"unit": membership.unit.name, "function": membership.function.name}
    title = _("End: %(function)s in %(unit)s") % told
    lead = _("The last day may lie ahead. It stays in the history, and you can take it back.")
    asked = asked_of(person, title, _("Save the last day"), _("Saved."), lead=lead)

    def end(**said: Any) -> Membership:
        return operations.end_membership(membership=membership, by=request.person, now=clock.now(), **said)

    return ask(request, form, asked, end, page_of(person))


@require_POST
def reopen_membership(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """It did not end after all."""
    membership = _membership(request, membership_id)
    return at_once(
        request,
        lambda: operations.reopen_membership(membership=membership, by=request.person, now=clock.now()),
        said=_("It goes on."),
        then=page_of(membership.person),
    )


@administrators
@require_http_methods(METHODS)
def appoint_deputy(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who stands in for the person, and takes over what is open should the person leave."""
    person = one(request, person_id)
    lead = _("Who stands in also takes over what is open, should %(name)s leave.") % {"name": person.name}
    asked = asked_of(person, _("Who stands in?"), _("Appoint"), _("Appointed."), lead=lead)
    return _appoint(request, person, asked, operations.appoint_deputy)


@require_http_methods(METHODS)
def appoint_mentor(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who is the person's mentor."""
    person = one(request, person_id)
    permissions.require_may_appoint_mentor(request.person, person, clock.today())
    asked = asked_of(person, _("Who is the mentor?"), _("Appoint"), _("Appointed."))
    return _appoint(request, person, asked, operations.appoint_mentor)


@require_POST
def appoint_administrator(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The person looks after Pejl from today."""
    person = one(request, person_id)
    return at_once(
        request,
        lambda: operations.appoint_administrator(person=person, by=request.person, now=clock.now()),
        said=_("%(name)s looks after Pejl from today.") % {"name": person.name},
        then=page_of(person),
    )


@require_http_methods(METHODS)
def end_assignment(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The last day somebody is that."""
    assignment = _assignment(request, assignment_id)
    _require_may_change(request, assignment)
    form = begin(request, forms.End, initial={"until_on": clock.today()})
    asked = Asked(
        title=_("End: %(what)s") % {"what": assignment.get_kind_display()},
        submit=_("Save the last day"),
        said=_("Saved."),
        kicker=assignment.person.name,
        back=_back(assignment),
        lead=_("It stays in the history, and you can take it back."),
    )

    def end(**said: Any) -> Assignment:
        return operations.end_assignment(assignment=assignment, by=request.person, now=clock.now(), **said)

    return ask(request, form, asked, end, _back(assignment)[1])


@require_POST
def reopen_assignment(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """It did not end after all."""
    assignment = _assignment(request, assignment_id)
    return at_once(
        request,
        lambda: operations.reopen_assignment(assignment=assignment, by=request.person, now=clock.now()),
        said=_("It goes on."),
        then=_back(assignment)[1],
    )


def _appoint(request: HttpRequest, person: Person, asked: Asked, operation: Any) -> HttpResponse:
    today = clock.today()
    others = queries.colleagues().exclude(pk=person.pk)
    units = {place.unit_id for place in queries.memberships_of(person, today)}
    look, shown = to_choose_among(request, others, queries.people_in(units=units, today=today))
    form = begin(request, forms.Appoint, people=others, shown=shown, today=today)

    def appoint(**said: Any) -> Assignment:
        return operation(for_person=person, by=request.person, now=clock.now(), **said)

    asked = Asked(**{**vars(asked), "look": look})
    return ask(request, form, asked, appoint, page_of(person))


def _membership(request: HttpRequest, membership_id: UUID) -> Membership:
    rows = Membership.objects.select_related("person", "unit", "function")
    return get_object_or_404(rows, pk=membership_id)


def _assignment(request: HttpRequest, assignment_id: UUID) -> Assignment:
    rows = Assignment.objects.visible_to(request.person).select_related("person", "unit", "for_person")
    return get_object_or_404(rows, pk=assignment_id)


def _require_may_change(request: HttpRequest, assignment: Assignment) -> None:
    if assignment.kind == AssignmentKind.MENTOR and assignment.for_person is not None:
        permissions.require_may_appoint_mentor(request.person, assignment.for_person, clock.today())
    else:
        permissions.require_looks_after(request.person, clock.today())


def _back(assignment: Assignment) -> tuple[str, str]:
    """Whose page the assignment stands on first: the unit's, else the person's it is for, else its own person's."""
    if assignment.unit is not None:
        return assignment.unit.name, reverse("organisation:unit", args=[assignment.unit.pk])
    person = assignment.for_person or assignment.person
    return person.name, page_of(person)
