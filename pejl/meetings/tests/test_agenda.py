"""The agenda: items, their order, groups and parts."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Meeting, Participant
from pejl.meetings.names import Authorship, Behaviour, ItemRole, Speaking, State
from pejl.meetings.tests.factories import a_meeting, a_running_meeting, an_announced_meeting, an_item, group_work
from tests.people import person_in


def labels(meeting: Meeting) -> list[str]:
    """The agenda's labels in order, positions checked to be 1, 2, 3 …"""
    items = [timed.item for timed in queries.agenda_of(meeting.again())]
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    return [item.label for item in items]


def as_it_is(item: AgendaItem, **changes: object) -> dict[str, object]:
    """What ``change_item`` takes, unchanged but for ``changes``."""
    told: dict[str, object] = {
        "behaviour": item.behaviour,
        "label": item.label,
        "minutes": item.minutes,
        "questions": item.questions,
        "may_shrink": item.may_shrink,
        "speaking": item.speaking,
        "authorship": item.authorship,
        "locked_start": item.locked_start,
        "room": item.room,
        "leader_notes": None,
        "expected_version": item.version,
    }
    return told | changes


def test_add_item_goes_last_or_where_it_is_put(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="A")
    an_item(meeting, by=anna, now=now, label="C")
    an_item(meeting, by=anna, now=now, label="B", position=2)
    an_item(meeting, by=anna, now=now, label="D", position=99)
    assert labels(meeting) == ["A", "B", "C", "D"]


