"""People by a program: they come, belong, stand in for each other, leave and come back."""

# No postponed annotations here: ninja reads them at run time.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations
from pejl.organisation.endpoints.routing import router
from pejl.organisation.endpoints.schemas import (
    AboutPersonOut,
    AppointIn,
    AssignmentOut,
    EmailIn,
    GuestIn,
    Key,
    NameIn,
    OnIn,
    PersonAsIsOut,
    PlaceIn,
    PlaceOut,
    PlacesIn,
    UntilIn,
    VisitIn,
    WelcomeIn,
    about,
    by_of,
    once,
    person_of,
)
from pejl.organisation.models import Assignment, Membership


@router.post("/people", response={201: AboutPersonOut}, operation_id="welcome")
def welcome(request: HttpRequest, said: WelcomeIn, key: Key = None) -> Status[dict[str, Any]]:
    """A new colleague, where the person is to belong."""
    places = [place.place(request) for place in said.places]
    made = once(
        request,
        key,
        lambda: operations.welcome(
            name=said.name, email=said.email or "", places=places, by=by_of(request), now=clock.now()
        ),
    )
    return Status(201, about(request, person_of(request, made)))


@router.post("/guests", response={201: AboutPersonOut}, operation_id="welcome_guest")
def welcome_guest(request: HttpRequest, said: GuestIn, key: Key = None) -> Status[dict[str, Any]]:
    """Somebody from outside."""
    made = once(
        request,
        key,
        lambda: operations.welcome_guest(
            **{**said.dict(), "email": said.email or ""}, by=by_of(request), now=clock.now()
        ),
    )
    return Status(201, about(request, person_of(request, made)))


@router.put("/guests/{person_id}", response=PersonAsIsOut, operation_id="change_guest")
def change_guest(request: HttpRequest, person_id: UUID, said: VisitIn) -> Person:
    """Where a guest comes from, and how long the door is open."""
    person = person_of(request, person_id)
    return operations.change_guest(person=person, **said.dict(), by=by_of(request), now=clock.now())


@router.put("/people/{person_id}/name", response=PersonAsIsOut, operation_id="rename")
def rename(request: HttpRequest, person_id: UUID, said: NameIn) -> Person:
    """Another name, everywhere at once."""
    return operations.rename(person=person_of(request, person_id), name=said.name, by=by_of(request), now=clock.now())


@router.put("/people/{person_id}/email", response=PersonAsIsOut, operation_id="change_email")
def change_email(request: HttpRequest, person_id: UUID, said: EmailIn) -> Person:
    """Another e-mail address."""
    person = person_of(request, person_id)
    return operations.change_email(person=person, email=said.email or "", by=by_of(request), now=clock.now())


@router.post("/people/{person_id}/invitation", response={204: None}, operation_id="invite_person")
def invite(request: HttpRequest, person_id: UUID) -> Status[None]:
    """Mail the person a link to choose a password."""
    operations.invite(person=person_of(request, person_id), by=by_of(request), now=clock.now())
    return Status(204, None)


@router.post("/people/{person_id}/lost-phone", response={204: None}, operation_id="remove_factors")
def remove_factors(request: HttpRequest, person_id: UUID) -> Status[None]:
    """A lost phone: the second step of signing in is taken away, and the person is told."""
    operations.remove_factors(person=person_of(request, person_id), by=by_of(request), now=clock.now())
    return Status(204, None)


@router.post("/people/{person_id}/leave", response=AboutPersonOut, operation_id="leave")
def leave(request: HttpRequest, person_id: UUID, said: OnIn) -> dict[str, Any]:
    """The person has stopped here, today or on a day before; what is open is handed over."""
    person = person_of(request, person_id)
    operations.leave(person=person, on=said.on, by=by_of(request), now=clock.now())
    return about(request, person.again())


@router.post("/people/{person_id}/come-back", response=AboutPersonOut, operation_id="come_back")
def come_back(request: HttpRequest, person_id: UUID, said: PlacesIn) -> dict[str, Any]:
    """Who had left works here again."""
    places = [place.place(request) for place in said.places]
    person = person_of(request, person_id)
    return about(request, operations.come_back(person=person, places=places, by=by_of(request), now=clock.now()))


