"""Pieces of a job centre for tests."""

from __future__ import annotations

from datetime import datetime

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations
from pejl.organisation.models import Function, Membership, Unit, WorkingGroup


def a_unit(now: datetime, name: str = "Sygedagpenge", parent: Unit | None = None) -> Unit:
    """A unit that exists from today."""
    return operations.add_unit(name=name, parent=parent, since_on=day_of(now), now=now)


def a_function(now: datetime, name: str = "Sagsbehandler", *, may_approve: bool = False) -> Function:
    """A function."""
    return operations.add_function(name=name, may_approve=may_approve, now=now)


def a_group(now: datetime, *members: Person, name: str = "Arbejdsgruppen") -> WorkingGroup:
    """A working group in which these people sit from today."""
    group = operations.form_group(name=name, since_on=day_of(now), now=now)
    for person in members:
        operations.seat_in_group(group=group, person=person, since_on=day_of(now), now=now)
    return group


def employed(person: Person, now: datetime, unit: Unit | None = None, function: Function | None = None) -> Membership:
    """The person works from today in a unit, in a function."""
    return operations.employ(
        person=person,
        unit=unit or a_unit(now),
        function=function or a_function(now),
        since_on=day_of(now),
        now=now,
    )


def an_approver(person: Person, now: datetime) -> Membership:
    """The person holds a function that approves guidance."""
    return employed(person, now, a_unit(now, "Ledelse"), a_function(now, "Afdelingsleder", may_approve=True))


def an_administrator(person: Person, now: datetime) -> Person:
    """The person looks after Pejl from today."""
    operations.appoint_administrator(person=person, now=now)
    return person


def a_guest(by: Person, now: datetime, name: str = "Gerda Gæst", **said: object) -> Person:
    """Somebody from outside, welcomed by whoever looks after Pejl."""
    told = {"comes_from": "Praksisforskning", "email": "gerda@praksis.example", **said}
    return operations.welcome_guest(name=name, by=by, now=now, **told)  # type: ignore[arg-type]
