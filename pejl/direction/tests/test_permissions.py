"""Who may give direction, and to whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.direction import permissions
from pejl.direction.tests.factories import a_leader, a_manager, an_administrator
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_unit, employed


def test_management_and_administrators_reach_everybody(anna: Person, bo: Person, now: datetime) -> None:
    today, unit = day_of(now), a_unit(now)
    for person in (a_manager(anna, now, unit), an_administrator(bo, today)):
        assert permissions.may_state(person, today)
        assert permissions.reach_of(person, today).covers([])
        assert permissions.reach_of(person, today).covers([unit.pk])


def test_leader_reaches_the_own_unit_and_those_below(anna: Person, now: datetime) -> None:
    above = a_unit(now, "Beskæftigelse")
    own, beside = a_unit(now, "Sygedagpenge", above), a_unit(now, "Ungeteamet", above)
    below = a_unit(now, "Fastholdelse", own)
    reach = permissions.reach_of(a_leader(anna, own, day_of(now)), day_of(now))
    assert permissions.may_state(anna, day_of(now))
    assert reach.covers([own.pk])
    assert reach.covers([below.pk, own.pk])
    assert not reach.covers([above.pk])
    assert not reach.covers([own.pk, beside.pk])
    assert not reach.covers([])


def test_leader_of_yesterday_and_of_tomorrow_reaches_nothing(anna: Person, bo: Person, now: datetime) -> None:
    today, unit = day_of(now), a_unit(now)
    a_leader(anna, unit, today - timedelta(days=9), today - timedelta(days=1))
    a_leader(bo, unit, today + timedelta(days=1))
    for person in (anna, bo):
        assert not permissions.may_state(person, today)
        with pytest.raises(NotAllowed):
            permissions.require_may_state(person, [unit.pk], today)


def test_colleague_guest_and_who_left_state_nothing(anna: Person, bo: Person, now: datetime) -> None:
    today, unit = day_of(now), a_unit(now)
    employed(bo, now, unit)
    guest = a_leader(tenancy.seat(name="Gæst", is_guest=True), unit, today)
    organisation.leave(person=a_manager(anna, now), now=now)
    for person in (bo, guest, anna.again()):
        assert not permissions.may_state(person, today)
        assert permissions.reach_of(person, today) == permissions.Reach()


def test_members_of_a_unit_and_of_those_below_say_that_it_went_through(anna: Person, bo: Person, now: datetime) -> None:
    today, above = day_of(now), a_unit(now, "Beskæftigelse")
    below = a_unit(now, "Sygedagpenge", above)
    employed(bo, now, below)
    assert permissions.may_restate(bo, below, today)
    assert permissions.may_restate(bo, above, today)
    assert not permissions.may_restate(anna, below, today)
    assert permissions.may_restate(a_leader(anna, above, today), below, today)
    assert not permissions.may_restate(tenancy.seat(name="Gæst", is_guest=True), below, today)


def test_leader_of_the_neighbours_reaches_nothing_here(anna: Person, carla: Person, now: datetime) -> None:
    unit = a_unit(now)
    assert not permissions.may_state(carla, day_of(now))
    assert not permissions.reach_of(carla, day_of(now)).covers([unit.pk])
