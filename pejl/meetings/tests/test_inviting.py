"""Choosing who comes, the invitations, and the answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from django.core import mail

from pejl.foundation.audit.models import Event
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import ItemRole, Reply, State
from pejl.meetings.tests.factories import NEXT_WEEK, a_meeting, an_announced_meeting, an_item
from pejl.meetings.tests.test_agenda import as_it_is
from tests.people import person_in


@pytest.fixture
def cecilie(space: Space) -> Person:
    """One more colleague."""
    return person_in(space, "Cecilie Dam", "cecilie@nordager.example")


def calendar_for(person: Person) -> str:
    """The latest calendar file a person was sent, with its folded lines joined."""
    notice = Notice.objects.filter(person=person, calendar__isnull=False).order_by("created_at", "id").last()
    assert notice is not None
    return bytes(notice.calendar).decode().replace("\r\n ", "")


def test_choose_tells_nobody_and_names_nobody_twice(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    assert operations.choose(meeting=meeting, people=[bo, bo, anna], by=anna, now=now) == 2
    assert operations.choose(meeting=meeting, people=[bo], by=anna, now=now) == 0
    assert not Notice.objects.exists()


def test_choose_leaves_out_whoever_has_left(anna: Person, bo: Person, now: datetime) -> None:
    bo.left_on = now.date()
    bo.save()
    meeting = a_meeting(anna, now=now)
    assert operations.choose(meeting=meeting, people=[bo], by=anna, now=now) == 0


def test_invite_announces_and_tells_each_once(anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, minutes=60)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [cecilie]}, by=anna, now=now)
    announced = operations.invite(meeting=meeting, people=[bo], by=anna, now=now)
    assert (announced.state, announced.announced_at) == (State.ANNOUNCED, now)
    assert announced.announced_until == NEXT_WEEK + timedelta(minutes=60)
    assert sorted(notice.person.name for notice in Notice.objects.all()) == ["Anna Ager", "Bo Bæk", "Cecilie Dam"]
    replies = dict(Participant.objects.filter(meeting=meeting).values_list("person__name", "reply"))
    assert replies == {"Anna Ager": Reply.ACCEPTED, "Bo Bæk": Reply.NONE, "Cecilie Dam": Reply.NONE}
    assert Event.objects.filter(event="meeting.announced", subject_id=meeting.pk).count() == 1


def test_invite_again_reaches_only_those_who_are_new(anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    Notice.objects.all().delete()
    operations.invite(meeting=meeting, people=[bo, cecilie], by=anna, now=now)
    assert [notice.person for notice in Notice.objects.all()] == [cecilie]
    assert Event.objects.filter(event="meeting.announced", subject_id=meeting.pk).count() == 1
    assert Event.objects.filter(event="meeting.invited", subject_id=meeting.pk).count() == 1


def test_the_invitation_is_a_request_that_calendars_understand(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    calendar = calendar_for(bo)
    for line in (
        "METHOD:REQUEST",
        f"UID:meeting-{meeting.pk}@pejl",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Copenhagen:20260311T090000",
        "DTEND;TZID=Europe/Copenhagen:20260311T100000",
        "SUMMARY:Virksomhedspraktik",
        "LOCATION:Mødelokale 2",
    ):
        assert line in calendar
    assert "mailto:bo@nordager.example" in calendar
    assert "anna@nordager.example" not in calendar


def test_the_invitation_says_what_by_when_and_what_there_is_to_do(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    operations.invite(meeting=meeting, by=anna, now=now)
    notice = Notice.objects.get(person=bo)
    assert "Virksomhedspraktik" in notice.subject
    assert "10. marts 2026" in notice.text.splitlines()[0]
    assert "Loven" in notice.text
    assert "At vide hvornår" in notice.text
    assert notice.path == f"/moeder/{meeting.pk}/"


def test_the_invitation_goes_out_as_one_real_mail_each(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    while jobs.work_one(now=now):
        pass
    addresses = sorted(parseaddr(message.to[0])[1] for message in mail.outbox)
    assert addresses == ["anna@nordager.example", "bo@nordager.example"]
    parsed: EmailMessage = message_from_bytes(mail.outbox[0].message().as_bytes())  # type: ignore[assignment]
    kinds = [part.get_content_type() for part in parsed.walk()]
    assert "text/plain" in kinds
    assert "text/calendar" in kinds
    assert f"/moeder/{meeting.pk}/" in mail.outbox[0].body


def test_each_is_told_in_the_own_language(anna: Person, bo: Person, now: datetime) -> None:
    assert bo.account is not None
    bo.account.language = "en"
    bo.account.save()
    an_announced_meeting(anna, now=now, people=(bo,))
    assert "Wednesday, 11 March 2026" in Notice.objects.get(person=bo).text
    assert "onsdag den 11. marts 2026" in Notice.objects.get(person=anna).text


def test_somebody_without_an_address_gets_a_notice_without_a_file(anna: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Dorte Eng", is_guest=True)
    an_announced_meeting(anna, now=now, people=(guest,))
    notice = Notice.objects.get(person=guest)
    assert notice.calendar is None
    assert notice.calendar_method == ""


def test_invite_refuses_an_empty_agenda(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    with pytest.raises(Refusal):
        operations.invite(meeting=meeting, by=anna, now=now)
    assert not Notice.objects.exists()


def test_tell_again_sends_the_new_end_once_more(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    item = meeting.items.get()
    operations.change_item(item=item, **as_it_is(item, minutes=90), by=anna, now=now)
    assert "SEQUENCE:0" in calendar_for(bo)
    operations.tell_again(meeting=meeting, by=anna, now=now + timedelta(minutes=1))
    assert "DTEND;TZID=Europe/Copenhagen:20260311T103000" in calendar_for(bo)
    assert "SEQUENCE:1" in calendar_for(bo)
    assert meeting.again().announced_until == NEXT_WEEK + timedelta(minutes=90)


def test_invite_of_a_newcomer_also_tells_the_others_a_new_end(
    anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    item = meeting.items.get()
    operations.change_item(item=item, **as_it_is(item, minutes=90), by=anna, now=now)
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now + timedelta(minutes=1))
    assert "SEQUENCE:1" in calendar_for(bo)
    assert "SEQUENCE:1" in calendar_for(cecilie)


def test_take_out_of_the_list_tells_only_who_was_invited(
    anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    operations.choose(meeting=meeting, people=[cecilie], by=anna, now=now)
    Notice.objects.all().delete()
    operations.take_out(meeting=meeting, people=[bo, cecilie], by=anna, now=now)
    assert [notice.person for notice in Notice.objects.all()] == [bo]
    assert "METHOD:CANCEL" in calendar_for(bo)
    assert list(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True)) == [anna.pk]


def test_take_out_refuses_leaders_and_those_with_a_part(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    operations.choose(meeting=meeting, people=[anna], by=anna, now=now)
    for person in (anna, bo):
        with pytest.raises(Invalid) as refusal:
            operations.take_out(meeting=meeting, people=[person], by=anna, now=now)
        assert person.name in refusal.value.message


def test_reply_is_the_invited_persons_own(anna: Person, bo: Person, cecilie: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    participant = operations.reply(meeting=meeting, reply=Reply.ACCEPTED, by=bo, now=now)
    assert (participant.reply, participant.replied_at) == (Reply.ACCEPTED, now)
    with pytest.raises(NotAllowed):
        operations.reply(meeting=meeting, reply=Reply.ACCEPTED, by=cecilie, now=now)


def test_reply_refuses_no_answer(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    with pytest.raises(Invalid):
        operations.reply(meeting=meeting, reply=Reply.NONE, by=bo, now=now)


def test_reply_is_refused_once_the_meeting_has_begun(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    operations.begin(meeting=meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)


def test_reply_tells_the_leaders_when_a_presenter_cannot_come(
    anna: Person, bo: Person, cecilie: Person, now: datetime
) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now)
    Notice.objects.all().delete()
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=cecilie, now=now)
    assert not Notice.objects.exists()
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)
    notice = Notice.objects.get()
    assert notice.person == anna
    assert "Bo Bæk" in notice.subject
    assert "Loven" in notice.text


def test_inviting_is_for_those_who_plan(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    for attempt in (
        lambda: operations.choose(meeting=meeting, people=[bo], by=bo, now=now),
        lambda: operations.take_out(meeting=meeting, people=[bo], by=bo, now=now),
        lambda: operations.invite(meeting=meeting, by=bo, now=now),
        lambda: operations.tell_again(meeting=meeting, by=bo, now=now),
        lambda: operations.cancel(meeting=meeting, reason="", by=bo, now=now),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Meeting.objects.get().state == State.ANNOUNCED
