"""Where people belong: begun, ended, and taken up again when the end was a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import DatedQuerySet, Function, Membership, Place, Unit
from pejl.organisation.operations import ground


@transaction.atomic
def employ(
    *,
    person: Person,
    unit: Unit,
    function: Function,
    since_on: date,
    now: datetime,
    until_on: date | None = None,
    by: Person | None = None,
) -> Membership:
    """From a day on the person belongs to a unit in a function, beside any other.

    Raises Refusal for a unit or function that is not there then, and for the same place at the same time.
    """
    today = ground.begin(by, now)
    # As they are now that it is our turn: somebody may have closed the unit since it was chosen.
    person, unit, function = person.again(), unit.again(), function.again()
    policies.require_employable(person)
    policies.require_sensible(since_on, today, field="since_on")
    policies.require_order(since_on, until_on)
    policies.require_holds(unit, since_on)
    policies.require_in_use(function)
    sentence = _("%(name)s is already that, there.") % {"name": person.name}
    policies.require_no_overlap(_alike(person, unit, function), since_on, until_on, sentence, field="function")
    membership = Membership.objects.create(
        person=person, unit=unit, function=function, since_on=since_on, until_on=until_on
    )
    audit.record("membership.begun", membership, by=by, now=now)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, until_on: date, now: datetime, by: Person | None = None) -> Membership:
    """The last day the person belongs there; it may lie ahead. The membership stays as history."""
    today = ground.begin(by, now)
    policies.require_sensible(until_on, today, field="until_on")
    membership = membership.again()
    policies.require_order(membership.since_on, until_on)
    membership.until_on = until_on
    membership.save()
    audit.record("membership.ended", membership, by=by, now=now)
    return membership


@transaction.atomic
def reopen_membership(*, membership: Membership, now: datetime, by: Person | None = None) -> Membership:
    """It did not end after all. Raises Refusal when the unit is closed, or the same was begun anew since."""
    today = ground.begin(by, now)
    membership = membership.again()
    policies.require_employable(membership.person)
    policies.require_holds(membership.unit, max(today, membership.since_on))
    beside = _alike(membership.person, membership.unit, membership.function).exclude(pk=membership.pk)
    sentence = _("%(name)s is already that, there.") % {"name": membership.person.name}
    policies.require_no_overlap(beside, membership.since_on, None, sentence, field="function")
    membership.until_on = None
    membership.save()
    audit.record("membership.reopened", membership, by=by, now=now)
    return membership


def begin_all(person: Person, places: Sequence[Place], *, by: Person | None, now: datetime) -> None:
    """Several places at once."""
    for place in places:
        employ(
            person=person,
            unit=place.unit,
            function=place.function,
            since_on=place.since_on,
            until_on=place.until_on,
            by=by,
            now=now,
        )


def _alike(person: Person, unit: Unit, function: Function) -> DatedQuerySet:
    rows: DatedQuerySet = Membership.objects.filter(person=person, unit=unit, function=function)
    return rows
