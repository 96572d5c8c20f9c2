"""Two leaders who press in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.tests.factories import a_meeting, an_item, group_work

Plan = tuple[Space, Person, Person, Meeting]


@pytest.fixture
def plan(transactional_db: None, now: datetime) -> Plan:
    """A meeting with two leaders and one item, committed so that other threads see it."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, bo = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Bo Bæk")
        meeting = a_meeting(anna, now=now, leaders=[anna, bo])
        an_item(meeting, by=anna, now=now)
        return space, anna, bo, meeting


def inside(space: Space, work: Callable[[], object]) -> Callable[[], object]:
    """The work, done in the space, in whichever thread."""

    def do() -> object:
        with scopes.scope(space.pk):
            return work()

    return do


def names(said: list[object]) -> list[str]:
    """What came back, by type."""
    return sorted(type(one).__name__ for one in said)


def test_invitations_sent_by_both_reach_each_once(plan: Plan, now: datetime) -> None:
    space, anna, bo, meeting = plan
    sending = [
        inside(space, lambda by=by: operations.invite(meeting=meeting, by=by, now=now))  # type: ignore[misc]
        for by in (anna, bo)
    ]
    assert names(at_once(sending)) == ["Meeting", "Meeting"]
    with scopes.scope(space.pk):
        assert sorted(Notice.objects.values_list("person__name", flat=True)) == ["Anna Ager", "Bo Bæk"]


def test_items_added_by_both_get_places_of_their_own(plan: Plan, now: datetime) -> None:
    space, anna, bo, meeting = plan
    adding = [
        inside(space, lambda by=by: an_item(meeting, by=by, now=now, position=1))  # type: ignore[misc]
        for by in (anna, bo)
    ]
    assert names(at_once(adding)) == ["AgendaItem", "AgendaItem"]
    with scopes.scope(space.pk):
        assert sorted(AgendaItem.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_a_meeting_begun_by_both_begins_once(plan: Plan, now: datetime) -> None:
    space, anna, bo, meeting = plan
    with scopes.scope(space.pk):
        operations.invite(meeting=meeting, by=anna, now=now)
    beginning = [
        inside(space, lambda by=by: operations.begin(meeting=meeting, by=by, now=now))  # type: ignore[misc]
        for by in (anna, bo)
    ]
    assert names(at_once(beginning)) == ["Meeting", "Stale"]


def test_one_person_is_never_seated_in_both_groups(plan: Plan, now: datetime) -> None:
    space, anna, bo, meeting = plan
    with scopes.scope(space.pk):
        _work, *groups = group_work(meeting, by=anna, now=now)
    seating = [
        inside(
            space,
            lambda group=group: operations.set_parts(  # type: ignore[misc]
                item=group, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now
            ),
        )
        for group in groups
    ]
    assert names(at_once(seating)) == ["AgendaItem", "Invalid"]
    with scopes.scope(space.pk):
        seated = AgendaItem.objects.filter(behaviour=Behaviour.GROUP, parts__person=bo)
        assert seated.count() == 1
