"""Pause, more or less time, and back from a press that came too early."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import topic_of
from pejl.meetings.names import State
from pejl.room import operations, policies, queries
from pejl.room.models import ItemRun
from pejl.room.names import BACK_GRACE, BACK_WITHIN
from pejl.room.tests.factories import Evening, begun

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def last_fact(evening: Evening) -> str:
    return [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)][-1]


def left(evening: Evening, now: datetime) -> timedelta:
    return queries.state_of(evening.meeting.again(), None, now).left


@pytest.fixture
def press(evening: Evening, anna: Person, now: datetime) -> dict[str, object]:
    """What Anna sends while the framing goes on, of ten minutes."""
    begun(evening, evening.framing, by=anna, now=now)
    return {"meeting": evening.meeting, "expected_running": evening.framing.pk, "by": anna}


def test_pause_stops_the_clock_until_it_goes_on(evening: Evening, press: dict[str, object], now: datetime) -> None:
    operations.pause_item(**press, now=now + 2 * MINUTE)
    assert last_fact(evening) == "item.paused"
    assert left(evening, now + 7 * MINUTE) == 8 * MINUTE
    operations.resume_item(**press, now=now + 7 * MINUTE)
    assert left(evening, now + 8 * MINUTE) == 7 * MINUTE
    assert last_fact(evening) == "item.resumed"
    assert Event.objects.filter(event="item.paused", subject_id=evening.framing.pk).count() == 1


def test_second_pause_is_stale_and_so_is_a_second_resume(press: dict[str, object], now: datetime) -> None:
    with pytest.raises(Stale, match="goes on already"):
        operations.resume_item(**press, now=now)
    operations.pause_item(**press, now=now)
    with pytest.raises(Stale, match="already paused"):
        operations.pause_item(**press, now=now)


def test_minutes_of_two_leaders_add_up(
    evening: Evening, press: dict[str, object], dorte: Person, now: datetime
) -> None:
    operations.add_minutes(**press, minutes=5, now=now)
    operations.add_minutes(**(press | {"by": dorte}), minutes=-2, now=now)
    assert left(evening, now) == 13 * MINUTE
    assert evening.framing.again().minutes == 10


@pytest.mark.parametrize("minutes", [0, -10, 471])
def test_senseless_minutes_are_refused(press: dict[str, object], now: datetime, minutes: int) -> None:
    with pytest.raises(Invalid):
        operations.add_minutes(**press, minutes=minutes, now=now)
    assert ItemRun.objects.get().added_seconds == 0


@pytest.mark.parametrize("command", [operations.pause_item, operations.resume_item, operations.step_back])
def test_commands_are_the_leaders_and_refused_when_stale(
    evening: Evening, press: dict[str, object], bo: Person, now: datetime, command: object
) -> None:
    assert callable(command)
    with pytest.raises(NotAllowed):
        command(**(press | {"by": bo}), now=now)
    with pytest.raises(Stale, match="Rammesætning"):
        command(**(press | {"expected_running": evening.plenary.pk}), now=now)
    with pytest.raises(Stale):
        operations.end(**(press | {"expected_running": None}), now=now)


def test_step_back_lets_the_one_before_go_on_as_if_it_had_not_ended(
    evening: Evening, press: dict[str, object], anna: Person, now: datetime
) -> None:
    at = now + 4 * MINUTE
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=at)
    back = press | {"expected_running": evening.plenary.pk}
    resumed = operations.step_back(**back, now=at + 8 * SECOND)
    assert resumed is not None
    assert [run.item for run in ItemRun.objects.all()] == [evening.framing]
    assert left(evening, now + 5 * MINUTE) == 5 * MINUTE
    assert last_fact(evening) == "item.stepped_back"
    with pytest.raises(Stale):
        operations.step_back(**back, now=at + 9 * SECOND)


def test_step_back_finds_the_pause_as_it_was(
    evening: Evening, press: dict[str, object], anna: Person, now: datetime
) -> None:
    operations.pause_item(**press, now=now + 3 * MINUTE)
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now + 5 * MINUTE)
    operations.step_back(**(press | {"expected_running": evening.plenary.pk}), now=now + 5 * MINUTE + SECOND)
    assert left(evening, now + 9 * MINUTE) == 7 * MINUTE
    operations.resume_item(**press, now=now + 9 * MINUTE)
    assert left(evening, now + 10 * MINUTE) == 6 * MINUTE


def test_step_back_waits_a_little_for_the_network_and_then_refuses(
    evening: Evening, press: dict[str, object], anna: Person, now: datetime
) -> None:
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)
    late = now + BACK_WITHIN + BACK_GRACE
    with pytest.raises(Refusal, match="10 seconds"):
        operations.step_back(**(press | {"expected_running": evening.plenary.pk}), now=late + SECOND)
    assert operations.step_back(**(press | {"expected_running": evening.plenary.pk}), now=late) is not None


def test_step_back_from_finish_lets_the_item_go_on(evening: Evening, press: dict[str, object], now: datetime) -> None:
    operations.finish_item(item=evening.framing, by=press["by"], now=now + MINUTE)
    operations.step_back(**(press | {"expected_running": None}), now=now + MINUTE + SECOND)
    assert left(evening, now + 2 * MINUTE) == 8 * MINUTE


def test_step_back_leaves_nothing_going_on_where_nothing_did(
    evening: Evening, press: dict[str, object], now: datetime
) -> None:
    operations.finish_item(item=evening.framing, by=press["by"], now=now + MINUTE)
    operations.start_item(item=evening.work, expected_running=None, by=press["by"], now=now + 3 * MINUTE)
    assert operations.step_back(**(press | {"expected_running": evening.work.pk}), now=now + 3 * MINUTE) is None
    assert not ItemRun.objects.running().exists()
    with pytest.raises(Refusal):
        operations.step_back(**(press | {"expected_running": None}), now=now + 3 * MINUTE)


def test_button_to_step_back_stands_as_long_as_the_server_lets_it(press: dict[str, object], now: datetime) -> None:
    until = queries.back_until(queries.held_items(press["meeting"]))
    assert until == now + BACK_WITHIN
    assert policies.is_back_in_time(now, until)


def test_meeting_ends_early(evening: Evening, press: dict[str, object], now: datetime) -> None:
    operations.end(**press, now=now + 3 * MINUTE)
    assert evening.meeting.again().state == State.WRITING_UP
    assert ItemRun.objects.get().ended_at == now + 3 * MINUTE
