"""Direction for tests, and people who may give it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from pejl.direction import operations
from pejl.direction.models import Statement
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment, Function, Membership, Unit
from pejl.organisation.names import AssignmentKind
from pejl.organisation.tests.factories import a_unit


def a_leader(person: Person, unit: Unit, since_on: date, until_on: date | None = None) -> Person:
    """The person leads the unit."""
    Assignment.objects.create(
        kind=AssignmentKind.LEADER, person=person, unit=unit, since_on=since_on, until_on=until_on
    )
    return person


def an_administrator(person: Person, since_on: date) -> Person:
    """The person runs Pejl in the job centre."""
    Assignment.objects.create(kind=AssignmentKind.ADMINISTRATOR, person=person, since_on=since_on)
    return person


def a_manager(person: Person, now: datetime, unit: Unit | None = None) -> Person:
    """The person has held a function of the management for a year."""
    function, _made = Function.objects.get_or_create(name="Jobcenterchef", defaults={"is_management": True})
    unit = unit or Unit.objects.first() or a_unit(now, "Ledelse")
    Membership.objects.create(person=person, unit=unit, function=function, since_on=day_of(now) - timedelta(days=365))
    return person


def stated(by: Person, now: datetime, **said: Any) -> Statement:
    """Direction for everybody from today, unless something else is said."""
    return operations.state(
        **{
            "kind": "goal",
            "title": "Flere sygemeldte skal hurtigere tilbage i job",
            "text": "Vi taler om arbejde fra første samtale.",
            "is_for_all": not said.get("units"),
            "since_on": day_of(now),
            **said,
        },
        by=by,
        now=now,
    )


def replaced(statement: Statement, by: Person, now: datetime, **said: Any) -> Statement:
    """A new wording from today."""
    return operations.replace(
        **{
            "title": statement.title,
            "text": "Vi taler om arbejde i hver samtale.",
            "is_for_all": not said.get("units"),
            "since_on": day_of(now),
            **said,
        },
        statement=statement,
        by=by,
        now=now,
    )
