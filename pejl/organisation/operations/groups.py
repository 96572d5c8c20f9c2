"""Working groups: their mandate, and who sits in them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation import permissions, policies
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.organisation.operations import ground


@transaction.atomic
def form_group(
    *, name: str, since_on: date, now: datetime, mandate: str = "", by: Person | None = None
) -> WorkingGroup:
    """A new working group, with nobody in it yet."""
    today = ground.begin(by, now)
    policies.require_sensible(since_on, today, field="since_on")
    name = policies.name_of(name)
    policies.require_free_group_name(name, today=today)
    group = WorkingGroup.objects.create(name=name, mandate=mandate.strip(), since_on=since_on)
    audit.record("working_group.formed", group, by=by, now=now)
    return group


@transaction.atomic
def rename_group(*, group: WorkingGroup, name: str, now: datetime, by: Person | None = None) -> WorkingGroup:
    """From now on the group is called this."""
    today = ground.begin(by, now)
    group = group.again()
    group.name = policies.name_of(name)
    policies.require_free_group_name(group.name, today=today, but=group)
    return _changed(group, "working_group.renamed", by, now)


@transaction.atomic
def change_mandate(*, group: WorkingGroup, mandate: str, now: datetime, by: Person | None = None) -> WorkingGroup:
    """What the group is there for, in words; its members may say so too."""
    _begin(group, by, now)
    group = group.again()
    group.mandate = mandate.strip()
    return _changed(group, "working_group.mandate_changed", by, now)


@transaction.atomic
def seat_in_group(
    *, group: WorkingGroup, person: Person, since_on: date, now: datetime, by: Person | None = None
) -> GroupMembership:
    """From a day on the person is a member, and decides with the others."""
    today = _begin(group, by, now)
    group, person = group.again(), person.again()
    policies.require_colleague(person)
    policies.require_sensible(since_on, today, field="since_on")
    policies.require_holds(group, since_on)
    _require_no_other_seat(group, person, since_on)
    seat: GroupMembership = GroupMembership.objects.create(group=group, person=person, since_on=since_on)
    audit.record("working_group.joined", seat, by=by, now=now)
    return seat


@transaction.atomic
def end_seat(*, seat: GroupMembership, until_on: date, now: datetime, by: Person | None = None) -> GroupMembership:
    """The last day the person sits in the group."""
    today = _begin(seat.group, by, now)
    policies.require_sensible(until_on, today, field="until_on")
    seat = seat.again()
    policies.require_order(seat.since_on, until_on)
    seat.until_on = until_on
    seat.save()
    audit.record("working_group.left", seat, by=by, now=now)
    return seat


@transaction.atomic
def reopen_seat(*, seat: GroupMembership, now: datetime, by: Person | None = None) -> GroupMembership:
    """The person did not leave the group after all."""
    today = _begin(seat.group, by, now)
    seat = seat.again()
    policies.require_colleague(seat.person)
    policies.require_holds(seat.group, max(today, seat.since_on))
    _require_no_other_seat(seat.group, seat.person, seat.since_on, but=seat)
    seat.until_on = None
    seat.save()
    audit.record("working_group.rejoined", seat, by=by, now=now)
    return seat


@transaction.atomic
def close_group(*, group: WorkingGroup, on: date, now: datetime, by: Person | None = None) -> WorkingGroup:
    """The group's last day; nobody decides in its name afterwards. What it decided stands."""
    today = ground.begin(by, now)
    policies.require_sensible(on, today, field="on")
    group = group.again()
    policies.require_order(group.since_on, on)
    seats = GroupMembership.objects.filter(group=group)
    seats.filter(since_on__gt=on).delete()
    seats.on(on).update(until_on=on)
    group.until_on = on
    return _changed(group, "working_group.closed", by, now)


def _begin(group: WorkingGroup, by: Person | None, now: datetime) -> date:
    today = day_of(now)
    permissions.require_may_run_group(by, group, today)
    ground.queue()
    return today


def _require_no_other_seat(
    group: WorkingGroup, person: Person, since_on: date, but: GroupMembership | None = None
) -> None:
    seats = policies.all_but(GroupMembership.objects.filter(group=group, person=person), but)
    sentence = _("%(name)s is already a member.") % {"name": person.name}
    policies.require_no_overlap(seats, since_on, None, sentence, field="person")


def _changed(group: WorkingGroup, event: str, by: Person | None, now: datetime) -> WorkingGroup:
    group.save()
    audit.record(event, group, by=by, now=now)
    return group
