"""Units: how they are called, where they lie, on which side they are, and when they close."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import Assignment, Unit
from pejl.organisation.operations import ground


@transaction.atomic
def add_unit(
    *, name: str, since_on: date, now: datetime, parent: Unit | None = None, side: str = "", by: Person | None = None
) -> Unit:
    """A new unit, at the top or inside another. ``side`` is empty where it is on neither side or both."""
    today = ground.begin(by, now)
    name = policies.name_of(name)
    policies.require_sensible(since_on, today, field="since_on")
    policies.require_side(side)
    if parent is not None:
        policies.require_holds(parent.again(), since_on)
    policies.require_free_name(name, parent=parent, today=today)
    unit = Unit.objects.create(name=name, parent=parent, side=side, since_on=since_on)
    audit.record("unit.added", unit, by=by, now=now)
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, now: datetime, by: Person | None = None) -> Unit:
    """From now on the unit is called this; who belonged to it belongs to it."""
    today = ground.begin(by, now)
    unit = unit.again()
    unit.name = policies.name_of(name)
    policies.require_free_name(unit.name, parent=unit.parent, today=today, but=unit)
    return _changed(unit, "unit.renamed", by, now)


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None, now: datetime, by: Person | None = None) -> Unit:
    """Into another unit, or to the top. Raises Refusal for what would be a circle."""
    today = ground.begin(by, now)
    unit = unit.again()
    if parent is not None:
        policies.require_holds(parent.again(), max(today, unit.since_on))
    policies.require_no_circle(unit, parent)
    policies.require_free_name(unit.name, parent=parent, today=today, but=unit)
    unit.parent = parent
    return _changed(unit, "unit.moved", by, now)


@transaction.atomic
def take_side(*, unit: Unit, side: str, now: datetime, by: Person | None = None) -> Unit:
    """Say on which side of the job centre the unit is; empty for neither or both."""
    ground.begin(by, now)
    policies.require_side(side)
    unit = unit.again()
    unit.side = side
    return _changed(unit, "unit.side_taken", by, now)


@transaction.atomic
def close_unit(*, unit: Unit, on: date, now: datetime, by: Person | None = None) -> Unit:
    """There is no such unit after that day; its leaders lead it no longer.

    Raises Refusal, naming them, while units lie in it or people belong to it beyond that day.
    """
    today = ground.begin(by, now)
    unit = unit.again()
    policies.require_sensible(on, today, field="on")
    policies.require_order(unit.since_on, on)
    policies.require_empty(unit, on)
    leaders = Assignment.objects.filter(unit=unit)
    leaders.filter(since_on__gt=on).delete()
    leaders.on(on).update(until_on=on)
    unit.until_on = on
    return _changed(unit, "unit.closed", by, now)


@transaction.atomic
def reopen_unit(*, unit: Unit, now: datetime, by: Person | None = None) -> Unit:
    """It goes on after all, in the same place; who leads it is said anew."""
    today = ground.begin(by, now)
    unit = unit.again()
    if unit.parent is not None:
        policies.require_holds(unit.parent, max(today, unit.since_on))
    policies.require_free_name(unit.name, parent=unit.parent, today=today, but=unit)
    unit.until_on = None
    return _changed(unit, "unit.reopened", by, now)


def _changed(unit: Unit, event: str, by: Person | None, now: datetime) -> Unit:
    unit.save()
    audit.record(event, unit, by=by, now=now)
    return unit
