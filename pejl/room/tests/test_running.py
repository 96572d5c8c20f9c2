"""One item at a time, whoever presses, and no press that believes something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import topic_of
from pejl.meetings.names import State
from pejl.room import operations, queries
from pejl.room.models import ItemRun
from pejl.room.tests.factories import Evening, a_card, an_evening, begun
from tests.people import person_in

MINUTE = timedelta(minutes=1)


def facts(evening: Evening) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]


def test_begin_starts_the_first_item_too(evening: Evening, anna: Person, now: datetime) -> None:
    operations.begin(meeting=evening.meeting, by=anna, now=now)
    assert evening.meeting.again().state == State.RUNNING
    run = ItemRun.objects.get()
    assert (run.item, run.started_at, run.ended_at) == (evening.framing, now, None)
    assert facts(evening) == ["meeting.begun", "item.started"]


def test_start_item_ends_what_is_going_on(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now + 12 * MINUTE)
    first, second = ItemRun.objects.in_order()
    assert (first.item, first.ended_at) == (evening.framing, now + 12 * MINUTE)
    assert (second.item, second.ended_at) == (evening.plenary, None)
    assert Event.objects.filter(event="item.started", subject_id=evening.plenary.pk, by_id=anna.pk).count() == 1


def test_start_item_refuses_a_stale_press_and_says_what_goes_on(
    evening: Evening, anna: Person, dorte: Person, now: datetime
) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)
    with pytest.raises(Stale, match="Videndeling"):
        operations.start_item(item=evening.work, expected_running=evening.framing.pk, by=dorte, now=now)
    with pytest.raises(Stale, match="Videndeling"):
        operations.start_item(item=evening.work, expected_running=None, by=dorte, now=now)
    assert ItemRun.objects.running().get().item == evening.plenary
    assert ItemRun.objects.count() == 2


def test_start_item_refuses_the_same_press_twice(evening: Evening, anna: Person, dorte: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    press = {"item": evening.plenary, "expected_running": evening.framing.pk, "now": now + MINUTE}
    operations.start_item(**press, by=anna)
    with pytest.raises(Stale, match="already going on"):
        operations.start_item(**press, by=dorte)
    assert [run.item for run in ItemRun.objects.in_order()] == [evening.framing, evening.plenary]


def test_start_item_refuses_a_press_after_everything_stopped(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.finish_item(item=evening.framing, by=anna, now=now)
    with pytest.raises(Stale, match="Nothing is going on"):
        operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)


def test_item_can_be_held_again(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now + 5 * MINUTE)
    operations.start_item(item=evening.framing, expected_running=evening.plenary.pk, by=anna, now=now + 7 * MINUTE)
    operations.finish_item(item=evening.framing, by=anna, now=now + 10 * MINUTE)
    held = queries.state_of(evening.meeting.again(), anna, now + 11 * MINUTE).items[0]
    assert held.lasted(now + 11 * MINUTE) == 8 * MINUTE


def test_finish_item_leaves_nothing_going_on(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.finish_item(item=evening.framing, by=anna, now=now + MINUTE)
    assert not ItemRun.objects.running().exists()
    with pytest.raises(Stale):
        operations.finish_item(item=evening.framing, by=anna, now=now + 2 * MINUTE)
    assert facts(evening)[-1] == "item.finished"


def test_run_never_ends_before_it_began(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    run = operations.finish_item(item=evening.framing, by=anna, now=now - MINUTE)
    assert run.ended_at == run.started_at == now


def test_item_that_ends_in_a_pause_lasted_until_the_pause(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    ItemRun.objects.update(paused_seconds=60, paused_at=now + 5 * MINUTE)
    run = operations.finish_item(item=evening.framing, by=anna, now=now + 7 * MINUTE)
    assert run.paused(now + 60 * MINUTE) == 3 * MINUTE
    assert run.lasted(now + 60 * MINUTE) == 4 * MINUTE


def test_only_leaders_command(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.begin(meeting=evening.meeting, by=bo, now=now)
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.finish_item(item=evening.framing, by=bo, now=now)
    assert ItemRun.objects.running().get().item == evening.framing


def test_nothing_starts_before_the_meeting_or_after_it(evening: Evening, anna: Person, now: datetime) -> None:
    with pytest.raises(Refusal):
        operations.start_item(item=evening.framing, expected_running=None, by=anna, now=now)
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.start_item(item=evening.plenary, expected_running=None, by=anna, now=now)


def test_group_does_not_start_by_itself(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(Refusal, match="group work"):
        operations.start_item(item=evening.groups[0], expected_running=evening.framing.pk, by=anna, now=now)


def test_what_goes_on_ends_with_the_meeting(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now + 3 * MINUTE)
    assert ItemRun.objects.get().ended_at == now + 3 * MINUTE
    assert "item.finished" in facts(evening)


def test_database_itself_lets_only_one_item_run(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemRun.objects.create(meeting=evening.meeting, item=evening.plenary, started_at=now)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, 6 * MINUTE),
        ({"added_seconds": 120}, 8 * MINUTE),
        ({"added_seconds": -120}, 4 * MINUTE),
        ({"paused_seconds": 60}, 7 * MINUTE),
        ({"paused_at": 3 * MINUTE}, 7 * MINUTE),
        ({"paused_seconds": 60, "added_seconds": 60, "paused_at": 3 * MINUTE}, 9 * MINUTE),
    ],
)
@pytest.mark.usefixtures("space")
def test_left_counts_added_and_paused_time(now: datetime, changes: dict[str, object], left: timedelta) -> None:
    paused_at = changes.pop("paused_at", None)
    run = ItemRun(started_at=now, paused_at=now + paused_at if isinstance(paused_at, timedelta) else None, **changes)
    assert run.left(10, now + 4 * MINUTE) == left


@pytest.mark.usefixtures("space")
def test_left_goes_below_zero(now: datetime) -> None:
    assert ItemRun(started_at=now).left(10, now + 12 * MINUTE) == -2 * MINUTE


@pytest.mark.usefixtures("transactional_db")
def test_two_leaders_who_press_together_move_one_step(now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    leaders = [person_in(space, f"Leder {number}", f"leder{number}@nordager.example") for number in range(4)]
    with scopes.scope(space.pk):
        evening = an_evening(leaders[0], now=now, other_leaders=leaders[1:])
        begun(evening, evening.framing, by=leaders[0], now=now)

    def press(leader: Person) -> Callable[[], None]:
        def work() -> None:
            with scopes.scope(space.pk):
                seen = evening.framing.pk
                operations.start_item(item=evening.plenary, expected_running=seen, by=leader, now=now + MINUTE)

        return work

    results = at_once([press(leader) for leader in leaders])
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Stale", "Stale", "Stale"]
    with scopes.scope(space.pk):
        assert [run.item_id for run in ItemRun.objects.in_order()] == [evening.framing.pk, evening.plenary.pk]
        assert facts(evening).count("item.started") == 2


def test_state_tells_phases_and_what_follows(evening: Evening, anna: Person, now: datetime) -> None:
    meeting = evening.meeting.again()
    assert {held.phase for held in queries.state_of(meeting, anna, now).items} == {"coming"}
    begun(evening, evening.framing, by=anna, now=now)
    operations.start_item(item=evening.work, expected_running=evening.framing.pk, by=anna, now=now)
    room = queries.state_of(evening.meeting.again(), anna, now)
    assert [held.phase for held in room.items] == ["done", "skipped", "current", "coming"]
    assert room.current is not None
    assert room.current.item == evening.work
    assert room.following is not None
    assert room.following.item == evening.gathering
    assert room.left == 40 * MINUTE


def test_member_lands_on_the_own_group(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.work, by=anna, now=now)
    of_bo = queries.state_of(evening.meeting.again(), bo, now)
    assert of_bo.landing is not None
    assert of_bo.landing.item == evening.groups[0]
    # Anna sits in neither group: she chooses.
    of_anna = queries.state_of(evening.meeting.again(), anna, now)
    assert of_anna.landing is None
    assert [board.item for board in of_anna.open_boards] == list(evening.groups)


def test_boards_are_those_that_have_begun(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.plenary, by=anna, now=now)
    a_card(evening.plenary, "Ring tidligt", by=anna, now=now)
    boards = queries.boards_of(evening.meeting.again(), anna, now)
    assert [(board.item, len(board.cards), board.is_open) for board in boards] == [(evening.plenary, 1, True)]
