"""Who sees, plans, leads and takes part in a meeting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, permissions, queries
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import ItemRole, State
from pejl.meetings.tests.factories import NEXT_WEEK, a_meeting, an_announced_meeting, an_item
from tests.people import person_in


@pytest.fixture
def guest(space: Space) -> Person:
    """Somebody from outside."""
    return person_in(space, "Dorte Eng", "dorte@aarstal.example", is_guest=True)


def test_a_draft_is_seen_by_those_who_plan_it(anna: Person, bo: Person, space: Space, now: datetime) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    meeting = a_meeting(bo, now=now, by=anna, leaders=[bo])
    operations.choose(meeting=meeting, people=[cecilie], by=anna, now=now)
    for person, sees in ((anna, True), (bo, True), (cecilie, False)):
        assert Meeting.objects.visible_to(person).exists() is sees
        assert permissions.plans(person, meeting) is sees
    assert permissions.leads(bo, meeting)
    assert not permissions.leads(anna, meeting)


def test_an_announced_meeting_is_seen_by_colleagues_and_invited_guests(
    anna: Person, bo: Person, guest: Person, now: datetime
) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = meeting.items.get()
    assert Meeting.objects.visible_to(bo).exists()
    assert AgendaItem.objects.visible_to(bo).get() == item
    assert not Meeting.objects.visible_to(guest).exists()
    operations.choose(meeting=meeting, people=[guest], by=anna, now=now)
    assert not Meeting.objects.visible_to(guest).exists()
    operations.invite(meeting=meeting, by=anna, now=now)
    assert Meeting.objects.visible_to(guest).exists()


def test_another_job_centre_sees_nothing(anna: Person, carla: Person, now: datetime) -> None:
    an_announced_meeting(anna, now=now)
    with scopes.scope(carla.space_id):
        assert not Meeting.objects.visible_to(carla).exists()
        assert not Meeting.objects.exists()


def test_takes_part_whoever_leads_is_chosen_or_has_a_part(
    anna: Person, bo: Person, space: Space, now: datetime
) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    meeting = a_meeting(anna, now=now)
    assert permissions.takes_part(anna, meeting)
    assert not permissions.takes_part(bo, meeting)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    assert permissions.takes_part(bo, meeting.again())
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [cecilie]}, by=anna, now=now)
    assert permissions.takes_part(cecilie, meeting.again())


def test_listed_puts_every_meeting_in_one_place(anna: Person, bo: Person, now: datetime) -> None:
    coming = an_announced_meeting(anna, now=now, people=(bo,), title="Kommer")
    today = an_announced_meeting(anna, now=now, title="I dag", starts_at=now - timedelta(hours=1))
    running = an_announced_meeting(anna, now=now, title="I gang", starts_at=now - timedelta(days=2))
    operations.begin(meeting=running, by=anna, now=now)
    gone = an_announced_meeting(anna, now=now, title="Forbi", starts_at=now - timedelta(days=1))
    cancelled = an_announced_meeting(anna, now=now, title="Aflyst")
    operations.cancel(meeting=cancelled, reason="", by=anna, now=now)
    assert list(queries.listed("upcoming", person=bo, now=now)) == [running, today, coming]
    assert list(queries.listed("past", person=bo, now=now)) == [cancelled, gone]
    assert list(queries.listed("mine", person=bo, now=now)) == [coming]
    assert list(queries.listed("upcoming", person=bo, now=now, words="KOMM")) == [coming]


def test_waiting_for_names_what_is_not_answered(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    assert list(Meeting.objects.waiting_for(bo)) == [meeting]
    assert not Meeting.objects.waiting_for(anna).exists()
    operations.reply(meeting=meeting, reply="declined", by=bo, now=now)
    assert not Meeting.objects.waiting_for(bo).exists()


def test_ends_at_of_an_empty_agenda_is_the_start(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    assert queries.ends_at(meeting) == NEXT_WEEK
    assert meeting.state == State.DRAFT
