"""What people are for a unit, for each other and for the job centre: dated, so that a change keeps both in history."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.organisation import permissions, policies
from pejl.organisation.models import Assignment, Unit
from pejl.organisation.names import AssignmentKind
from pejl.organisation.operations import ground


@transaction.atomic
def appoint_leader(
    *,
    unit: Unit,
    person: Person,
    since_on: date,
    now: datetime,
    instead_of: Assignment | None = None,
    by: Person | None = None,
) -> Assignment:
    """From a day on the person leads the unit: beside others, or instead of one, who leads it until the day before."""
    today = ground.begin(by, now)
    unit = unit.again()
    policies.require_holds(unit, since_on)
    if instead_of is not None:
        _give_way(instead_of, since_on)
    return _appoint(AssignmentKind.LEADER, person, since_on, today, by, now, unit=unit)


@transaction.atomic
def appoint_deputy(
    *, for_person: Person, person: Person, since_on: date, now: datetime, by: Person | None = None
) -> Assignment:
    """From a day on the person stands in for a colleague; whoever did so before stops the day before."""
    today = ground.begin(by, now)
    policies.require_colleague(for_person.again())
    for before in Assignment.objects.filter(kind=AssignmentKind.DEPUTY, for_person=for_person, until_on=None):
        if before.person_id != person.pk:
            _give_way(before, since_on)
    return _appoint(AssignmentKind.DEPUTY, person, since_on, today, by, now, for_person=for_person)


@transaction.atomic
def appoint_mentor(
    *, for_person: Person, person: Person, since_on: date, now: datetime, by: Person | None = None
) -> Assignment:
    """From a day on the person is a colleague's mentor; the leader of the colleague's unit may say so too."""
    today = _begin_for(AssignmentKind.MENTOR, for_person, by, now)
    policies.require_colleague(for_person.again())
    return _appoint(AssignmentKind.MENTOR, person, since_on, today, by, now, for_person=for_person)


@transaction.atomic
def appoint_administrator(*, person: Person, now: datetime, by: Person | None = None) -> Assignment:
    """From today the person looks after Pejl here."""
    today = ground.begin(by, now)
    return _appoint(AssignmentKind.ADMINISTRATOR, person, today, today, by, now)


@transaction.atomic
def end_assignment(*, assignment: Assignment, until_on: date, now: datetime, by: Person | None = None) -> Assignment:
    """The last day the person is that. Raises Refusal when nobody would be left who looks after Pejl."""
    today = _begin_for(assignment.kind, assignment.for_person, by, now)
    policies.require_sensible(until_on, today, field="until_on")
    assignment = assignment.again()
    policies.require_order(assignment.since_on, until_on)
    if assignment.kind == AssignmentKind.ADMINISTRATOR:
        policies.require_an_administrator_beside(assignment.person, until_on)
    assignment.until_on = until_on
    assignment.save()
    audit.record("assignment.ended", assignment, by=by, now=now)
    return assignment


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, now: datetime, by: Person | None = None) -> Assignment:
    """It did not end after all."""
    today = _begin_for(assignment.kind, assignment.for_person, by, now)
    assignment = assignment.again()
    policies.require_colleague(assignment.person)
    if assignment.for_person is not None:
        policies.require_colleague(assignment.for_person)
    if assignment.unit is not None:
        policies.require_holds(assignment.unit, max(today, assignment.since_on))
    _require_only_one(assignment, but=assignment)
    assignment.until_on = None
    assignment.save()
    audit.record("assignment.reopened", assignment, by=by, now=now)
    return assignment


def _begin_for(kind: str, for_person: Person | None, by: Person | None, now: datetime) -> date:
    if kind != AssignmentKind.MENTOR or for_person is None:
        return ground.begin(by, now)
    permissions.require_may_appoint_mentor(by, for_person, day_of(now))
    ground.queue()
    return day_of(now)


def _appoint(
    kind: str,
    person: Person,
    since_on: date,
    today: date,
    by: Person | None,
    now: datetime,
    *,
    unit: Unit | None = None,
    for_person: Person | None = None,
) -> Assignment:
    person = person.again()
    policies.require_colleague(person)
    policies.require_sensible(since_on, today, field="since_on")
    if for_person is not None and for_person.pk == person.pk:
        raise Invalid(_("Choose somebody else: nobody is that for themselves."), field="person")
    assignment = Assignment(kind=kind, person=person, unit=unit, for_person=for_person, since_on=since_on)
    _require_only_one(assignment)
    assignment.save()
    audit.record("assignment.begun", assignment, by=by, now=now)
    return assignment


def _require_only_one(assignment: Assignment, but: Assignment | None = None) -> None:
    """Nobody is the same twice at a time, and one person has one deputy."""
    told = {"name": assignment.person.name}
    alike = Assignment.objects.filter(kind=assignment.kind, for_person=assignment.for_person, unit=assignment.unit)
    if assignment.kind != AssignmentKind.DEPUTY:
        alike = alike.filter(person=assignment.person)
        sentence = _("%(name)s is that already.") % told
    else:
        sentence = _("Somebody stands in already on those days. End that first.")
    alike = policies.all_but(alike, but)
    policies.require_no_overlap(alike, assignment.since_on, None, sentence, field="person")


def _give_way(before: Assignment, since_on: date) -> None:
    """It held until the day before; what was to begin that day or later never does."""
    before = before.again()
    if before.since_on >= since_on:
        before.delete()
        return
    before.until_on = since_on - timedelta(days=1)
    before.save()
