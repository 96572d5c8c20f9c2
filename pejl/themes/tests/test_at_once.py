"""Two working-group members who press in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Decision, Theme
from pejl.themes.names import State
from pejl.themes.tests.factories import a_theme, decided

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
