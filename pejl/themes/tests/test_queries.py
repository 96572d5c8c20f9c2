"""What is asked of themes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Area
from pejl.themes.names import State, StepKind
from pejl.themes.tests.factories import a_theme, decided


@pytest.fixture
def area(anna: Person, now: datetime) -> Area:
    """A field of the work."""
    return operations.add_area(name="Sygedagpenge", now=now)


def test_listed_are_newest_first_and_of_the_own_job_centre(
    anna: Person, bo: Person, carla: Person, now: datetime
) -> None:
    older = a_theme(bo, now)
    newer = a_theme(anna, now + timedelta(hours=1))
    with scopes.scope(carla.space_id):
        a_theme(carla, now)
    assert list(queries.listed(anna)) == [newer, older]


def test_listed_are_narrowed_by_everything_asked(anna: Person, bo: Person, area: Area, now: datetime) -> None:
    wanted = a_theme(bo, now, title="Ærlige samtaler", area=area)
    a_theme(bo, now, title="Ærlige samtaler")
    a_theme(anna, now, title="Ærlige samtaler", area=area)
    a_theme(bo, now, title="Noget andet", area=area)
    found = queries.listed(bo, state=State.PROPOSED, area=area, text="ÆRLIGE sam", is_mine=True)
    assert list(found) == [wanted]
    assert not queries.listed(bo, state=State.NEXT)


def test_guest_sees_own_themes_only(anna: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    own = a_theme(guest, now)
    a_theme(anna, now)
    assert list(queries.listed(guest)) == [own]
    assert list(queries.waiting(guest)) == [own]


def test_table_by_area_has_those_without_one_last(anna: Person, area: Area, now: datetime) -> None:
    without = a_theme(anna, now)
    other = a_theme(anna, now, area=operations.add_area(name="Fleksjob", now=now))
    within = a_theme(anna, now, area=area)
    assert list(queries.on_the_table(anna, state=State.PROPOSED, sorting="area")) == [other, within, without]


def test_suggested_are_those_that_look_alike(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now, title="Hvor længe varer virksomhedspraktik?")
    alike = a_theme(bo, now, title="Brug af virksomhedspraktik")
    a_theme(bo, now, title="Journalnotater")
    assert queries.suggested_for(theme, anna) == [alike]


def test_suggested_are_the_newest_when_nothing_looks_alike(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now, title="ABC")
    older, newer = a_theme(bo, now, title="Et"), a_theme(bo, now + timedelta(hours=1), title="To")
    assert queries.suggested_for(theme, anna) == [newer, older]
    assert queries.suggested_for(theme, anna, text="et") == [older]


def test_suggested_are_still_on_their_way(anna: Person, bo: Person, now: datetime) -> None:
    theme, gone = a_theme(bo, now, title="Praktik nu"), a_theme(bo, now, title="Praktik før")
    decided(gone, a_group(now, anna), anna, now, outcome="decline")
    assert queries.suggested_for(theme, anna) == []


def test_merged_trail_reaches_through_several(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, anna)
    first, second, third = (a_theme(bo, now, title=f"Nummer {number}") for number in range(3))
    decided(first, group, anna, now, outcome="merge", merge_into=second)
    decided(second, group, anna, now, outcome="merge", merge_into=third)
    assert {theme.pk for theme in queries.merged_trail(third)} == {first.pk, second.pk, third.pk}
    assert queries.carrier_of(first.again()) == third


def test_trail_of_a_merged_theme_goes_on_in_the_other(anna: Person, bo: Person, now: datetime) -> None:
    small, large, group = a_theme(bo, now), a_theme(bo, now), a_group(now, anna)
    decided(large, group, anna, now, outcome="later")
    decided(small, group, anna, now + timedelta(days=1), outcome="merge", merge_into=large)
    decided(large, group, anna, now + timedelta(days=2), outcome="next")
    trail = queries.trail_of(small.again(), bo)
    assert [(one.step.kind, one.decision.outcome if one.decision else "") for one in trail] == [
        ("proposed", ""),
        ("decided", "merge"),
        ("decided", "next"),
    ]
    assert [decision.outcome for decision in queries.decisions_in(trail)] == ["next", "merge"]


def test_trail_knows_what_the_reader_may_still_open(anna: Person, bo: Person, now: datetime) -> None:
    theme, other = a_theme(bo, now), a_theme(bo, now)
    for about in (
        Pointer("theme", other.pk, "Findes"),
        Pointer("theme", uuid4(), "Fandtes"),
        Pointer("?", uuid4(), "Ukendt"),
    ):
        operations.take_step(theme=theme, kind=StepKind.JOINED, about=about, words="", state=None, now=now)
    trail = queries.trail_of(theme, bo)
    assert {one.about.title: one.is_alive for one in trail if one.about} == {
        "Findes": True,
        "Fandtes": False,
        "Ukendt": False,
    }


@pytest.mark.parametrize("steps", [1, 3])
def test_trail_asks_the_same_however_long_it_is(
    anna: Person, bo: Person, now: datetime, django_assert_num_queries: Any, steps: int
) -> None:
    theme = a_theme(bo, now)
    for _number in range(steps):
        about = Pointer("theme", a_theme(bo, now).pk, "Andet")
        operations.take_step(theme=theme, kind=StepKind.JOINED, about=about, words="", state=None, now=now)
    with django_assert_num_queries(2):
        trail = queries.trail_of(theme, bo)
    assert len(trail) == steps + 1
