"""Who approves and who decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation import permissions
from pejl.organisation.models import Membership
from pejl.organisation.tests.factories import a_group, an_approver, employed


def test_may_approve_follows_the_function(anna: Person, bo: Person, now: datetime) -> None:
    an_approver(anna, now)
    employed(bo, now)
    assert permissions.may_approve(anna, day_of(now))
    assert not permissions.may_approve(bo, day_of(now))


def test_may_approve_ends_with_the_membership(anna: Person, now: datetime) -> None:
    an_approver(anna, now)
    Membership.objects.update(until_on=day_of(now))
    assert permissions.may_approve(anna, day_of(now))
    assert not permissions.may_approve(anna, day_of(now) + timedelta(days=1))
    assert not permissions.may_approve(anna, day_of(now) - timedelta(days=1))


def test_sits_in_a_group_from_the_first_day_to_the_last(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, anna)
    assert permissions.sits_in_a_group(anna, day_of(now))
    assert not permissions.sits_in_a_group(anna, day_of(now) - timedelta(days=1))
    assert not permissions.sits_in_a_group(bo, day_of(now))
    group.until_on = day_of(now)
    group.save()
    assert not permissions.sits_in_a_group(anna, day_of(now) + timedelta(days=1))
