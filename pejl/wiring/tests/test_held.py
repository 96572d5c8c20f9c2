"""Meetings that were held, as something to read beside guidance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Confirmation, ReadingList
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting
from pejl.organisation.tests.factories import an_administrator, employed
from pejl.overview import queries as overview
from tests.people import NOW

As = Callable[[Person], Client]
LISTS = "/pejlemaerker/laeselister/"


@pytest.fixture
def held(anna: Person, now: datetime) -> Meeting:
    meeting = an_announced_meeting(anna, now=now)
    Meeting.objects.filter(pk=meeting.pk).update(state=State.CLOSED)
    return meeting.again()


@pytest.fixture
def made(anna: Person, bo: Person, held: Meeting, now: datetime) -> ReadingList:
    """Anna keeps it; Bo, who works there, is asked by it."""
    an_administrator(anna, now)
    employed(bo, now)
    made = operations.make_list(name="Det, vi har talt om", by=anna, now=now)
    operations.add_meeting(reading_list=made, meeting_id=held.pk, days=3, by=anna, now=now)
    return made


def test_it_is_read_once(bo: Person, held: Meeting, made: ReadingList, now: datetime) -> None:
    [one] = queries.asked(bo, by=bo, today=day_of(now))
    assert (one.title, one.is_read, one.due_on) == (held.title, False, day_of(now + timedelta(days=3)))
    first = operations.confirm_meeting(meeting_id=held.pk, by=bo, now=now)
    assert operations.confirm_meeting(meeting_id=held.pk, by=bo, now=now) == first
    [one] = queries.asked(bo, by=bo, today=day_of(now))
    assert (one.is_read, one.is_again, one.read_at) == (True, False, now)
    assert overview.my_page(bo, now=now, today=day_of(now)).waiting == []


def test_only_what_was_held_is_put_on_a_list_once(
    anna: Person, held: Meeting, made: ReadingList, now: datetime
) -> None:
    planned = a_meeting(anna, now=now)
    for meeting in (planned, held):
        with pytest.raises(Invalid):
            operations.add_meeting(reading_list=made, meeting_id=meeting.pk, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.confirm_meeting(meeting_id=planned.pk, by=anna, now=now)
    assert held not in queries.addable_meetings(made, anna)


def test_nobody_else_is_asked(anna: Person, held: Meeting, made: ReadingList, now: datetime) -> None:
    with pytest.raises(Refusal):
        operations.confirm_meeting(meeting_id=held.pk, by=anna, now=now)
    assert not Confirmation.objects.exists()


def test_a_meeting_that_is_gone_is_left_out(bo: Person, held: Meeting, made: ReadingList, now: datetime) -> None:
    Meeting.objects.filter(pk=held.pk).delete()
    assert queries.asked(bo, by=bo, today=day_of(now)) == []
    [line] = queries.lines_of(made, bo, day_of(now), with_sums=False)
    assert (line.title, line.is_asked) == (held.title, False)


@time_machine.travel(NOW, tick=False)
def test_it_is_confirmed_on_the_own_page_and_seen_on_the_overview(
    anna: Person, bo: Person, carla: Person, held: Meeting, made: ReadingList, as_: As
) -> None:
    client, confirm = as_(bo), f"{LISTS}moede/{held.pk}/laest/"
    page = client.get(LISTS).content.decode()
    assert confirm in page
    assert f"/moeder/{held.pk}/" in page
    assert held.title in client.get("/").content.decode()
    assert as_(carla).post(confirm).status_code == 404
    for _time in range(2):
        assert client.post(confirm).status_code == 302
    assert Confirmation.objects.count() == 1
    assert confirm not in client.get(LISTS).content.decode()
    assert held.title not in client.get("/").content.decode()
    with scopes.scope(carla.space_id):
        assert not Confirmation.objects.exists()


def test_a_keeper_chooses_it_among_what_was_held(anna: Person, held: Meeting, made: ReadingList, as_: As) -> None:
    made.entries.all().delete()
    client, page = as_(anna), f"{LISTS}{made.pk}/tilfoej/"
    assert held.title in client.get(page).content.decode()
    assert client.post(page, {"what": f"meeting:{held.pk}", "days": "5"}).status_code == 303
    assert held.title in client.get(f"{LISTS}{made.pk}/").content.decode()
