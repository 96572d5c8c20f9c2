"""From the planned meeting to the closed book."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import topic_of
from pejl.meetings.names import State
from pejl.meetings.tests.factories import a_meeting, a_running_meeting, an_announced_meeting, an_item


def test_a_meeting_is_begun_ended_and_closed_by_a_leader(anna: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    for step, state in (
        (operations.begin, State.RUNNING),
        (operations.end, State.WRITING_UP),
        (operations.close, State.CLOSED),
    ):
        assert step(meeting=meeting, by=anna, now=now).state == state
    events = list(Event.objects.filter(subject_id=meeting.pk).values_list("event", flat=True))
    assert {"meeting.begun", "meeting.ended", "meeting.closed"} <= set(events)
    kinds = [fact.kind for fact in live.facts_after(topic_of(meeting), 0)]
    assert kinds == ["meeting.begun", "meeting.ended", "meeting.closed"]


def test_a_step_pressed_by_both_leaders_is_taken_once(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, leaders=[anna, bo])
    operations.begin(meeting=meeting, by=anna, now=now)
    with pytest.raises(Stale):
        operations.begin(meeting=meeting, by=bo, now=now)
    assert live.number_of(topic_of(meeting)) == 1


def test_steps_are_taken_by_leaders_only(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_running_meeting(anna, now=now, people=(bo,))
    with pytest.raises(NotAllowed):
        operations.end(meeting=meeting, by=bo, now=now)


def test_a_draft_cannot_begin(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    with pytest.raises(Refusal):
        operations.begin(meeting=meeting, by=anna, now=now)
    an_item(meeting, by=anna, now=now)
    with pytest.raises(Stale):
        operations.begin(meeting=meeting, by=anna, now=now)
