"""Writing what a staff file changes: people and places by the hundred, everything else by its own operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.organisation.models import Function, Membership, StaffNumber, Unit
from pejl.organisation.operations.access import change_email
from pejl.organisation.operations.assignments import appoint_leader, end_assignment
from pejl.organisation.operations.functions import add_function
from pejl.organisation.operations.import_plan import Plan
from pejl.organisation.operations.leaving import leave
from pejl.organisation.operations.people import come_back, rename
from pejl.organisation.operations.units import add_unit

RowT = TypeVar("RowT")
Report = Callable[[int], None]

AT_ONCE = 100


def size_of(plan: Plan) -> int:
    """How many things are to be written."""
    return sum(len(things) for things in _parts(plan))


def write(plan: Plan, *, by: Person, now: datetime, report: Report) -> None:
    """Write all of it, in the running transaction; ``report`` hears how many things are written so far."""
    writing = _Writing(by, now, report)
    writing.structure(plan)
    writing.people(plan)
    writing.places(plan)
    writing.duties(plan)


def _parts(plan: Plan) -> Iterable[Sequence[Any]]:
    yield from (plan.units, plan.functions)
    yield from (plan.people, plan.returning, plan.names, plan.emails, plan.numbers)
    yield from (plan.begun, plan.ended, plan.leading, plan.led, plan.leaving)


class _Writing:
    def __init__(self, by: Person, now: datetime, report: Report) -> None:
        self._by, self._now, self._report = by, now, report
        self._written = 0
        self._units: dict[object, Unit] = {}
        self._functions: dict[object, Function] = {}

    def structure(self, plan: Plan) -> None:
        """Units, parents first, and functions; what the plan called new stands for what was made."""
        for unit in plan.units:
            parent = self._units.get(unit.parent_id, unit.parent)
            made = add_unit(name=unit.name, since_on=unit.since_on, parent=parent, by=self._by, now=self._now)
            self._units[unit.pk] = made
            self._more(1)
        for function in plan.functions:
            self._functions[function.pk] = add_function(name=function.name, by=self._by, now=self._now)
            self._more(1)

    def people(self, plan: Plan) -> None:
        """Who is new, who is back, and who is called or reached otherwise."""
        self._add(Person, plan.people, "person.welcomed")
        for person in plan.returning:
            come_back(person=person, places=(), by=self._by, now=self._now)
            self._more(1)
        for person, name in plan.names:
            rename(person=person, name=name, by=self._by, now=self._now)
            self._more(1)
        for person, email, _line in plan.emails:
            change_email(person=person, email=email, by=self._by, now=self._now)
            self._more(1)
        known = {person.pk for person, _number in plan.numbers}
        StaffNumber.objects.filter(person__in=known).delete()
        numbers = [StaffNumber(person=person, number=number) for person, number in plan.numbers]
        self._add(StaffNumber, numbers, "staff_number.noted")

    def places(self, plan: Plan) -> None:
        """Where people belong from now on, and where no longer."""
        ended = []
        for membership, until in plan.ended:
            membership.until_on = until
            ended.append(membership)
        for some in _portions(ended):
            Membership.objects.bulk_update(some, ["until_on"])
            audit.record_all("membership.ended", some, by=self._by, now=self._now)
            self._more(len(some))
        for membership in plan.begun:
            membership.unit = self._units.get(membership.unit_id, membership.unit)
            membership.function = self._functions.get(membership.function_id, membership.function)
        self._add(Membership, plan.begun, "membership.begun")

    def duties(self, plan: Plan) -> None:
        """Who leads, and who leaves."""
        today = plan.today
        for assignment, until in plan.led:
            end_assignment(assignment=assignment, until_on=until, by=self._by, now=self._now)
            self._more(1)
        for unit, person in plan.leading:
            led = self._units.get(unit.pk, unit)
            appoint_leader(unit=led, person=person.again(), since_on=today, by=self._by, now=self._now)
            self._more(1)
        for person, on in plan.leaving:
            leave(person=person, on=on, by=self._by, now=self._now)
            self._more(1)

    def _add(self, model: type[SpaceRow], rows: Sequence[SpaceRow], event: str) -> None:
        for some in _portions(rows):
            model.objects.bulk_create(some)
            audit.record_all(event, some, by=self._by, now=self._now)
            self._more(len(some))

    def _more(self, count: int) -> None:
        self._written += count
        self._report(self._written)


def _portions(rows: Iterable[RowT]) -> Iterable[list[RowT]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
