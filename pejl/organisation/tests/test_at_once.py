"""Two who look after Pejl and press in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations, queries
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit, an_administrator

Centre = tuple[Space, Person, Person]


@pytest.fixture
def centre(transactional_db: None, now: datetime) -> Centre:
    """A job centre with two who look after it, committed so that other threads see them."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, bo = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Bo Bæk")
        return space, an_administrator(anna, now), an_administrator(bo, now)


def inside(space: Space, work: Callable[[], object]) -> Callable[[], object]:
    """The work, done in the space, in whichever thread."""

    def do() -> object:
        with scopes.scope(space.pk):
            return work()

    return do


def test_two_moves_at_once_make_no_circle(centre: Centre, now: datetime) -> None:
    space, anna, bo = centre
    with scopes.scope(space.pk):
        north, south = a_unit(now, "Nord"), a_unit(now, "Syd")
    said = at_once(
        [
            inside(space, lambda: operations.move_unit(unit=north, parent=south, by=anna, now=now)),
            inside(space, lambda: operations.move_unit(unit=south, parent=north, by=bo, now=now)),
        ]
    )
    assert sorted(isinstance(one, Refusal) for one in said) == [False, True]
    with scopes.scope(space.pk):
        assert Unit.objects.filter(parent=None).count() == 1


def test_two_who_leave_at_once_leave_one(centre: Centre, now: datetime) -> None:
    space, anna, bo = centre
    said = at_once(
        [
            inside(space, lambda: operations.leave(person=anna, by=anna, now=now)),
            inside(space, lambda: operations.leave(person=bo, by=bo, now=now)),
        ]
    )
    assert sorted(isinstance(one, Refusal) for one in said) == [False, True]
    with scopes.scope(space.pk):
        assert queries.administrators(day_of(now)).count() == 1


def test_unit_added_twice_at_once_is_one(centre: Centre, now: datetime) -> None:
    space, anna, bo = centre

    def adding(by: Person) -> Callable[[], object]:
        return inside(space, lambda: operations.add_unit(name="Team", since_on=day_of(now), by=by, now=now))

    said = at_once([adding(anna), adding(bo)])
    assert sorted(isinstance(one, Refusal) for one in said) == [False, True]
    with scopes.scope(space.pk):
        assert Unit.objects.filter(name="Team").count() == 1
