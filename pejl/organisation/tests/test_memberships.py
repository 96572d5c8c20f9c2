"""Where people belong: dated, several at once, never twice the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations, queries
from pejl.organisation.models import Membership
from pejl.organisation.tests.factories import a_function, a_guest, a_unit, an_administrator, employed

DAY = timedelta(days=1)


def test_membership_ends_on_a_day_and_stays_as_history(bo: Person, now: datetime) -> None:
    today, membership = day_of(now), employed(bo, now)
    operations.end_membership(membership=membership, until_on=today + 9 * DAY, now=now)
    assert queries.memberships_of(bo, today + 9 * DAY) == [membership]
    assert queries.memberships_of(bo, today + 10 * DAY) == []
    assert queries.about(bo, bo, today + 10 * DAY).past == [membership]


def test_membership_does_not_end_before_it_begins(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    with pytest.raises(Invalid) as refused:
        operations.end_membership(membership=membership, until_on=day_of(now) - DAY, now=now)
    assert refused.value.field == "until_on"
    with pytest.raises(Invalid):
        operations.employ(
            person=bo,
            unit=membership.unit,
            function=a_function(now, "Mentor"),
            since_on=day_of(now),
            until_on=day_of(now) - DAY,
            now=now,
        )
    assert Membership.objects.get().until_on is None


@pytest.mark.parametrize(("first", "last"), [(0, 5), (5, 9), (-3, 0), (-3, 20), (2, None), (-9, None)])
def test_same_membership_does_not_overlap(bo: Person, now: datetime, first: int, last: int | None) -> None:
    """It holds from today to the day after five more."""
    today, unit, function = day_of(now), a_unit(now), a_function(now)
    place = {"person": bo, "unit": unit, "function": function}
    unit.since_on = today - 99 * DAY
    unit.save()
    operations.employ(**place, since_on=today, until_on=today + 5 * DAY, now=now)
    until_on = None if last is None else today + last * DAY
    with pytest.raises(Refusal):
        operations.employ(**place, since_on=today + first * DAY, until_on=until_on, now=now)
    assert Membership.objects.count() == 1


def test_same_membership_begins_again_after_it_ended(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.employ(
        person=bo, unit=membership.unit, function=membership.function, since_on=day_of(now) + DAY, now=now
    )
    assert Membership.objects.count() == 2


def test_end_is_taken_back(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.reopen_membership(membership=membership, now=now)
    assert membership.again().until_on is None


def test_end_is_not_taken_back_over_what_began_since(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.employ(
        person=bo, unit=membership.unit, function=membership.function, since_on=day_of(now) + DAY, now=now
    )
    with pytest.raises(Refusal):
        operations.reopen_membership(membership=membership, now=now)


def test_end_is_not_taken_back_in_a_closed_unit(bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.close_unit(unit=membership.unit, on=day_of(now), now=now)
    with pytest.raises(Refusal):
        operations.reopen_membership(membership=membership, now=now + DAY)


def test_guest_belongs_to_no_unit(anna: Person, now: datetime) -> None:
    guest = a_guest(an_administrator(anna, now), now)
    with pytest.raises(Invalid):
        employed(guest, now)


def test_colleague_changes_no_membership(anna: Person, bo: Person, now: datetime) -> None:
    membership = employed(bo, now)
    with pytest.raises(NotAllowed):
        operations.end_membership(membership=membership, until_on=day_of(now), by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.reopen_membership(membership=membership, by=anna, now=now)
