"""What an item took the last time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import Participant
from pejl.meetings.names import Reply
from pejl.meetings.tests.factories import an_item
from pejl.room import operations, queries
from pejl.room.tests.factories import Evening, an_evening, begun
from tests.people import person_in

MINUTE = timedelta(minutes=1)


@pytest.fixture
def crowd(space: Space) -> list[Person]:
    """Five who come."""
    return [person_in(space, f"Person {number}", f"person{number}@nordager.example") for number in range(5)]


def held(leader: Person, people: Sequence[Person], minutes: int, *, now: datetime) -> Evening:
    """A meeting whose framing took so long, a pause of three minutes left out."""
    evening = an_evening(leader, now=now, people=people)
    begun(evening, evening.framing, by=leader, now=now)
    press = {"meeting": evening.meeting, "expected_running": evening.framing.pk, "by": leader}
    operations.pause_item(**press, now=now + MINUTE)
    operations.resume_item(**press, now=now + 4 * MINUTE)
    operations.finish_item(item=evening.framing, by=leader, now=now + (minutes + 3) * MINUTE)
    meetings.end(meeting=evening.meeting, by=leader, now=now + 60 * MINUTE)
    Participant.objects.filter(meeting=evening.meeting).update(reply=Reply.ACCEPTED)
    return evening


def test_took_so_many_minutes_last_time(anna: Person, crowd: list[Person], now: datetime) -> None:
    evening = held(anna, crowd, 14, now=now)
    coming = an_evening(anna, now=now)
    last = queries.took_last_time(coming.framing, anna)
    assert last == queries.LastTime(evening.meeting, 14)
    assert queries.took_last_time(coming.plenary, anna) is None
    assert queries.took_last_time(coming.groups[0], anna) is None


def test_few_tell_nothing_and_neither_does_a_meeting_with_other_leaders(
    anna: Person, dorte: Person, crowd: list[Person], now: datetime
) -> None:
    held(anna, crowd[:3], 14, now=now)
    assert queries.took_last_time(an_evening(anna, now=now).framing, anna) is None
    held(anna, crowd, 14, now=now)
    assert queries.took_last_time(an_evening(dorte, now=now).framing, dorte) is None


def test_of_several_of_a_kind_the_one_with_the_same_name_is_meant(
    anna: Person, crowd: list[Person], now: datetime
) -> None:
    evening = an_evening(anna, now=now)
    second = an_item(evening.meeting, by=anna, now=now, behaviour="framing", label="Anden ramme", minutes=5)
    meetings.choose(meeting=evening.meeting, people=crowd, by=anna, now=now)
    begun(evening, evening.framing, by=anna, now=now)
    operations.start_item(item=second, expected_running=evening.framing.pk, by=anna, now=now + 8 * MINUTE)
    meetings.end(meeting=evening.meeting, by=anna, now=now + 10 * MINUTE)
    Participant.objects.filter(meeting=evening.meeting).update(reply=Reply.ACCEPTED)
    coming = an_evening(anna, now=now)
    found = queries.took_last_time(coming.framing, anna)
    assert found is not None
    assert found.minutes == 8
    other = an_item(coming.meeting, by=anna, now=now, behaviour="framing", label="Noget tredje")
    assert queries.took_last_time(other, anna) is None
