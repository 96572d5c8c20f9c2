"""Building a job centre up: units, functions, people, working groups.

Done by whoever runs the installation (``by=None``) or in the name of somebody there; no screen reaches it yet.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person, Token
from pejl.organisation import policies
from pejl.organisation.models import Function, GroupMembership, Membership, Unit, WorkingGroup


@transaction.atomic
def add_unit(*, name: str, since_on: date, now: datetime, parent: Unit | None = None, by: Person | None = None) -> Unit:
    """A new unit, at the top or inside another."""
    if parent is not None:
        policies.require_holds(parent, since_on)
    unit = Unit.objects.create(name=_named(name), parent=parent, since_on=since_on)
    audit.record("unit.added", unit, by=by, now=now)
    return unit


@transaction.atomic
def add_function(*, name: str, now: datetime, may_approve: bool = False, by: Person | None = None) -> Function:
    """Something one can be employed to do; ``may_approve`` lets those who do it approve guidance."""
    name = _named(name)
    if Function.objects.filter(name=name).exists():
        raise Refusal(_("There is already a function of that name."), field="name")
    function = Function.objects.create(name=name, may_approve=may_approve)
    audit.record("function.added", function, by=by, now=now)
    return function


@transaction.atomic
def employ(
    *, person: Person, unit: Unit, function: Function, since_on: date, now: datetime, by: Person | None = None
) -> Membership:
    """From a day on the person belongs to a unit in a function, beside any other."""
    policies.require_present(person)
    policies.require_holds(unit, since_on)
    if Membership.objects.on(since_on).filter(person=person, unit=unit, function=function).exists():
        raise Refusal(_("%(name)s is already that, there.") % {"name": person.name}, field="function")
    membership = Membership.objects.create(person=person, unit=unit, function=function, since_on=since_on)
    audit.record("membership.begun", membership, by=by, now=now)
    return membership


@transaction.atomic
def form_group(
    *, name: str, since_on: date, now: datetime, mandate: str = "", by: Person | None = None
) -> WorkingGroup:
    """A new working group, with nobody in it yet."""
    group = WorkingGroup.objects.create(name=_named(name), mandate=mandate, since_on=since_on)
    audit.record("working_group.formed", group, by=by, now=now)
    return group


@transaction.atomic
def seat_in_group(
    *, group: WorkingGroup, person: Person, since_on: date, now: datetime, by: Person | None = None
) -> GroupMembership:
    """From a day on the person is a member, and decides with the others."""
    policies.require_colleague(person)
    policies.require_holds(group, since_on)
    if GroupMembership.objects.on(since_on).filter(group=group, person=person).exists():
        raise Refusal(_("%(name)s is already a member.") % {"name": person.name}, field="person")
    seat = GroupMembership.objects.create(group=group, person=person, since_on=since_on)
    audit.record("working_group.joined", seat, by=by, now=now)
    return seat


@transaction.atomic
def leave(*, person: Person, now: datetime, by: Person | None = None) -> None:
    """The person stops working here today: gets in no more and decides nothing; what was said and done stays."""
    if person.left_on is not None:
        return
    today = day_of(now)
    person.left_on = today
    person.save(update_fields=["left_on"])
    for rows in (Membership.objects.filter(person=person), GroupMembership.objects.filter(person=person)):
        rows.filter(since_on__gt=today).delete()
        rows.on(today).update(until_on=today)
    for token in Token.objects.filter(person=person, revoked_at=None):
        tenancy.revoke_token(token=token, now=now)
    audit.record("person.left", person, by=by, now=now)


@transaction.atomic
def open_job_centre(
    *, unit_name: str, function_name: str, group_name: str, person_name: str, account: Account, now: datetime
) -> Person:
    """The first person of the entered, empty space: in a unit, in a function that approves, in a working group.

    "job_centre.opened" lets the modules above bring what every job centre starts with.
    """
    today = day_of(now)
    person = tenancy.seat(name=_named(person_name), account=account)
    unit = add_unit(name=unit_name, since_on=today, now=now)
    function = add_function(name=function_name, may_approve=True, now=now)
    employ(person=person, unit=unit, function=function, since_on=today, now=now)
    group = form_group(name=group_name, since_on=today, now=now)
    seat_in_group(group=group, person=person, since_on=today, now=now)
    audit.record("job_centre.opened", person, by=person, now=now)
    return person


def _named(name: str) -> str:
    """A name without the spaces around it. Raises Invalid for none."""
    name = name.strip()
    if not name:
        raise Invalid(_("Write a name."), field="name")
    return name