def test_add_item_speaks_as_its_behaviour_does_unless_told(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    assert an_item(meeting, by=anna, now=now, behaviour=Behaviour.ROUND).speaking == Speaking.IN_TURN
    assert an_item(meeting, by=anna, now=now, speaking=Speaking.NOBODY).speaking == Speaking.NOBODY


@pytest.mark.parametrize("minutes", [0, -5, 481])
def test_add_item_refuses_no_time_and_more_than_a_day(anna: Person, now: datetime, minutes: int) -> None:
    meeting = a_meeting(anna, now=now)
    with pytest.raises(Invalid) as refusal:
        an_item(meeting, by=anna, now=now, minutes=minutes)
    assert refusal.value.field == "minutes"


def test_add_item_refuses_to_run_past_midnight_and_leaves_nothing(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, minutes=480)
    with pytest.raises(Invalid):
        an_item(meeting, by=anna, now=now, minutes=420)
    assert meeting.items.count() == 1


def test_add_item_takes_groups_in_group_work_only(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    work, first, _second = group_work(meeting, by=anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    for parent in (None, item, first):
        with pytest.raises(Invalid):
            an_item(meeting, by=anna, now=now, behaviour=Behaviour.GROUP, parent=parent)
    with pytest.raises(Invalid):
        an_item(meeting, by=anna, now=now, behaviour=Behaviour.LAW, parent=work)


def test_groups_run_side_by_side_in_the_time_of_their_work(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, minutes=15)
    group_work(meeting, by=anna, now=now, minutes=40)
    an_item(meeting, by=anna, now=now, minutes=5)
    _first, work, last = queries.agenda_of(meeting)
    assert [(group.starts_at, group.ends_at) for group in work.children] == [(work.starts_at, work.ends_at)] * 2
    assert [group.minutes for group in work.children] == [40, 40]
    assert last.starts_at == work.ends_at


def test_change_item_changes_everything_and_counts_the_version(anna: Person, now: datetime) -> None:
    item = an_item(a_meeting(anna, now=now), by=anna, now=now)
    changed = operations.change_item(
        item=item,
        behaviour=Behaviour.PLENARY,
        label="Fælles",
        minutes=25,
        questions="Hvad ved vi?",
        may_shrink=True,
        speaking=Speaking.ALL,
        authorship=Authorship.NONE,
        locked_start=time(9, 30),
        room="Salen",
        leader_notes="Husk tavlen",
        expected_version=1,
        by=anna,
        now=now,
    ).again()
    assert (changed.behaviour, changed.label, changed.planned_minutes, changed.adjusted_minutes) == (
        Behaviour.PLENARY,
        "Fælles",
        25,
        None,
    )
    assert (changed.authorship, changed.locked_start, changed.room) == (Authorship.NONE, time(9, 30), "Salen")
    assert (changed.leader_notes, changed.version) == ("Husk tavlen", 2)


def test_change_item_after_the_invitations_keeps_what_was_planned(anna: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = meeting.items.get()
    changed = operations.change_item(item=item, **as_it_is(item, minutes=75), by=anna, now=now)
    assert (changed.planned_minutes, changed.adjusted_minutes, changed.minutes) == (60, 75, 75)
    back = operations.change_item(item=item, **as_it_is(changed, minutes=60), by=anna, now=now)
    assert (back.planned_minutes, back.adjusted_minutes) == (60, None)


def test_change_item_by_two_at_once_is_stale_for_the_second(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    item = an_item(meeting, by=anna, now=now)
    seen = as_it_is(item)
    operations.change_item(item=item, **(seen | {"label": "Annas"}), by=anna, now=now)
    with pytest.raises(Stale):
        operations.change_item(item=item, **(seen | {"label": "Bos"}), by=bo, now=now)
    assert item.again().label == "Annas"


def test_change_item_refuses_to_make_something_else_of_work_with_groups(anna: Person, now: datetime) -> None:
    work, group, _other = group_work(a_meeting(anna, now=now), by=anna, now=now)
    with pytest.raises(Invalid):
        operations.change_item(item=work, **as_it_is(work, behaviour=Behaviour.PLENARY), by=anna, now=now)
    with pytest.raises(Invalid):
        operations.change_item(item=group, **as_it_is(group, behaviour=Behaviour.LAW), by=anna, now=now)


def test_change_item_of_a_group_leaves_it_without_minutes(anna: Person, now: datetime) -> None:
    _work, group, _other = group_work(a_meeting(anna, now=now), by=anna, now=now)
    changed = operations.change_item(
        item=group, **as_it_is(group, label="De øvede", minutes=90, locked_start=time(8)), by=anna, now=now
    )
    assert (changed.label, changed.minutes, changed.locked_start) == ("De øvede", 0, None)


def test_leader_notes_are_written_by_leaders_only(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(bo, now=now, by=anna, leaders=[bo])
    item = an_item(meeting, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.change_item(item=item, **as_it_is(item, leader_notes="Fra Anna"), by=anna, now=now)
    operations.change_item(item=item, **as_it_is(item, leader_notes="Fra Bo"), by=bo, now=now)
    changed = operations.change_item(item=item, **as_it_is(item.again(), label="Ny"), by=anna, now=now)
    assert (changed.label, changed.leader_notes) == ("Ny", "Fra Bo")


@pytest.mark.parametrize(
    ("label", "to", "order"),
    [("A", 3, "BCAD"), ("D", 1, "DABC"), ("B", 2, "ABCD"), ("C", 99, "ABDC"), ("B", 0, "BACD")],
)
def test_move_item_puts_it_among_those_beside_it(anna: Person, now: datetime, label: str, to: int, order: str) -> None:
    meeting = a_meeting(anna, now=now)
    items = {letter: an_item(meeting, by=anna, now=now, label=letter) for letter in "ABCD"}
    stood = items[label].again().position
    operations.move_item(item=items[label], to=to, expected_position=stood, by=anna, now=now)
    assert labels(meeting) == list(order)


def test_move_item_pressed_by_both_leaders_at_once_moves_once(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    items = {letter: an_item(meeting, by=anna, now=now, label=letter) for letter in "ABC"}
    operations.move_item(item=items["C"], to=2, expected_position=3, by=anna, now=now)
    with pytest.raises(Stale):
        operations.move_item(item=items["C"], to=2, expected_position=3, by=bo, now=now)
    assert labels(meeting) == ["A", "C", "B"]


def test_move_item_of_a_group_stays_inside_its_work(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    _work, first, second = group_work(meeting, by=anna, now=now)
    operations.move_item(item=first, to=2, expected_position=1, by=anna, now=now)
    [work] = queries.agenda_of(meeting)
    assert [child.item.pk for child in work.children] == [second.pk, first.pk]


def test_remove_item_takes_its_groups_along_and_closes_the_gap(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="A")
    work, *_groups = group_work(meeting, by=anna, now=now)
    an_item(meeting, by=anna, now=now, label="C")
    operations.remove_item(item=work, expected_version=1, by=anna, now=now)
    assert labels(meeting) == ["A", "C"]
    assert meeting.items.count() == 2


def test_remove_item_that_somebody_has_changed_is_stale(anna: Person, now: datetime) -> None:
    item = an_item(a_meeting(anna, now=now), by=anna, now=now)
    operations.change_item(item=item, **as_it_is(item, label="Ny"), by=anna, now=now)
    with pytest.raises(Stale):
        operations.remove_item(item=item, expected_version=1, by=anna, now=now)
    operations.remove_item(item=item, expected_version=2, by=anna, now=now)
    with pytest.raises(Stale):
        operations.remove_item(item=item, expected_version=2, by=anna, now=now)


def test_set_parts_replaces_the_roles_named_and_chooses_the_people(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [anna], ItemRole.CHAIR: [anna]}, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    [timed] = queries.agenda_of(meeting)
    assert timed.people(ItemRole.PRESENTER) == [bo]
    assert timed.people(ItemRole.CHAIR) == [anna]
    assert set(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True)) == {anna.pk, bo.pk}


def test_set_parts_makes_an_open_form_stale(anna: Person, bo: Person, now: datetime) -> None:
    item = an_item(a_meeting(anna, now=now), by=anna, now=now)
    seen = as_it_is(item, parts={ItemRole.PRESENTER: []})
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    with pytest.raises(Stale):
        operations.change_item(item=item, **seen, by=anna, now=now)
    assert item.parts.get().person == bo


def test_set_parts_seats_nobody_in_two_groups_at_once(anna: Person, bo: Person, now: datetime) -> None:
    _work, first, second = group_work(a_meeting(anna, now=now), by=anna, now=now)
    operations.set_parts(item=first, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)
    for role in (ItemRole.MEMBER, ItemRole.CHAIR):
        with pytest.raises(Invalid) as refusal:
            operations.set_parts(item=second, parts={role: [bo]}, by=anna, now=now)
        assert "Bo Bæk" in refusal.value.message
    operations.set_parts(item=first, parts={ItemRole.MEMBER: []}, by=anna, now=now)
    operations.set_parts(item=second, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)


def test_set_parts_lets_helicopters_listen_to_all_groups(anna: Person, now: datetime) -> None:
    _work, first, second = group_work(a_meeting(anna, now=now), by=anna, now=now)
    for group in (first, second):
        operations.set_parts(item=group, parts={ItemRole.HELICOPTER: [anna]}, by=anna, now=now)


def test_the_agenda_is_changed_by_those_who_plan_only(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = meeting.items.get()
    tries = [
        lambda: an_item(meeting, by=bo, now=now),
        lambda: operations.change_item(item=item, **as_it_is(item), by=bo, now=now),
        lambda: operations.move_item(item=item, to=1, expected_position=1, by=bo, now=now),
        lambda: operations.remove_item(item=item, expected_version=1, by=bo, now=now),
        lambda: operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=bo, now=now),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()


def test_the_agenda_stands_still_once_the_meeting_has_begun(anna: Person, now: datetime) -> None:
    meeting = a_running_meeting(anna, now=now)
    item = meeting.items.get()
    assert meeting.state == State.RUNNING
    with pytest.raises(Refusal):
        operations.change_item(item=item, **as_it_is(item, label="For sent"), by=anna, now=now)
    with pytest.raises(Refusal):
        operations.remove_item(item=item, expected_version=1, by=anna, now=now)


def test_people_of_names_everybody_once_by_name(anna: Person, bo: Person, space: Space, now: datetime) -> None:
    aage = person_in(space, "Aage Åberg", "aage@nordager.example")
    meeting = a_meeting(anna, now=now, chair=anna)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo, anna]}, by=anna, now=now)
    operations.choose(meeting=meeting, people=[aage], by=anna, now=now)
    people = queries.people_of(meeting.again())
    assert [one.person for one in people] == [anna, bo, aage]
    assert set(people[0].roles) == {"leader", "chair", "presenter"}
    assert [one.is_invited for one in people] == [False, False, False]
