"""Who decides on themes."""

from __future__ import annotations

from datetime import datetime, timedelta

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import permissions


def test_groups_of_a_person_are_those_of_the_day(anna: Person, bo: Person, now: datetime) -> None:
    second, first = a_group(now, anna, bo, name="Ø-gruppen"), a_group(now, anna, name="A-gruppen")
    assert list(permissions.groups_of(anna, day_of(now))) == [first, second]
    assert list(permissions.groups_of(bo, day_of(now))) == [second]
    assert not permissions.may_decide(anna, day_of(now) - timedelta(days=1))


def test_guest_decides_nothing_even_with_a_seat(anna: Person, now: datetime) -> None:
    a_group(now, anna)
    assert permissions.may_decide(anna, day_of(now))
    anna.is_guest = True
    assert not permissions.may_decide(anna, day_of(now))