@router.post("/people/{person_id}/memberships", response={201: PlaceOut}, operation_id="employ")
def employ(request: HttpRequest, person_id: UUID, said: PlaceIn, key: Key = None) -> Status[Membership]:
    """One more unit and function, from a day."""
    person, place = person_of(request, person_id), said.place(request)
    made = once(
        request, key, lambda: operations.employ(person=person, **vars(place), by=by_of(request), now=clock.now())
    )
    return Status(201, _membership(made))


@router.post("/memberships/{membership_id}/end", response=PlaceOut, operation_id="end_membership")
def end_membership(request: HttpRequest, membership_id: UUID, said: UntilIn) -> Membership:
    """The last day there."""
    membership = _membership(membership_id)
    return operations.end_membership(membership=membership, until_on=said.until_on, by=by_of(request), now=clock.now())


@router.post("/memberships/{membership_id}/reopen", response=PlaceOut, operation_id="reopen_membership")
def reopen_membership(request: HttpRequest, membership_id: UUID) -> Membership:
    """It did not end after all."""
    return operations.reopen_membership(membership=_membership(membership_id), by=by_of(request), now=clock.now())


@router.post("/people/{person_id}/deputy", response={201: AssignmentOut}, operation_id="appoint_deputy")
def appoint_deputy(request: HttpRequest, person_id: UUID, said: AppointIn, key: Key = None) -> Status[Assignment]:
    """Who stands in for the person from a day, instead of whoever did."""
    return _appointed(request, operations.appoint_deputy, person_id, said, key)


@router.post("/people/{person_id}/mentors", response={201: AssignmentOut}, operation_id="appoint_mentor")
def appoint_mentor(request: HttpRequest, person_id: UUID, said: AppointIn, key: Key = None) -> Status[Assignment]:
    """Who is the person's mentor from a day."""
    return _appointed(request, operations.appoint_mentor, person_id, said, key)


@router.post("/people/{person_id}/administrator", response={201: AssignmentOut}, operation_id="appoint_administrator")
def appoint_administrator(request: HttpRequest, person_id: UUID, key: Key = None) -> Status[Assignment]:
    """The person looks after Pejl from today."""
    person = person_of(request, person_id)
    made = once(
        request, key, lambda: operations.appoint_administrator(person=person, by=by_of(request), now=clock.now())
    )
    return Status(201, _assignment(request, made))


@router.post("/assignments/{assignment_id}/end", response=AssignmentOut, operation_id="end_assignment")
def end_assignment(request: HttpRequest, assignment_id: UUID, said: UntilIn) -> Assignment:
    """The last day somebody is that."""
    assignment = _assignment(request, assignment_id)
    return operations.end_assignment(assignment=assignment, until_on=said.until_on, by=by_of(request), now=clock.now())


@router.post("/assignments/{assignment_id}/reopen", response=AssignmentOut, operation_id="reopen_assignment")
def reopen_assignment(request: HttpRequest, assignment_id: UUID) -> Assignment:
    """It did not end after all."""
    assignment = _assignment(request, assignment_id)
    return operations.reopen_assignment(assignment=assignment, by=by_of(request), now=clock.now())


def _appointed(
    request: HttpRequest, appoint: Any, person_id: UUID, said: AppointIn, key: UUID | None
) -> Status[Assignment]:
    for_person, person = person_of(request, person_id), person_of(request, said.person_id)
    made = once(
        request,
        key,
        lambda: appoint(
            for_person=for_person, person=person, since_on=said.since_on, by=by_of(request), now=clock.now()
        ),
    )
    return Status(201, _assignment(request, made))


def _membership(membership_id: UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("unit", "function", "person"), pk=membership_id)


def _assignment(request: HttpRequest, assignment_id: UUID) -> Assignment:
    rows = Assignment.objects.visible_to(by_of(request)).select_related("person", "for_person", "unit")
    return get_object_or_404(rows, pk=assignment_id)
