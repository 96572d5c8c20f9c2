"""Two working-group members who press in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.formats.moments import day_of
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations as organisation
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Backing, Decision, Theme, Weight
from pejl.themes.names import State
from pejl.themes.tests.factories import a_theme, backed, decided, weighed, withdrawn

# The mark of an order in which nobody has placed anything.
EMPTY = queries.Order(()).mark
Table = tuple[Space, Person, WorkingGroup, Theme, Theme]


@pytest.fixture
def table(transactional_db: None, now: datetime) -> Table:
    """A job centre with a group and two themes, committed so that other threads see it."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        member, proposer = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Bo Bæk")
        return space, member, a_group(now, member), a_theme(proposer, now), a_theme(proposer, now)


def inside(space: Space, work: Callable[[], object]) -> Callable[[], object]:
    """The work, done in the space, in whichever thread."""

    def do() -> object:
        with scopes.scope(space.pk):
            return work()

    return do


def test_one_of_two_decisions_at_once_stands(table: Table, now: datetime) -> None:
    space, member, group, theme, _other = table

    def deciding(outcome: str) -> Callable[[], object]:
        return inside(
            space,
            lambda: operations.decide(
                theme=theme, group=group, outcome=outcome, reason="Ja", expected_version=1, by=member, now=now
            ),
        )

    said = at_once([deciding("next"), deciding("decline")])
    assert sorted(type(one).__name__ for one in said) == ["Decision", "Stale"]
    with scopes.scope(space.pk):
        assert Decision.objects.count() == Notice.objects.count() == 1
        decision = Decision.objects.get()
        assert theme.again().state == {"next": State.NEXT, "decline": State.DECLINED}[decision.outcome]


def test_two_themes_are_never_merged_into_each_other(table: Table, now: datetime) -> None:
    space, member, group, one, other = table

    def merging(theme: Theme, target: Theme) -> Callable[[], object]:
        return inside(space, lambda: decided(theme, group, member, now, outcome="merge", merge_into=target))

    said = at_once([merging(one, other), merging(other, one)])
    assert sorted(isinstance(answer, Refusal) for answer in said) == [False, True]
    with scopes.scope(space.pk):
        assert Theme.objects.filter(state=State.MERGED).count() == 1


def test_one_of_two_orders_at_once_stands_and_nothing_is_lost(table: Table, now: datetime) -> None:
    space, member, group, one, other = table

    def placing(theme: Theme) -> Callable[[], object]:
        return inside(
            space,
            lambda: operations.arrange(
                group=group, state="proposed", positions={theme.pk: 1}, expected_order=EMPTY, by=member, now=now
            ),
        )

    said = at_once([placing(one), placing(other)])
    assert sorted(type(answer).__name__ for answer in said) == ["NoneType", "Stale"]
    with scopes.scope(space.pk):
        (winner,) = queries.order_of(group, "proposed").placed
        assert winner == (one, other)[said.index(None)].pk


def test_two_who_weigh_at_once_both_count(table: Table, now: datetime) -> None:
    space, member, group, theme, _other = table
    with scopes.scope(space.pk):
        second = tenancy.seat(name="Dorte Dam")
        organisation.seat_in_group(group=group, person=second, since_on=day_of(now), now=now)

    def weighing(person: Person) -> Callable[[], object]:
        return inside(space, lambda: weighed(theme, group, person, now, 3, None, None))

    assert at_once([weighing(member), weighing(second), weighing(member)]) == [None] * 3
    with scopes.scope(space.pk):
        assert Weight.objects.count() == 2


def test_backing_and_withdrawing_at_once_leave_a_whole_story(table: Table, now: datetime) -> None:
    space, member, _group, theme, _other = table
    with scopes.scope(space.pk):
        proposer = theme.proposed_by

    said = at_once(
        [
            inside(space, lambda: backed(theme, member, now)),
            inside(space, lambda: withdrawn(theme, proposer, now)),
        ]
    )
    with scopes.scope(space.pk):
        assert theme.again().state == State.WITHDRAWN
        is_backed = Backing.objects.exists()
        assert isinstance(said[0], Refusal) != is_backed
        assert Notice.objects.filter(person=member).exists() == is_backed


def test_two_backers_who_take_over_at_once_get_one_proposer(table: Table, now: datetime) -> None:
    space, member, _group, theme, _other = table
    with scopes.scope(space.pk):
        second = tenancy.seat(name="Dorte Dam")
        for person in (member, second):
            backed(theme, person, now)
        withdrawn(theme, theme.proposed_by, now)

    def taking(person: Person) -> Callable[[], object]:
        return inside(space, lambda: operations.resume(theme=theme, by=person, now=now))

    said = at_once([taking(member), taking(second)])
    assert sorted(isinstance(answer, Refusal) for answer in said) == [False, True]


def test_form_pressed_twice_at_once_decides_once(table: Table, now: datetime) -> None:
    space, member, group, theme, _other = table
    client_id = uuid4()

    def pressing() -> object:
        return drafts.once(
            lambda: operations.decide(
                theme=theme, group=group, outcome="next", reason="Ja", expected_version=1, by=member, now=now
            ),
            client_id=client_id,
            by=member,
            now=now,
        )

    said = at_once([inside(space, pressing)] * 2)
    assert not any(isinstance(answer, Stale) for answer in said)
    assert said[0] == said[1]
    with scopes.scope(space.pk):
        assert Decision.objects.count() == 1
