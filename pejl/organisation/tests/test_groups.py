"""Working groups: formed, described by their members, closed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations, permissions
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.organisation.tests.factories import a_group, an_administrator

DAY = timedelta(days=1)


def test_member_changes_mandate_and_seats(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, anna)
    operations.change_mandate(group=group, mandate=" Vi vælger temaer. ", by=anna, now=now)
    seat = operations.seat_in_group(group=group, person=bo, since_on=day_of(now), by=anna, now=now)
    operations.end_seat(seat=seat, until_on=day_of(now), by=anna, now=now)
    assert group.again().mandate == "Vi vælger temaer."
    assert not permissions.sits_in_a_group(bo, day_of(now) + DAY)
    operations.reopen_seat(seat=seat, by=anna, now=now)
    assert permissions.sits_in_a_group(bo, day_of(now) + DAY)


def test_outsider_changes_nothing_in_a_group(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, anna)
    seat = GroupMembership.objects.get()
    with pytest.raises(NotAllowed):
        operations.change_mandate(group=group, mandate="Min", by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.seat_in_group(group=group, person=bo, since_on=day_of(now), by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.end_seat(seat=seat, until_on=day_of(now), by=bo, now=now)
    assert seat.again().until_on is None


def test_member_until_yesterday_changes_nothing(anna: Person, now: datetime) -> None:
    group = a_group(now, anna)
    GroupMembership.objects.update(until_on=day_of(now))
    with pytest.raises(NotAllowed):
        operations.change_mandate(group=group, mandate="Min", by=anna, now=now + DAY)


def test_forming_renaming_and_closing_is_for_who_looks_after_pejl(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, bo)
    with pytest.raises(NotAllowed):
        operations.rename_group(group=group, name="Vores", by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.close_group(group=group, on=day_of(now), by=bo, now=now)
    an_administrator(anna, now)
    operations.rename_group(group=group, name="Temagruppen", by=anna, now=now)
    operations.close_group(group=group, on=day_of(now), by=anna, now=now)
    assert not permissions.sits_in_a_group(bo, day_of(now) + DAY)
    assert WorkingGroup.objects.get().name == "Temagruppen"


def test_group_has_a_name_of_its_own(space: Space, now: datetime) -> None:
    a_group(now, name="Temagruppen")
    with pytest.raises(Refusal):
        a_group(now, name=" Temagruppen ")


def test_seat_is_taken_once_at_a_time(anna: Person, now: datetime) -> None:
    group = a_group(now, anna)
    with pytest.raises(Refusal):
        operations.seat_in_group(group=group, person=anna, since_on=day_of(now) - 30 * DAY, now=now)
    seat = GroupMembership.objects.get()
    operations.end_seat(seat=seat, until_on=day_of(now), now=now)
    operations.seat_in_group(group=group, person=anna, since_on=day_of(now) + DAY, now=now)
    with pytest.raises(Refusal):
        operations.reopen_seat(seat=seat, now=now)


def test_seat_does_not_end_before_it_begins(anna: Person, now: datetime) -> None:
    a_group(now, anna)
    with pytest.raises(Invalid) as refused:
        operations.end_seat(seat=GroupMembership.objects.get(), until_on=day_of(now) - DAY, now=now)
    assert refused.value.field == "until_on"


def test_nobody_takes_a_seat_in_a_closed_group(bo: Person, now: datetime) -> None:
    group = a_group(now)
    operations.close_group(group=group, on=day_of(now), now=now)
    with pytest.raises(Refusal):
        operations.seat_in_group(group=group.again(), person=bo, since_on=day_of(now) + DAY, now=now)
