"""What still comes: left out, in another order, put in, or shorter."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaEdit, AgendaItem, topic_of
from pejl.meetings.names import Behaviour
from pejl.room import operations, queries
from pejl.room.tests.factories import Evening, begun

MINUTE = timedelta(minutes=1)


@pytest.fixture
def press(evening: Evening, anna: Person, now: datetime) -> dict[str, object]:
    """What Anna sends while the framing goes on: then come plenary (20), group work (40) and gathering (20)."""
    begun(evening, evening.framing, by=anna, now=now)
    return {"expected_running": evening.framing.pk, "by": anna, "now": now}


def phases(evening: Evening) -> list[tuple[str, str]]:
    return [(held.item.label, held.phase) for held in queries.held_items(evening.meeting.again())]


def facts(evening: Evening) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]


def test_left_out_item_does_not_come_until_it_is_taken_in(evening: Evening, press: dict[str, object]) -> None:
    operations.leave_out(item=evening.plenary, **press)
    room = queries.state_of(evening.meeting.again(), None, press["now"])
    assert room.following is not None
    assert room.following.item == evening.work
    with pytest.raises(Stale, match="already left out"):
        operations.leave_out(item=evening.plenary, **press)
    operations.take_in_again(item=evening.plenary, **press)
    assert ("Videndeling", "coming") in phases(evening)
    with pytest.raises(Stale, match="not left out"):
        operations.take_in_again(item=evening.plenary, **press)
    assert facts(evening)[-2:] == ["item.left_out", "item.taken_in"]


def test_left_out_item_that_is_begun_all_the_same_is_in_again(evening: Evening, press: dict[str, object]) -> None:
    operations.leave_out(item=evening.plenary, **press)
    operations.start_item(item=evening.plenary, **press)
    assert evening.plenary.again().left_out_at is None


def test_what_has_begun_and_what_lies_in_an_item_stays_where_it_is(evening: Evening, press: dict[str, object]) -> None:
    with pytest.raises(Stale, match="already begun"):
        operations.leave_out(item=evening.framing, **press)
    with pytest.raises(Refusal, match="part of another item"):
        operations.leave_out(item=evening.groups[0], **press)
    with pytest.raises(Stale):
        operations.swap_items(item=evening.plenary, other=evening.framing, expected_position=2, **press)


def test_swap_moves_two_and_the_same_press_twice_moves_once(
    evening: Evening, press: dict[str, object], dorte: Person
) -> None:
    swap = {"item": evening.work, "other": evening.plenary, "expected_position": evening.work.position}
    operations.swap_items(**swap, **press)
    assert [label for label, _ in phases(evening)] == [
        "Rammesætning",
        "Gruppearbejde",
        "Videndeling",
        "Opsamling på viden",
    ]
    with pytest.raises(Stale, match="changed in the meantime"):
        operations.swap_items(**swap, **(press | {"by": dorte}))


def test_insert_puts_next_or_now(evening: Evening, press: dict[str, object]) -> None:
    new = {"meeting": evening.meeting, "behaviour": Behaviour.BREAK, "minutes": 10}
    operations.insert_item(**new, label="Pause", begins=False, **press)
    assert phases(evening)[:2] == [("Rammesætning", "current"), ("Pause", "coming")]
    item = operations.insert_item(**new, label="Luft", begins=True, **press)
    assert phases(evening)[:3] == [("Rammesætning", "done"), ("Luft", "current"), ("Pause", "coming")]
    assert (item.again().inserted_at, item.planned_minutes) == (press["now"], 10)
    assert sorted(AgendaItem.objects.filter(parent=None).values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("wrong", [{"behaviour": Behaviour.GROUP}, {"minutes": 0}])
def test_senseless_item_is_refused(evening: Evening, press: dict[str, object], wrong: dict[str, object]) -> None:
    new = {"meeting": evening.meeting, "behaviour": Behaviour.FREE, "label": "Noget", "minutes": 5, "begins": False}
    with pytest.raises(Invalid):
        operations.insert_item(**(new | wrong), **press)


def test_replanning_is_the_leaders_and_refused_when_stale(
    evening: Evening, press: dict[str, object], bo: Person
) -> None:
    new = {"meeting": evening.meeting, "behaviour": Behaviour.FREE, "label": "Noget", "minutes": 5, "begins": False}
    for wrong, refusal in (({"by": bo}, NotAllowed), ({"expected_running": None}, Stale)):
        told = press | wrong
        with pytest.raises(refusal):
            operations.leave_out(item=evening.plenary, **told)
        with pytest.raises(refusal):
            operations.insert_item(**new, **told)
        with pytest.raises(refusal):
            operations.undo_retiming(meeting=evening.meeting, **told)


@pytest.fixture
def late(evening: Evening, press: dict[str, object]) -> dict[str, object]:
    """Twelve minutes behind, where the plenary and the group work may shrink."""
    AgendaItem.objects.filter(pk__in=[evening.plenary.pk, evening.work.pk]).update(may_shrink=True)
    return press | {"now": press["now"] + 22 * MINUTE}


def suggested(evening: Evening, now: datetime) -> queries.Retiming | None:
    meeting = evening.meeting.again()
    items = queries.held_items(meeting)
    return queries.suggested_times(items, queries.timing_of(meeting, items, now))


def use(evening: Evening, seen: queries.Retiming, press: dict[str, object]) -> None:
    operations.use_retiming(meeting=evening.meeting, minutes=seen.minutes, digest=seen.digest, **press)


def test_new_times_are_used_by_one_press_and_undone_by_another(evening: Evening, late: dict[str, object]) -> None:
    seen = suggested(evening, late["now"])
    assert seen is not None
    use(evening, seen, late | {"now": late["now"] + 5 * MINUTE})
    assert (evening.plenary.again().adjusted_minutes, evening.work.again().adjusted_minutes) == (16, 32)
    assert evening.gathering.again().adjusted_minutes is None
    assert facts(evening)[-1] == "item.retimed"
    with pytest.raises(Stale, match="suggested"):
        use(evening, seen, late)
    operations.undo_retiming(meeting=evening.meeting, **late)
    assert (evening.plenary.again().minutes, evening.work.again().adjusted_minutes) == (20, None)
    with pytest.raises(Stale):
        operations.undo_retiming(meeting=evening.meeting, **late)


def test_times_suggested_for_another_agenda_are_refused(evening: Evening, late: dict[str, object]) -> None:
    seen = suggested(evening, late["now"])
    assert seen is not None
    operations.leave_out(item=evening.gathering, **late)
    with pytest.raises(Stale, match="changed since"):
        use(evening, seen, late)
    assert evening.plenary.again().adjusted_minutes is None


def test_new_times_stay_once_something_else_begins(evening: Evening, late: dict[str, object]) -> None:
    seen = suggested(evening, late["now"])
    assert seen is not None
    use(evening, seen, late)
    operations.start_item(item=evening.plenary, **late)
    with pytest.raises(Stale, match="next item has begun"):
        operations.undo_retiming(meeting=evening.meeting, **(late | {"expected_running": evening.plenary.pk}))
    assert not AgendaEdit.objects.exists()
    assert evening.work.again().minutes == 32


def test_nothing_is_suggested_where_nothing_may_shrink_or_little_is_lost(
    evening: Evening, press: dict[str, object], now: datetime
) -> None:
    assert suggested(evening, now + 30 * MINUTE) is None
    AgendaItem.objects.filter(pk=evening.plenary.pk).update(may_shrink=True)
    assert suggested(evening, now + 13 * MINUTE) is None
    assert suggested(evening, now + 14 * MINUTE) is not None
