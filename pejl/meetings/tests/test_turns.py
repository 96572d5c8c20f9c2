"""Whose turn it is: who is proposed, why, to whom, and that it is fair in the long run."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pejl.foundation.formats import moments
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import AskState, Behaviour, ItemRole, Reply, State, Turn
from pejl.meetings.tests import rotation
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.organisation.models import Function, Membership
from pejl.organisation.tests.factories import a_function, a_unit, employed

CENTRES, MEETINGS, BEGIN = 60, 40, 20_261_122


@pytest.fixture
def colleagues(space: Any, now: datetime) -> list[Person]:
    """Five colleagues, in the order in which they joined."""
    unit, function = a_unit(now), a_function(now)
    names = ["Erik Elm", "Dorte Dam", "Cecilie Carl", "Bent Birk", "Anders Ask"]
    people = [tenancy.seat(name=name) for name in names]
    for number, person in enumerate(people):
        row = employed(person, now, unit, function)
        type(row).objects.filter(pk=row.pk).update(since_on=date(2020 + number, 5, 1))
    return people


def held(leader: Person, now: datetime, day: date, *presenters: Person, state: str = State.CLOSED) -> Meeting:
    """A meeting that was held on a day, at which these presented."""
    meeting = a_meeting(leader, now=now, starts_at=moments.local(day, datetime.min.time().replace(hour=9)))
    parts = {ItemRole.PRESENTER: list(presenters)}
    an_item(meeting, by=leader, now=now, behaviour=Behaviour.PRACTICE, parts=parts)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    return meeting


def planned(leader: Person, now: datetime, people: list[Person]) -> AgendaItem:
    """A practice example of a coming meeting to which these are chosen."""
    meeting = a_meeting(leader, now=now)
    operations.choose(meeting=meeting, people=people, by=leader, now=now)
    return an_item(meeting, by=leader, now=now, behaviour=Behaviour.PRACTICE, label="Et eksempel")


def proposed(item: AgendaItem, by: Person, now: datetime) -> list[tuple[str, str]]:
    """Who is proposed for an item, and why."""
    meeting = Meeting.objects.get(pk=item.meeting_id)
    found = queries.next_for(Turn.PRESENTING, meeting=meeting, item=item, by=by, now=now)
    return [(one.person.name, one.reason) for one in found]


def first_names(item: AgendaItem, by: Person, now: datetime) -> list[str]:
    """The same, by first name."""
    return [name.split()[0] for name, _reason in proposed(item, by, now)]


def test_longest_ago_comes_first_and_never_counts_from_joining(
    anna: Person, colleagues: list[Person], now: datetime, settings: Any
) -> None:
    erik, dorte, cecilie, *_others = colleagues
    held(anna, now, date(2025, 3, 4), erik)
    held(anna, now, date(2020, 9, 1), dorte)
    item = planned(anna, now, [erik, dorte, cecilie])
    with_reasons = proposed(item, anna, now)
    assert [name for name, _reason in with_reasons] == ["Dorte Dam", "Cecilie Carl", "Erik Elm"]
    assert "1. september 2020" in with_reasons[0][1]
    assert "2022" in with_reasons[1][1]
    assert "4. marts 2025" in with_reasons[2][1]


def test_at_most_three_names_from_those_who_are_to_come(
    anna: Person, bo: Person, colleagues: list[Person], now: datetime
) -> None:
    assert first_names(planned(anna, now, colleagues), anna, now) == ["Erik", "Dorte", "Cecilie"]
    assert "Bo" not in first_names(planned(anna, now, colleagues[:1]), anna, now)


def test_guests_leavers_and_those_who_do_not_come_are_left_out(
    anna: Person, colleagues: list[Person], now: datetime
) -> None:
    erik, dorte, cecilie, *_others = colleagues
    item = planned(anna, now, colleagues)
    Person.objects.filter(pk=erik.pk).update(left_on=now.date())
    Person.objects.filter(pk=dorte.pk).update(is_guest=True)
    operations.invite(meeting=item.meeting, by=anna, now=now)
    operations.reply(meeting=item.meeting, reply=Reply.DECLINED, by=cecilie, now=now)
    assert first_names(item, anna, now)[:2] == ["Bent", "Anders"]


def test_who_is_asked_for_the_item_or_has_said_no_rests(anna: Person, colleagues: list[Person], now: datetime) -> None:
    erik = colleagues[0]
    item = planned(anna, now, colleagues)
    ask = operations.ask_to_present(item=item, person=erik, words="", by=anna, now=now)
    assert first_names(item, anna, now)[0] == "Dorte"
    operations.answer_ask(ask=ask, answer=AskState.NOT_NOW, words="", expected_version=1, by=erik, now=now)
    elsewhere = planned(anna, now, colleagues)
    assert first_names(elsewhere, anna, now)[0] == "Dorte"
    assert first_names(elsewhere, anna, now + timedelta(days=89))[0] == "Dorte"
    assert first_names(elsewhere, anna, now + timedelta(days=91))[0] == "Erik"
    assert "Erik" not in first_names(item, anna, now + timedelta(days=91))


def test_who_is_just_being_asked_by_a_colleague_is_not_asked_for_another_item(
    anna: Person, colleagues: list[Person], now: datetime
) -> None:
    erik, dorte, *_others = colleagues
    item = planned(anna, now, colleagues)
    ask = operations.ask_to_present(item=item, person=erik, words="", by=anna, now=now)
    said = {"answer": AskState.PASSED_ON, "words": "", "expected_version": 1, "colleague": dorte}
    operations.answer_ask(ask=ask, **said, by=erik, now=now)
    other = an_item(item.meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, label="Et andet")
    assert "Dorte" not in first_names(other, anna, now)


def test_a_turn_taken_at_this_meeting_or_announced_elsewhere_counts_and_a_draft_elsewhere_does_not(
    anna: Person, bo: Person, colleagues: list[Person], now: datetime
) -> None:
    erik, dorte, cecilie, *_others = colleagues
    held(bo, now, date(2026, 4, 1), erik, state=State.ANNOUNCED)
    held(bo, now, date(2026, 4, 1), cecilie, state=State.DRAFT)
    item = planned(anna, now, colleagues[:3])
    parts = {ItemRole.PRESENTER: [dorte]}
    an_item(item.meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, label="Et andet", parts=parts)
    meeting = item.meeting.again()
    said = {"meeting": meeting, "item": item, "by": anna, "now": now, "among": [erik, dorte, cecilie]}
    found = queries.next_for(Turn.PRESENTING, **said)
    assert [one.person for one in found] == [cecilie, dorte, erik]
    assert "1. april 2026" in found[2].reason


def test_who_did_not_come_took_no_turn(anna: Person, colleagues: list[Person], now: datetime) -> None:
    erik, dorte, *_others = colleagues
    meeting = held(anna, now, date(2025, 3, 4), erik)
    meeting.participants.filter(person=erik).update(reply=Reply.DECLINED)
    assert first_names(planned(anna, now, [erik, dorte]), anna, now)[0] == "Erik"


def test_other_presentations_are_no_turn(anna: Person, colleagues: list[Person], now: datetime) -> None:
    erik, dorte, *_others = colleagues
    held(anna, now, date(2025, 3, 4), erik)
    AgendaItem.objects.update(behaviour=Behaviour.LAW)
    assert first_names(planned(anna, now, [erik, dorte]), anna, now)[0] == "Erik"


@pytest.mark.parametrize(("turn", "role"), [(Turn.CHAIRING, ItemRole.CHAIR), (Turn.OBSERVING, ItemRole.HELICOPTER)])
def test_chairing_and_observing_are_turns_of_their_own(
    anna: Person, colleagues: list[Person], now: datetime, turn: str, role: str
) -> None:
    erik, dorte, *_others = colleagues
    before = a_meeting(anna, now=now, starts_at=now - timedelta(days=100))
    _work, group, _other = group_work(before, by=anna, now=now)
    ItemPart.objects.create(item=group, person=erik, role=role)
    Meeting.objects.filter(pk=before.pk).update(state=State.CLOSED)
    meeting = planned(anna, now, [erik, dorte]).meeting
    _work, group, _other = group_work(meeting, by=anna, now=now)
    found = queries.next_for(turn, meeting=meeting.again(), item=group, by=anna, now=now, among=[erik, dorte])
    assert [one.person for one in found] == [dorte, erik]


def test_who_does_nothing_but_manage_presents_no_practice(
    anna: Person, colleagues: list[Person], now: datetime
) -> None:
    erik, dorte, *_others = colleagues
    function = Function.objects.create(name="Jobcenterchef", is_management=True)
    Membership.objects.filter(person=erik).update(function=function)
    unit = Membership.objects.get(person=dorte).unit
    Membership.objects.create(person=dorte, unit=unit, function=function, since_on=date(2022, 1, 1))
    item = planned(anna, now, [erik, dorte])
    assert first_names(item, anna, now)[0] == "Dorte"
    assert "Erik" not in first_names(item, anna, now)


def test_leading_is_a_turn_of_the_whole_meeting(anna: Person, colleagues: list[Person], now: datetime) -> None:
    erik, dorte, *_others = colleagues
    held(erik, now, date(2025, 3, 4))
    meeting = planned(anna, now, [erik, dorte]).meeting
    found = queries.next_for(Turn.LEADING, meeting=meeting.again(), by=anna, now=now, among=[erik, dorte])
    assert [one.person for one in found] == [dorte, erik]


def test_nobody_but_a_leader_of_the_meeting_is_told(
    anna: Person, bo: Person, colleagues: list[Person], now: datetime
) -> None:
    item = planned(anna, now, [*colleagues, bo])
    with pytest.raises(NotAllowed):
        proposed(item, bo, now)
    began = a_meeting(bo, now=now, leaders=[anna])
    with pytest.raises(NotAllowed):
        queries.next_for(Turn.LEADING, meeting=began, by=bo, now=now)


def test_no_turn_is_taken_where_there_is_none(anna: Person, colleagues: list[Person], now: datetime) -> None:
    item = an_item(a_meeting(anna, now=now), by=anna, now=now, behaviour=Behaviour.LAW)
    with pytest.raises(Refusal):
        proposed(item, anna, now)


def test_among_those_there_throughout_who_declined_nothing_the_gap_is_at_most_one() -> None:
    """Forty meetings in each of many invented job centres, with people coming, leaving and saying "not this time"."""
    lived = [rotation.invent(random.Random(BEGIN + number)) for number in range(CENTRES)]
    assert max(rotation.live_through(centre, MEETINGS) for centre in lived) == 1
    assert sum(len(centre.steady - centre.ever_declined) for centre in lived) > 3 * CENTRES
    assert sum(len(centre.ever_declined) for centre in lived) > CENTRES


def test_the_agendas_of_a_year_are_as_fair_as_that(anna: Person, colleagues: list[Person], now: datetime) -> None:
    """The same through rows and operations: the leaders always ask the first who is proposed."""
    item = planned(anna, now, colleagues)
    Meeting.objects.filter(pk=item.meeting_id).update(starts_at=now + timedelta(days=900))
    taken = dict.fromkeys((one.name for one in colleagues), 0)
    for number in range(13):
        day = now + timedelta(days=50 * number)
        [first, *_others] = [name for name, _why in proposed(item, anna, day) if name in taken]
        taken[first] += 1
        held(anna, now, day.date(), Person.objects.get(name=first))
        assert max(taken.values()) - min(taken.values()) <= 1
