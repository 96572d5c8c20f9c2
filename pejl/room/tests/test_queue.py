"""Hands raised and the floor given: each hand once, and no command that believes something else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, ItemPart, topic_of
from pejl.meetings.names import ItemRole
from pejl.room import operations, queries
from pejl.room.models import Hand
from pejl.room.names import HandKind, HandState, SentBefore
from pejl.room.tests.factories import Evening, an_evening, begun

SECOND = timedelta(seconds=1)


def a_hand(evening: Evening, by: Person, now: datetime, kind: str = HandKind.NEW, **said: Any) -> Hand:
    """A hand under a key of its own."""
    said = {"client_id": uuid4(), "meeting": evening.meeting} | said
    return operations.raise_hand(kind=kind, by=by, now=now, **said)


def in_line(evening: Evening, group: AgendaItem | None = None) -> list[str]:
    """Who waits, in order."""
    return [hand.person.name for hand in queries.queue_of(evening.meeting, group).waiting]


def facts(evening: Evening) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0) if fact.kind.startswith("hand.")]


@pytest.mark.usefixtures("plenary")
def test_hand_sent_again_is_one_hand(evening: Evening, bo: Person, now: datetime) -> None:
    key = uuid4()
    first = a_hand(evening, bo, now, line="Hvad med lægen?", client_id=key)
    again = a_hand(evening, bo, now + SECOND, line="Hvad med lægen?", client_id=key)
    assert (again.pk, Hand.objects.count(), facts(evening)) == (first.pk, 1, ["hand.raised"])
    assert first.item == evening.plenary


@pytest.mark.usefixtures("plenary")
def test_key_of_somebody_else_is_refused(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    key = uuid4()
    a_hand(evening, bo, now, client_id=key)
    with pytest.raises(SentBefore):
        a_hand(evening, anna, now, client_id=key)


@pytest.mark.usefixtures("plenary")
def test_second_press_of_a_kind_changes_the_line_and_keeps_the_place(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    a_hand(evening, bo, now, line="Om loven")
    a_hand(evening, anna, now + SECOND)
    changed = a_hand(evening, bo, now + 2 * SECOND, line="Om loven og praksis")
    a_hand(evening, bo, now + 3 * SECOND, HandKind.CLARIFYING)
    assert (changed.again().line, changed.raised_at) == ("Om loven og praksis", now)
    assert in_line(evening) == ["Bo Bæk", "Bo Bæk", "Anna Ager"]
    assert facts(evening) == ["hand.raised", "hand.raised", "hand.changed", "hand.raised"]


@pytest.mark.usefixtures("plenary")
def test_follow_up_stands_under_what_it_answers_until_that_is_gone(
    evening: Evening, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    asked = a_hand(evening, anna, now)
    a_hand(evening, bo, now + SECOND)
    answer = a_hand(evening, dorte, now + 2 * SECOND, HandKind.FOLLOW_UP, answers=asked)
    assert in_line(evening) == ["Anna Ager", "Dorte Dam", "Bo Bæk"]
    operations.give_floor(hand=asked, expected_speaking=None, by=anna, now=now)
    operations.finish_hand(hand=asked, by=anna, now=now)
    assert in_line(evening) == ["Dorte Dam", "Bo Bæk"]
    late = a_hand(evening, anna, now + 3 * SECOND, HandKind.FOLLOW_UP, answers=asked)
    assert late.answers == asked, "what was said just now can be answered"
    operations.give_floor(hand=answer, expected_speaking=None, by=anna, now=now)
    operations.finish_hand(hand=answer, by=anna, now=now)
    assert asked.again().state == HandState.WITHDRAWN
    assert a_hand(evening, bo, now, HandKind.FOLLOW_UP, answers=asked).answers is None


@pytest.mark.usefixtures("plenary")
def test_hand_does_not_come_to_answer_itself(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    first = a_hand(evening, anna, now, HandKind.FOLLOW_UP)
    answer = a_hand(evening, bo, now, HandKind.FOLLOW_UP, answers=first)
    assert a_hand(evening, anna, now, HandKind.FOLLOW_UP, answers=answer).answers is None
    assert in_line(evening) == ["Anna Ager", "Bo Bæk"]


@pytest.mark.usefixtures("plenary")
def test_only_one_has_the_floor(evening: Evening, anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    first, second = a_hand(evening, bo, now), a_hand(evening, dorte, now + SECOND)
    operations.give_floor(hand=first, expected_speaking=None, by=anna, now=now)
    with pytest.raises(Stale, match="Bo Bæk has the floor now"):
        operations.give_floor(hand=second, expected_speaking=None, by=dorte, now=now)
    operations.give_floor(hand=second, expected_speaking=first.pk, by=dorte, now=now)
    assert (first.again().state, second.again().state) == (HandState.DONE, HandState.SPEAKING)
    with pytest.raises(Stale, match="does not have the floor any more"):
        operations.finish_hand(hand=first, by=anna, now=now)
    operations.finish_hand(hand=second, by=anna, now=now)
    with pytest.raises(Stale, match="Nobody has the floor"):
        operations.place_hand(hand=first, before=None, expected_speaking=second.pk, by=anna, now=now)


@pytest.mark.usefixtures("plenary")
def test_leaders_place_hands_and_put_them_back_to_the_rule(
    evening: Evening, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    mine, bos, dortes = (a_hand(evening, one, now + step * SECOND) for step, one in enumerate((anna, bo, dorte)))
    command: dict[str, Any] = {"expected_speaking": None, "by": anna, "now": now}
    operations.place_hand(hand=dortes, before=mine, **command)
    assert in_line(evening) == ["Dorte Dam", "Anna Ager", "Bo Bæk"]
    operations.place_hand(hand=bos, before=mine, **command)
    assert in_line(evening) == ["Dorte Dam", "Bo Bæk", "Anna Ager"]
    operations.place_hand(hand=dortes, before=None, **command)
    assert in_line(evening) == ["Bo Bæk", "Anna Ager", "Dorte Dam"]
    operations.give_floor(hand=bos, **command)
    # The line moved up by one: who was put last stays behind Anna, and a newcomer comes behind.
    a_hand(evening, bo, now + 9 * SECOND)
    assert in_line(evening) == ["Anna Ager", "Dorte Dam", "Bo Bæk"]
    with pytest.raises(Stale, match="wanted to put this one before"):
        operations.place_hand(hand=mine, before=bos, **command | {"expected_speaking": bos.pk})
    operations.place_hand(hand=dortes, before=mine, **command | {"expected_speaking": bos.pk})
    queue = operations.sort_hands(meeting=evening.meeting, group=None, **command | {"expected_speaking": bos.pk})
    assert [hand.person.name for hand in queue.waiting] == ["Anna Ager", "Dorte Dam", "Bo Bæk"]
    assert facts(evening)[-1] == "hand.sorted"


@pytest.mark.usefixtures("plenary")
def test_one_lowers_the_own_hand_and_leaders_any(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    hand = a_hand(evening, bo, now)
    with pytest.raises(NotAllowed):
        operations.lower_hand(hand=a_hand(evening, anna, now), by=bo, now=now)
    operations.lower_hand(hand=hand, by=bo, now=now)
    operations.lower_hand(hand=hand, by=bo, now=now)
    assert (hand.again().state, facts(evening).count("hand.lowered")) == (HandState.WITHDRAWN, 1)
    speaking = a_hand(evening, bo, now)
    operations.give_floor(hand=speaking, expected_speaking=None, by=anna, now=now)
    operations.lower_hand(hand=speaking, by=bo, now=now)
    assert speaking.again().state == HandState.DONE
    entered = a_hand(evening, anna, now, person=bo)
    assert entered.person == bo
    operations.lower_hand(hand=entered, by=anna, now=now)
    assert in_line(evening) == ["Anna Ager"]


def test_group_has_a_queue_of_its_own_and_its_chair_gives_the_floor(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    evening = an_evening(anna, now=now, people=[bo, dorte], seated=([bo, dorte], []))
    group, other = evening.groups
    ItemPart.objects.create(item=group, person=bo, role=ItemRole.CHAIR)
    begun(evening, evening.plenary, by=anna, now=now)
    with pytest.raises(Refusal, match="group work is not going on"):
        a_hand(evening, dorte, now, group=group)
    operations.start_item(item=evening.work, expected_running=evening.plenary.pk, by=anna, now=now)
    hand = a_hand(evening, dorte, now, group=group)
    a_hand(evening, bo, now, group=group, person=dorte, kind=HandKind.PROCESS)
    assert (in_line(evening), in_line(evening, other)) == ([], [])
    assert in_line(evening, group) == ["Dorte Dam", "Dorte Dam"]
    with pytest.raises(NotAllowed):
        operations.give_floor(hand=hand, expected_speaking=None, by=dorte, now=now)
    operations.give_floor(hand=hand, expected_speaking=None, by=bo, now=now)
    plenary = a_hand(evening, dorte, now)
    with pytest.raises(NotAllowed):
        operations.give_floor(hand=plenary, expected_speaking=None, by=bo, now=now)
    operations.give_floor(hand=plenary, expected_speaking=None, by=anna, now=now)
    assert hand.again().state == HandState.SPEAKING


@pytest.mark.usefixtures("plenary")
def test_who_gives_no_floor_enters_nobody(
    evening: Evening, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        a_hand(evening, bo, now, person=anna)
    with pytest.raises(NotAllowed):
        a_hand(evening, emil, now)
    with pytest.raises(Invalid, match="does not take part"):
        a_hand(evening, anna, now, person=emil)
    with pytest.raises(Invalid):
        a_hand(evening, bo, now, kind="shout")
    with pytest.raises(Refusal):
        a_hand(evening, bo, now, line="Borger 710101-1234")
    assert not Hand.objects.exists()


def test_hands_are_raised_while_the_meeting_goes_on_and_gone_when_it_is_closed(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    with pytest.raises(Refusal, match="while the meeting is going on"):
        a_hand(evening, bo, now)
    begun(evening, evening.plenary, by=anna, now=now)
    hand = a_hand(evening, bo, now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    with pytest.raises(Refusal, match="while the meeting is going on"):
        operations.give_floor(hand=hand, expected_speaking=None, by=anna, now=now)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert not Hand.objects.exists()


@pytest.mark.usefixtures("plenary")
def test_audit_does_not_tell_who_raised_a_hand(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    hand = a_hand(evening, bo, now)
    operations.lower_hand(hand=hand, by=bo, now=now)
    given = a_hand(evening, bo, now)
    operations.give_floor(hand=given, expected_speaking=None, by=anna, now=now)
    told = Event.objects.filter(event__startswith="hand.").values_list("event", "by_id", "subject_id")
    assert sorted(told, key=lambda line: line[0]) == [
        ("hand.given_floor", anna.pk, given.pk),
        ("hand.lowered", None, None),
        ("hand.raised", None, None),
        ("hand.raised", None, None),
    ]


@pytest.mark.usefixtures("plenary")
def test_queue_is_read_with_one_query(
    evening: Evening, anna: Person, bo: Person, dorte: Person, now: datetime, django_assert_num_queries: Any
) -> None:
    asked = a_hand(evening, anna, now)
    for step, person in enumerate((bo, dorte)):
        a_hand(evening, person, now + step * SECOND, HandKind.FOLLOW_UP, answers=asked)
    with django_assert_num_queries(1):
        queue = queries.queue_of(evening.meeting)
        told = [(hand.person.name, hand.answers.person.name if hand.answers else "") for hand in queue.waiting]
    assert told == [("Anna Ager", ""), ("Bo Bæk", "Anna Ager"), ("Dorte Dam", "Anna Ager")]
