"""How many minutes a round is likely to take, and taking them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, Participant
from pejl.meetings.names import Behaviour, ItemRole, Kind, Reply, Speaking
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.room import operations, queries
from pejl.room.names import PACE_AT_FIRST

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def colleagues(space: Any) -> list[Person]:
    """Eleven more than the leader."""
    return [tenancy.seat(name=f"Kollega {number:02}") for number in range(11)]


def a_round(meeting: Meeting, by: Person, now: datetime, **changes: Any) -> AgendaItem:
    return an_item(meeting, by=by, now=now, **{"behaviour": Behaviour.ROUND, "label": "Runde", **changes})


def held(
    leader: Person, people: list[Person], now: datetime, *, took: timedelta, days_ago: int = 30, **changes: Any
) -> Meeting:
    """A meeting that is over, in which a round of everybody took so long."""
    before = now - timedelta(days=days_ago)
    meeting = a_meeting(leader, now=before, starts_at=before, **changes)
    item = a_round(meeting, leader, before)
    after = an_item(meeting, by=leader, now=before)
    meetings.invite(meeting=meeting, people=people, by=leader, now=before)
    Participant.objects.filter(meeting=meeting).update(reply=Reply.ACCEPTED)
    operations.begin(meeting=meeting, by=leader, now=before)
    operations.start_item(item=after, expected_running=item.pk, by=leader, now=before + took)
    return meetings.end(meeting=meeting, by=leader, now=before + took + timedelta(minutes=5))


def next_round(leader: Person, people: list[Person], now: datetime, **changes: Any) -> AgendaItem:
    """The round of a meeting that is being planned, for these people and the leader."""
    meeting = a_meeting(leader, now=now, **changes)
    meetings.choose(meeting=meeting, people=people, by=leader, now=now)
    return a_round(meeting, leader, now)


def pace(item: AgendaItem, person: Person) -> tuple[int, int, bool] | None:
    found = queries.pace_of(AgendaItem.objects.get(pk=item.pk), person)
    return found and (found.people, found.minutes, found.is_known)


def test_first_time_a_stated_length_is_counted_on(anna: Person, colleagues: list[Person], now: datetime) -> None:
    item = next_round(anna, colleagues, now)
    assert timedelta(seconds=90) == PACE_AT_FIRST
    assert pace(item, anna) == (12, 18, False)


def test_what_it_took_last_time_is_counted_on(anna: Person, colleagues: list[Person], now: datetime) -> None:
    held(anna, colleagues, now, took=timedelta(minutes=36), days_ago=60)
    held(anna, colleagues, now, took=timedelta(minutes=24), days_ago=30)
    assert pace(next_round(anna, colleagues[:5], now), anna) == (6, 12, True)


def test_pauses_are_no_part_of_it_and_a_second_run_is(anna: Person, colleagues: list[Person], now: datetime) -> None:
    meeting = held(anna, colleagues, now, took=timedelta(minutes=30))
    run = queries.state_of(meeting, anna, now).items[0].runs[0]
    type(run).objects.filter(pk=run.pk).update(paused_seconds=12 * 60)
    assert pace(next_round(anna, colleagues, now), anna) == (12, 18, True)
    type(run).objects.create(
        meeting=meeting, item=run.item, started_at=run.ended_at, ended_at=run.ended_at + timedelta(minutes=6)
    )
    assert pace(next_round(anna, colleagues, now), anna) == (12, 24, True)


def test_who_came_is_counted_where_it_is_known(anna: Person, colleagues: list[Person], now: datetime) -> None:
    meeting = held(anna, colleagues, now, took=timedelta(minutes=12))
    there = Participant.objects.filter(meeting=meeting, person__in=colleagues[:6])
    there.update(came_at=now)
    assert pace(next_round(anna, colleagues[:3], now), anna) == (4, 8, True)


@pytest.mark.parametrize("took", [timedelta(seconds=30), timedelta(hours=3)])
def test_what_was_no_round_teaches_nothing(
    anna: Person, colleagues: list[Person], now: datetime, took: timedelta
) -> None:
    held(anna, colleagues, now, took=took)
    assert pace(next_round(anna, colleagues, now), anna) == (12, 18, False)


def test_meeting_so_small_that_it_tells_of_somebody_teaches_nothing(
    anna: Person, colleagues: list[Person], now: datetime
) -> None:
    held(anna, colleagues[:3], now, took=timedelta(minutes=20))
    assert pace(next_round(anna, colleagues[:3], now), anna) == (4, 6, False)


def test_other_meetings_teach_nothing_unless_they_began_from_the_same_template(
    anna: Person, bo: Person, colleagues: list[Person], now: datetime
) -> None:
    held(bo, colleagues, now, took=timedelta(minutes=36))
    held(anna, colleagues, now, took=timedelta(minutes=36), kind=Kind.DEPARTMENT)
    item = next_round(anna, colleagues, now)
    assert pace(item, anna) == (12, 18, False)
    template = meetings.add_standard_templates(by=None, now=now)[0]
    Meeting.objects.update(template=template)
    assert pace(item, anna) == (12, 36, True)


def test_who_has_said_no_is_not_counted(anna: Person, colleagues: list[Person], now: datetime) -> None:
    item = next_round(anna, colleagues, now)
    Participant.objects.filter(person__in=colleagues[:2]).update(reply=Reply.DECLINED)
    assert pace(item, anna) == (10, 15, False)


def test_only_where_everybody_speaks_in_turn(anna: Person, colleagues: list[Person], now: datetime) -> None:
    meeting = next_round(anna, colleagues, now).meeting
    assert pace(an_item(meeting, by=anna, now=now), anna) is None
    learning = an_item(meeting, by=anna, now=now, behaviour=Behaviour.GATHER_LEARNING)
    assert pace(learning, anna) == (12, 18, False)
    free = an_item(meeting, by=anna, now=now, behaviour=Behaviour.FREE, speaking=Speaking.IN_TURN)
    assert pace(free, anna) == (12, 18, False)


def test_round_of_groups_is_as_long_as_the_largest_needs(anna: Person, colleagues: list[Person], now: datetime) -> None:
    meeting = next_round(anna, colleagues, now).meeting
    work, first, second = group_work(meeting, by=anna, now=now, minutes=40)
    assert pace(work, anna) == (6, 9, False)
    meetings.set_parts(item=first, parts={ItemRole.MEMBER: colleagues[:8]}, by=anna, now=now)
    meetings.set_parts(item=second, parts={ItemRole.HELICOPTER: colleagues[:9]}, by=anna, now=now)
    assert pace(work, anna) == (8, 12, False)
    step = an_item(meeting, by=anna, now=now, behaviour=Behaviour.FREE, minutes=5, parent=second)
    AgendaItem.objects.filter(pk=step.pk).update(speaking=Speaking.IN_TURN)
    assert pace(step, anna) is None
    held(anna, colleagues, now, took=timedelta(minutes=108))
    assert pace(work, anna) == (8, 40, True)


def test_page_gives_the_reason_and_one_press_takes_it(
    anna: Person, colleagues: list[Person], now: datetime, as_: As, api_as: As
) -> None:
    held(anna, colleagues, now, took=timedelta(minutes=18))
    item = next_round(anna, colleagues, now)
    client, path = as_(anna), f"/moeder/{item.meeting_id}/dagsorden/{item.pk}/"
    page = client.get(path).content.decode()
    assert re.search(r"12 \w+, 1½ ", page)
    assert re.search(r'name="minutes" value="18" form="take-minutes"', page)
    answer = client.post(f"{path}minutter/", {"minutes": "18", "version": item.version})
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert item.again().planned_minutes == 18
    assert 'form="take-minutes"' not in client.get(path).content.decode()
    client.post(f"{path}minutter/", {"minutes": "25", "version": item.version})
    assert item.again().planned_minutes == 18
    told = api_as(anna).get(f"/api/v1/meetings/{item.meeting_id}/items/{item.pk}/pace").json()
    assert told == {"suggestion": {"people": 12, "seconds_each": 90, "minutes": 18, "is_known": True}}


def test_round_of_groups_is_taken_as_theirs(
    anna: Person, colleagues: list[Person], now: datetime, as_: As, api_as: As
) -> None:
    meeting = next_round(anna, colleagues, now).meeting
    work, *_groups = group_work(meeting, by=anna, now=now, minutes=40)
    as_(anna).post(f"/moeder/{meeting.pk}/dagsorden/{work.pk}/minutter/", {"minutes": "9", "version": work.version})
    assert (work.again().round_minutes, work.again().minutes) == (9, 40)
    said = {"minutes": 45, "expected_version": 2}
    path = f"/api/v1/meetings/{meeting.pk}/items/{work.pk}/minutes"
    refused = api_as(anna).put(path, said, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (422, "round_minutes")
    taken = api_as(anna).put(path, said | {"minutes": 12}, content_type="application/json")
    assert (taken.status_code, taken.json()["round_minutes"]) == (200, 12)


def test_suggestion_is_for_those_who_plan(
    anna: Person, bo: Person, colleagues: list[Person], now: datetime, api_as: As
) -> None:
    item = next_round(anna, colleagues, now)
    path = f"/api/v1/meetings/{item.meeting_id}/items/{item.pk}/pace"
    assert api_as(bo).get(path).status_code == 404
    meetings.invite(meeting=item.meeting, by=anna, now=now)
    assert api_as(bo).get(path).status_code == 403
