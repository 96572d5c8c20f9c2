"""Whoever did something to the agenda can take it back, as long as nobody else has touched it since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest

from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaEdit, AgendaItem, Meeting
from pejl.meetings.names import Behaviour, EditKind, ItemRole
from pejl.meetings.operations.undoing import MOST
from pejl.meetings.queries import TimedItem
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting, an_item, group_work
from pejl.meetings.tests.test_agenda import as_it_is


def shape(meeting: Meeting) -> list[Any]:
    """All that an agenda is, as something to compare."""
    return [_shape(timed) for timed in queries.agenda_of(meeting.again())]


def _shape(timed: TimedItem) -> tuple[Any, ...]:
    item = timed.item
    same = (item.pk, item.label, item.position, item.minutes, item.questions, item.locked_start, item.leader_notes)
    return (*same, [(part.person_id, part.role) for part in timed.parts], [_shape(one) for one in timed.children])


Deed = Callable[[Meeting, AgendaItem, Person, datetime], object]

DEEDS: dict[str, Deed] = {
    "adding": lambda meeting, item, by, now: an_item(meeting, by=by, now=now, label="Nyt", position=1),
    "copying": lambda meeting, item, by, now: operations.duplicate_item(item=item, by=by, now=now),
    "changing": lambda meeting, item, by, now: operations.change_item(
        item=item, **as_it_is(item, label="Andet", minutes=25, locked_start=time(9, 30)), by=by, now=now
    ),
    "moving": lambda meeting, item, by, now: operations.move_item(
        item=item, to=1, expected_position=item.position, by=by, now=now
    ),
    "removing": lambda meeting, item, by, now: operations.remove_item(
        item=item, expected_version=item.version, by=by, now=now
    ),
    "naming people": lambda meeting, item, by, now: operations.set_parts(
        item=item, parts={ItemRole.HELICOPTER: []}, by=by, now=now
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_done_last_is_taken_back_whole(anna: Person, bo: Person, now: datetime, deed: str) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="Først")
    work, first, _second = group_work(meeting, by=anna, now=now)
    operations.set_parts(item=first, parts={ItemRole.MEMBER: [bo], ItemRole.CHAIR: [anna]}, by=anna, now=now)
    operations.set_parts(item=work, parts={ItemRole.HELICOPTER: [anna]}, by=anna, now=now)
    an_item(meeting, by=anna, now=now, label="Sidst")
    before = shape(meeting)
    DEEDS[deed](meeting, AgendaItem.objects.get(pk=work.pk), anna, now)
    assert shape(meeting) != before
    operations.undo(meeting=meeting, by=anna, now=now)
    assert shape(meeting) == before


def test_several_are_taken_back_one_by_one(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    for label in ("A", "B", "C"):
        an_item(meeting, by=anna, now=now, label=label)
    undone = [operations.undo(meeting=meeting, by=anna, now=now) for _number in range(3)]
    assert [(edit.label, edit.kind) for edit in undone] == [(label, EditKind.ADDED) for label in ("C", "B", "A")]
    assert shape(meeting) == []
    with pytest.raises(Refusal):
        operations.undo(meeting=meeting, by=anna, now=now)


def test_each_takes_back_their_own(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    an_item(meeting, by=anna, now=now, label="Annas")
    an_item(meeting, by=bo, now=now, label="Bos")
    operations.undo(meeting=meeting, by=anna, now=now)
    assert [one[1] for one in shape(meeting)] == ["Bos"]


def test_what_another_has_changed_since_is_not_taken_back(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    item = an_item(meeting, by=anna, now=now)
    operations.change_item(item=item, **as_it_is(item, label="Bos ord"), by=bo, now=now)
    with pytest.raises(Stale):
        operations.undo(meeting=meeting, by=anna, now=now)
    assert [one[1] for one in shape(meeting)] == ["Bos ord"]


def test_step_of_what_is_gone_is_not_put_back_alone(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    step = an_item(meeting, by=anna, now=now, minutes=5, parent=item)
    operations.remove_item(item=step, expected_version=step.version, by=anna, now=now)
    AgendaItem.objects.filter(pk=item.pk).delete()
    with pytest.raises(Stale):
        operations.undo(meeting=meeting, by=anna, now=now)


def test_who_plans_no_longer_undoes_nothing(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.undo(meeting=meeting, by=bo, now=now)


def test_changes_are_kept_up_to_a_number_and_until_the_meeting_begins(anna: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = AgendaItem.objects.get(meeting=meeting)
    for number in range(MOST + 3):
        item = operations.change_item(item=item, **as_it_is(item, label=f"Navn {number}"), by=anna, now=now)
    assert AgendaEdit.objects.filter(meeting=meeting).count() == MOST
    operations.begin(meeting=meeting, by=anna, now=now)
    assert not AgendaEdit.objects.filter(meeting=meeting).exists()


def test_break_is_put_back_as_a_break(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    pause = an_item(meeting, by=anna, now=now, behaviour=Behaviour.BREAK, label="Pause", may_shrink=True)
    operations.remove_item(item=pause, expected_version=pause.version, by=anna, now=now)
    operations.undo(meeting=meeting, by=anna, now=now)
    again = AgendaItem.objects.get(pk=pause.pk)
    assert (again.behaviour, again.may_shrink, again.label) == (Behaviour.BREAK, True, "Pause")


def test_nobody_is_put_back_into_a_second_group(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    _work, first, second = group_work(meeting, by=anna, now=now)
    operations.set_parts(item=first, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)
    operations.set_parts(item=first, parts={ItemRole.MEMBER: []}, by=anna, now=now)
    operations.set_parts(item=second, parts={ItemRole.MEMBER: [bo]}, by=bo, now=now)
    before = shape(meeting)
    with pytest.raises(Refusal):
        operations.undo(meeting=meeting, by=anna, now=now)
    assert shape(meeting) == before


def test_undoing_never_makes_fixed_times_cross(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    item = an_item(meeting, by=anna, now=now, locked_start=time(10))
    operations.change_item(item=item, **as_it_is(item, locked_start=None), by=anna, now=now)
    an_item(meeting, by=bo, now=now, locked_start=time(9, 30))
    before = shape(meeting)
    with pytest.raises(Refusal):
        operations.undo(meeting=meeting, by=anna, now=now)
    assert shape(meeting) == before
