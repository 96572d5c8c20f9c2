"""How it goes on after the meeting."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, topic_of
from pejl.room import operations, queries
from pejl.room.models import Proceeding
from pejl.room.operations import Course
from pejl.room.tests.factories import Evening, begun

SAID = Course(
    making="Bo og Dorte skriver et udkast",
    dissemination="På afdelingsmødet",
    has_follow_up=True,
    follow_up="Vi ser på udkastet",
    follow_up_on=date(2026, 4, 1),
)


@pytest.fixture
def meeting(evening: Evening, anna: Person, now: datetime) -> Meeting:
    """The meeting, under way."""
    begun(evening, evening.framing, by=anna, now=now)
    return evening.meeting


def test_proceeding_is_written_by_leaders_and_by_whoever_makes_a_product(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed, match="whoever makes a product"):
        operations.write_proceeding(meeting=meeting, course=SAID, expected_version=0, by=bo, now=now)
    operations.take_on_product(meeting=meeting, person=bo, what="Skema", by=bo, now=now)
    written = operations.write_proceeding(meeting=meeting, course=SAID, expected_version=0, by=bo, now=now)
    assert (written.version, written.making, written.follow_up_on) == (1, SAID.making, SAID.follow_up_on)
    changed = operations.write_proceeding(
        meeting=meeting, course=Course(making="Vi mødes mandag"), expected_version=1, by=anna, now=now
    )
    assert queries.proceeding_of(meeting) == changed
    assert (changed.version, changed.has_follow_up, changed.follow_up_on) == (2, None, None)
    assert Event.objects.filter(event="proceeding.written").count() == 2


def test_same_proceeding_sent_again_is_recognised_and_another_is_refused_as_stale(
    meeting: Meeting, anna: Person, dorte: Person, now: datetime
) -> None:
    operations.write_proceeding(meeting=meeting, course=SAID, expected_version=0, by=anna, now=now)
    number = live.number_of(topic_of(meeting))
    again = operations.write_proceeding(meeting=meeting, course=SAID, expected_version=0, by=anna, now=now)
    assert (again.version, live.number_of(topic_of(meeting))) == (1, number)
    with pytest.raises(Stale, match="Look at both"):
        operations.write_proceeding(
            meeting=meeting, course=Course(making="Dorte skriver"), expected_version=0, by=dorte, now=now
        )
    assert Proceeding.objects.get().making == SAID.making


@pytest.mark.parametrize(
    ("course", "field"),
    [
        (Course(), "making"),
        (Course(has_follow_up=False, follow_up_on=date(2026, 4, 1)), "has_follow_up"),
        (Course(has_follow_up=True, follow_up_on=date(2020, 1, 1)), "follow_up_on"),
    ],
)
def test_proceeding_that_says_nothing_or_what_cannot_be_is_refused(
    meeting: Meeting, anna: Person, now: datetime, course: Course, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.write_proceeding(meeting=meeting, course=course, expected_version=0, by=anna, now=now)
    assert refusal.value.field == field
    assert not Proceeding.objects.exists()


def test_follow_up_proposes_a_day_and_makes_no_meeting(meeting: Meeting, anna: Person, now: datetime) -> None:
    operations.write_proceeding(meeting=meeting, course=SAID, expected_version=0, by=anna, now=now)
    assert list(Meeting.objects.all()) == [meeting]


def test_proceeding_is_written_while_the_meeting_is_open(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    said = {"meeting": evening.meeting, "course": SAID, "expected_version": 0, "by": anna, "now": now}
    with pytest.raises(Refusal, match="when the meeting begins"):
        operations.write_proceeding(**said)
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    operations.write_proceeding(**said)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.write_proceeding(**{**said, "course": Course(making="Andet"), "expected_version": 1})
