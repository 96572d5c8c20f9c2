"""What changes after the invitations goes out together, once, and only where it is still a change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.models import Job
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import ItemRole, Reply
from pejl.meetings.operations.bundling import PAUSE, SOON
from pejl.meetings.tests.factories import NEXT_WEEK, a_meeting, an_announced_meeting, an_item
from pejl.meetings.tests.mails import mails_to, work
from pejl.meetings.tests.test_agenda import as_it_is as item_as_it_is
from pejl.meetings.tests.test_planning import as_it_is
from tests.people import person_in

MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(anna: Person, bo: Person, now: datetime) -> Meeting:
    """Announced, everybody told, and Bo has said yes."""
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    operations.reply(meeting=meeting, reply=Reply.ACCEPTED, by=bo, now=now)
    work(now)
    return meeting


def change(meeting: Meeting, by: Person, at: datetime, **changes: Any) -> Meeting:
    return operations.change(meeting=meeting, **as_it_is(meeting.again(), **changes), by=by, now=at).again()


def notices_of(person: Person) -> int:
    return Notice.objects.filter(person=person).count()


def test_a_change_waits_and_is_told_a_few_minutes_later(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    changed = change(meeting, anna, now, place="Kantinen")
    assert changed.tells_at == now + PAUSE
    work(now + PAUSE - MINUTE)
    assert notices_of(bo) == 1
    work(now + PAUSE)
    told = Notice.objects.filter(person=bo, text__contains="Kantinen").get()
    assert told.subject.startswith(("Changed:", "Ændret:"))
    assert (meeting.again().sequence, meeting.again().tells_at) == (1, None)


def test_every_further_change_lets_it_wait_anew_and_all_are_told_in_one_mail(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
):
    change(meeting, anna, now, place="Kantinen")
    change(meeting, anna, now + 4 * MINUTE, title="Praktik i små virksomheder")
    later = now + 4 * MINUTE + PAUSE
    work(now + PAUSE)
    assert notices_of(bo) == 1
    assert len(mails_to(bo, later)) == 2
    assert "Kantinen" in mails_to(bo, later)[-1].body
    assert "Praktik i små virksomheder" in mails_to(bo, later)[-1].body


def test_what_is_turned_back_is_told_to_nobody(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    change(meeting, anna, now, place="Kantinen", starts_at=NEXT_WEEK + timedelta(hours=1))
    change(meeting, anna, now + MINUTE, place="Mødelokale 2", starts_at=NEXT_WEEK)
    work(now + timedelta(hours=1))
    assert notices_of(bo) == 1
    settled = meeting.again()
    assert (settled.sequence, settled.tells_at, settled.asks_again) == (0, None, False)
    assert Participant.objects.get(meeting=meeting, person=bo).reply == Reply.ACCEPTED


def test_a_new_start_asks_again_and_a_new_place_does_not(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    change(meeting, anna, now, place="Kantinen")
    work(now + PAUSE)
    assert Participant.objects.get(meeting=meeting, person=bo).reply == Reply.ACCEPTED
    changed = change(meeting, anna, now + timedelta(hours=1), starts_at=NEXT_WEEK + timedelta(hours=1))
    assert changed.asks_again
    work(now + timedelta(hours=2))
    replies = dict(Participant.objects.filter(meeting=meeting).values_list("person__name", "reply"))
    assert replies == {"Anna Ager": Reply.ACCEPTED, "Bo Bæk": Reply.NONE}


def test_the_agenda_counts_where_the_meeting_ends_later(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    item = meeting.items.get()
    operations.change_item(item=item, **item_as_it_is(item, minutes=90), by=anna, now=now)
    operations.change_item(item=item.again(), **item_as_it_is(item.again(), minutes=75), by=anna, now=now + MINUTE)
    work(now + MINUTE + PAUSE)
    assert notices_of(bo) == 2
    assert meeting.again().announced_until == NEXT_WEEK + timedelta(minutes=75)


def test_only_whoever_gets_another_part_is_told_of_it_own_part_first(
    meeting: Meeting, anna: Person, bo: Person, space: Space, now: datetime
):
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now)
    operations.set_parts(item=meeting.items.get(), parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    work(now + PAUSE)
    assert (notices_of(bo), notices_of(cecilie), notices_of(anna)) == (2, 1, 1)
    told = Notice.objects.filter(person=bo).order_by("created_at").last()
    assert told is not None
    assert told.text.index("9.00: Loven") < told.text.index("Mødelokale 2")


def test_undoing_a_change_of_the_agenda_tells_nobody(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    item = meeting.items.get()
    operations.change_item(item=item, **item_as_it_is(item, minutes=90), by=anna, now=now)
    operations.undo(meeting=meeting, by=anna, now=now + MINUTE)
    work(now + timedelta(hours=1))
    assert notices_of(bo) == 1


def test_send_now_does_not_wait(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    change(meeting, anna, now, place="Kantinen")
    operations.tell_again(meeting=meeting, by=anna, now=now + MINUTE)
    assert notices_of(bo) == 2
    work(now + timedelta(hours=1))
    assert notices_of(bo) == 2
    with pytest.raises(NotAllowed):
        operations.tell_again(meeting=meeting, by=bo, now=now)


def test_shortly_before_the_start_nothing_waits(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    late = NEXT_WEEK - SOON + MINUTE
    assert change(meeting, anna, late, place="Kantinen").tells_at == late
    work(late)
    assert notices_of(bo) == 2


@pytest.mark.parametrize("end", ["cancel", "begin"])
def test_a_cancellation_or_the_beginning_settles_what_waits(
    meeting: Meeting, anna: Person, bo: Person, now: datetime, end: str
):
    change(meeting, anna, now, place="Kantinen")
    if end == "cancel":
        operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    else:
        operations.begin(meeting=meeting, by=anna, now=now)
    assert meeting.again().tells_at is None
    work(now + timedelta(hours=1))
    assert Notice.objects.filter(person=bo, subject__contains="Kantinen").count() == 0
    assert notices_of(bo) == (2 if end == "cancel" else 1)


def test_a_worker_that_dies_sends_nothing_twice(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    """Whatever was under way is done once more after the lease: every task of the round, in every order."""
    change(meeting, anna, now, place="Kantinen")
    due = now + PAUSE
    assert len(mails_to(bo, due)) == 2
    Job.objects.update(state=Job.State.RUNNING, claimed_at=due)
    work(due + jobs.LEASE + MINUTE)
    assert len(mails_to(bo, due)) == 2
    assert notices_of(bo) == 2
    assert Event.objects.filter(event="meeting.changes_told").count() == 1


def test_a_draft_tells_nobody_whatever_is_done_to_it(anna: Person, bo: Person, now: datetime):
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    change(meeting, anna, now, place="Kantinen", starts_at=NEXT_WEEK + timedelta(days=1))
    operations.undo(meeting=meeting, by=anna, now=now)
    work(now + timedelta(days=30))
    assert meeting.again().tells_at is None
    assert not Notice.objects.exists()
    with pytest.raises(Refusal):
        operations.tell_again(meeting=meeting, by=anna, now=now)


def test_whoever_has_no_address_is_told_in_pejl_what_others_are_told(meeting: Meeting, anna: Person, now: datetime):
    dorte = tenancy.seat(name="Dorte Eng")
    operations.invite(meeting=meeting, people=[dorte], by=anna, now=now)
    change(meeting, anna, now, place="Kantinen")
    work(now + PAUSE)
    assert Notice.objects.filter(person=dorte, text__contains="Kantinen").count() == 1


def test_whoever_is_invited_meanwhile_gets_the_same_as_the_others(
    meeting: Meeting, anna: Person, bo: Person, space: Space, now: datetime
):
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    change(meeting, anna, now, place="Kantinen")
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now + MINUTE)
    work(now + timedelta(hours=1))
    assert (notices_of(bo), notices_of(cecilie)) == (2, 1)


def test_taken_out_and_invited_again_is_one_event_that_comes_back(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
):
    operations.take_out(meeting=meeting, people=[bo], by=anna, now=now + MINUTE)
    operations.invite(meeting=meeting, people=[bo], by=anna, now=now + 2 * MINUTE)
    files = [bytes(one.calendar).decode() for one in Notice.objects.filter(person=bo).order_by("created_at")]
    assert ["CANCEL" in file.split("BEGIN:VEVENT")[0] for file in files] == [False, True, False]
    sequences = [int(file.split("SEQUENCE:")[1].split("\r\n")[0]) for file in files]
    assert sequences == [0, 1, 1]
