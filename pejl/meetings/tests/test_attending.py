"""Who is here: pressed by oneself, or noted by a leader; and the order in which people sit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import Meeting, Participant, topic_of
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.tests.factories import NEXT_WEEK, a_running_meeting, an_announced_meeting, an_item
from tests.people import person_in

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def emil(space: Space) -> Person:
    """A colleague whom nobody has invited."""
    return person_in(space, "Emil Eg", "emil@nordager.example")


@pytest.fixture
def meeting(anna: Person, bo: Person, now: datetime) -> Meeting:
    """Under way: Anna leads, Bo is invited."""
    return a_running_meeting(anna, now=now, people=(bo,))


def here(meeting: Meeting) -> list[str]:
    return [one.person.name.split()[0] for one in queries.present_at(meeting.again())]


def facts(meeting: Meeting) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(meeting), 0) if fact.kind.startswith("presence")]


def test_double_press_is_one_arrival(meeting: Meeting, bo: Person, now: datetime) -> None:
    for moment in (now, now + MINUTE):
        came = operations.come(meeting=meeting, person=bo, by=bo, now=moment)
    assert (came.came_at, came.went_at, came.seat) == (now, None, 1)
    assert facts(meeting) == ["presence.came"]
    assert Event.objects.filter(event="presence.came", subject_id=came.pk, by_id=bo.pk).count() == 1


def test_seats_follow_the_order_of_arrival(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    operations.come(meeting=meeting, person=bo, by=bo, now=now)
    operations.come(meeting=meeting, person=anna, by=anna, now=now)
    assert here(meeting) == ["Bo", "Anna"]
    assert queries.is_here(meeting.again(), bo)


def test_who_has_gone_comes_back_to_the_same_seat(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    for person in (bo, anna):
        operations.come(meeting=meeting, person=person, by=person, now=now)
    for _again in range(2):
        gone = operations.go(meeting=meeting, person=bo, by=anna, now=now + MINUTE)
    assert (gone.went_at, here(meeting)) == (now + MINUTE, ["Anna"])
    back = operations.come(meeting=meeting, person=bo, by=bo, now=now + 2 * MINUTE)
    assert (back.came_at, back.went_at, back.seat) == (now, None, 1)
    assert facts(meeting) == ["presence.came", "presence.came", "presence.gone", "presence.back"]


def test_leader_enters_whoever_came_without_a_device_or_an_invitation(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        operations.come(meeting=meeting, person=emil, by=emil, now=now)
    with pytest.raises(NotAllowed, match="Only the meeting leaders"):
        operations.come(meeting=meeting, person=emil, by=bo, now=now)
    operations.come(meeting=meeting, person=emil, by=anna, now=now)
    assert here(meeting) == ["Emil"]
    assert Participant.objects.get(meeting=meeting, person=emil).invited_at is None
    operations.go(meeting=meeting, person=emil, by=emil, now=now)
    with pytest.raises(NotAllowed):
        operations.go(meeting=meeting, person=anna, by=bo, now=now)


def test_who_has_a_part_becomes_a_participant(anna: Person, emil: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, behaviour=Behaviour.LAW, parts={ItemRole.PRESENTER: [emil]})
    operations.come(meeting=meeting, person=emil, by=emil, now=NEXT_WEEK)
    assert here(meeting) == ["Emil"]


def test_doors_open_an_hour_before_and_close_with_the_meeting(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    with pytest.raises(Refusal, match="an hour before"):
        operations.come(meeting=meeting, person=bo, by=bo, now=NEXT_WEEK - 61 * MINUTE)
    operations.come(meeting=meeting, person=bo, by=bo, now=NEXT_WEEK - 60 * MINUTE)
    operations.begin(meeting=meeting, by=anna, now=NEXT_WEEK)
    operations.end(meeting=meeting, by=anna, now=NEXT_WEEK)
    with pytest.raises(Refusal):
        operations.come(meeting=meeting, person=anna, by=anna, now=NEXT_WEEK)
    with pytest.raises(Refusal):
        operations.go(meeting=meeting, person=bo, by=bo, now=NEXT_WEEK)


def test_nobody_is_noted_who_is_not_here_any_more_or_never_came(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    emil.left_on = now.date()
    emil.save(update_fields=["left_on"])
    with pytest.raises(Invalid, match="has left"):
        operations.come(meeting=meeting, person=emil, by=anna, now=now)
    with pytest.raises(Refusal, match="not noted as here"):
        operations.go(meeting=meeting, person=bo, by=bo, now=now)


def test_leader_moves_somebody_one_place(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    for person in (bo, emil, anna):
        operations.come(meeting=meeting, person=person, by=anna, now=now)
    operations.go(meeting=meeting, person=emil, by=anna, now=now)
    press = {"meeting": meeting, "person": anna, "places": -1, "expected_seat": 3, "now": now}
    operations.move_seat(**press, by=anna)  # past Emil, who is not here
    assert here(meeting) == ["Anna", "Bo"]
    with pytest.raises(Stale, match="Anna Ager has been moved"):
        operations.move_seat(**press, by=anna)
    at_the_end = press | {"expected_seat": 1}
    assert operations.move_seat(**at_the_end, by=anna).seat == 1
    with pytest.raises(NotAllowed):
        operations.move_seat(**at_the_end, by=bo)


def test_attendance_tells_who_is_here_who_has_gone_and_who_has_not_come(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    operations.come(meeting=meeting, person=emil, by=anna, now=now)
    operations.come(meeting=meeting, person=bo, by=bo, now=now)
    operations.go(meeting=meeting, person=bo, by=bo, now=now)
    told = queries.attendance_of(meeting.again())
    assert [one.person for one in told.here] == [emil]
    assert [one.person for one in told.gone] == [bo]
    assert [one.person for one in told.not_come] == [anna]
