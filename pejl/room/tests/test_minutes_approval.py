"""Approving the minutes, and what is sent once they are approved."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused
from typing import Any

import docx
import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from pypdf import PdfReader

from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.foundation.tenancy.rows import AppendOnlyRow
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import Reply, State
from pejl.meetings.tests.mails import mails_to, work
from pejl.room import operations, queries
from pejl.room.models import Contribution, MinutesApproval, MinutesSending, MinutesVersion
from pejl.room.names import Section, SendingState
from pejl.room.queries.approval import Approved, approved_minutes, attendees_of, sent, standing_of
from pejl.room.queries.snapshots import sections_of
from pejl.room.tests.factories import Evening, an_evening, begun


@pytest.fixture
def meeting(evening: Evening, anna: Person, bo: Person, now: datetime) -> Meeting:
    """The meeting, over and not closed, with a decision, and with learning that Bo shared."""
    begun(evening, evening.framing, by=anna, now=now)
    told = {"meeting": evening.meeting, "now": now}
    operations.decide_together(text="Vi ringer", by=anna, **told)
    operations.take_along(takes_along="Mod", will_introduce="", is_shared=True, expected_version=None, by=bo, **told)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    bo.account.language = "en"
    bo.account.save(update_fields=["language"])
    return evening.meeting.again()


def approve(meeting: Meeting, by: Person, now: datetime, **said: Any) -> MinutesVersion:
    """As somebody who has just read the text."""
    digest = standing_of(meeting.again(), now).now.digest
    return operations.approve_minutes(meeting=meeting, seen_digest=digest, by=by, now=now, **said)


def write(meeting: Meeting, text: str, by: Person, now: datetime, version: int = 0) -> None:
    key = Section.DECISIONS
    operations.write_section(meeting=meeting, key=key, text=text, expected_version=version, by=by, now=now)


def vouched(meeting: Meeting) -> Approved:
    """The approved minutes, which are there."""
    approved = approved_minutes(meeting.again())
    assert approved is not None
    return approved


def told(person: Person, subject: str, now: datetime) -> EmailMessage:
    """The one mail of a subject that has gone to somebody."""
    (message,) = [one for one in mails_to(person, now) if one.subject == subject]
    return message  # type: ignore[no-any-return]


def held_in(message: EmailMessage) -> tuple[str, str]:
    """What the PDF and the Word file of a mail say."""
    (pdf_name, pdf, _pdf), (word_name, word, _word) = message.attachments  # type: ignore[misc]
    assert (str(pdf_name), str(word_name)) == ("minutes-of-meeting.pdf", "minutes-of-meeting.docx")
    document = docx.Document(io.BytesIO(word))  # type: ignore[arg-type]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pages = PdfReader(io.BytesIO(pdf)).pages  # type: ignore[arg-type]
    return "\n".join(page.extract_text() for page in pages), "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_leader_says_yes_before_the_minutes_are_sent(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    version = approve(meeting, anna, now)
    standing = standing_of(meeting.again(), now)
    assert (standing.waiting, standing.given, standing.missing) == (version, (anna,), (dorte,))
    assert approved_minutes(meeting) is None
    assert Notice.objects.get(path=reverse("room:minutes_approval", args=[meeting.pk])).person == dorte
    assert (meeting.again().state, MinutesSending.objects.count()) == (State.WRITING_UP, 0)
    approve(meeting, dorte, now)
    assert vouched(meeting).by == (anna, dorte)
    assert meeting.again().state == State.CLOSED
    assert sorted(row.person.name for row in MinutesSending.objects.all()) == [anna.name, bo.name, dorte.name]


def test_only_leaders_approve_and_only_when_it_is_over(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(Refusal, match="when the meeting is over"):
        approve(evening.meeting, anna, now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    with pytest.raises(NotAllowed):
        approve(evening.meeting, bo, now)


def test_changed_text_voids_what_was_said(meeting: Meeting, anna: Person, dorte: Person, now: datetime) -> None:
    seen = standing_of(meeting.again(), now).now.digest
    approve(meeting, anna, now)
    write(meeting, "Vi ringer, før vi skriver", anna, now)
    standing = standing_of(meeting.again(), now)
    assert (standing.waiting, standing.is_voided, standing.given) == (None, True, ())
    with pytest.raises(Stale, match="changed since you read"):
        operations.approve_minutes(meeting=meeting, seen_digest=seen, by=dorte, now=now)
    assert approve(meeting, dorte, now).number == 2
    assert approved_minutes(meeting) is None
    approve(meeting, anna, now)
    assert vouched(meeting).version.number == 2


def test_what_a_participant_changes_voids_it_too(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    approve(meeting, anna, now)
    operations.agree(meeting=meeting, what="Køber kaffe", owner=bo, due_on=None, by=bo, now=now)
    assert standing_of(meeting.again(), now).is_voided
    approve(meeting, dorte, now)
    assert approved_minutes(meeting) is None


def test_one_leader_alone_after_three_days(meeting: Meeting, anna: Person, dorte: Person, now: datetime) -> None:
    approve(meeting, anna, now)
    digest = standing_of(meeting.again(), now).now.digest
    alone = partial(operations.approve_minutes_alone, meeting=meeting, seen_digest=digest, by=anna)
    with pytest.raises(Refusal, match="have until"):
        alone(now=now + timedelta(days=3, seconds=-1))
    alone(now=now + timedelta(days=3))
    alone(now=now + timedelta(days=3))
    assert vouched(meeting).by == (anna,)
    assert MinutesSending.objects.count() == 3


def test_nobody_is_alone_with_what_was_not_put_forward(meeting: Meeting, anna: Person, now: datetime) -> None:
    digest = standing_of(meeting.again(), now).now.digest
    with pytest.raises(Stale, match="Nothing waits"):
        operations.approve_minutes_alone(meeting=meeting, seen_digest=digest, by=anna, now=now)


def test_leaders_who_were_not_there_are_not_waited_for(
    meeting: Meeting, anna: Person, dorte: Person, now: datetime
) -> None:
    Participant.objects.update_or_create(meeting=meeting, person=anna, defaults={"came_at": now})
    approve(meeting.again(), anna, now)
    assert vouched(meeting).by == (anna,)


def test_pressing_twice_is_pressing_once(meeting: Meeting, anna: Person, dorte: Person, now: datetime) -> None:
    for by in (anna, anna, dorte, dorte, anna):
        approve(meeting, by, now)
    assert MinutesVersion.objects.count() == 1
    assert MinutesApproval.objects.count() == 2
    assert MinutesSending.objects.count() == 3


def test_mail_brings_the_minutes_without_what_can_be_taken_back(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    Contribution.objects.create(
        meeting=meeting, item=meeting.items.first(), person=bo, text="Jeg var bange", is_shared=True, written_at=now
    )
    approve(meeting, anna, now)
    approve(meeting, dorte, now)
    message = told(bo, f"Minutes: {meeting.title}", now)
    assert "attached as PDF" in message.body
    for text in (*held_in(message), message.body):
        assert "Mod" not in text.split()
        assert "Jeg var bange" not in text
    for text in held_in(message):
        assert "Vi ringer" in text
        assert f"{anna.name}, {dorte.name}" in text
    goal = queries.minutes_of(meeting.again(), now).section(Section.LEARNING).material.goals[0]
    shown = {one.key: one.text for one in sections_of(vouched(meeting).version, queries.minutes_of(meeting, now))}
    assert "Mod" in shown[Section.LEARNING]
    type(goal).objects.filter(pk=goal.pk).update(is_shared=False)
    Contribution.objects.update(is_shared=False)
    left = sections_of(vouched(meeting).version, queries.minutes_of(meeting.again(), now))
    assert Section.LEARNING not in [one.key for one in left]


def test_kept_text_holds_nothing_that_was_shared(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    own = {"meeting": meeting, "key": Section.LEARNING, "by": anna, "now": now}
    operations.write_section(**own, text="Bo tager mod med", expected_version=0)
    version = approve(meeting, anna, now)
    assert "mod" not in str(version.text).lower().split()
    shown = sections_of(version, queries.minutes_of(meeting.again(), now))
    assert [one.text for one in shown if one.key == Section.LEARNING] == ["Bo tager mod med"]
    operations.write_section(**own, text="Andre ord", expected_version=1)
    assert standing_of(meeting.again(), now).is_voided
    shown = sections_of(version, queries.minutes_of(meeting.again(), now))
    assert [one.own_text for one in shown if one.key == Section.LEARNING] == [""]


def test_approved_text_stands_still(meeting: Meeting, anna: Person, dorte: Person, now: datetime) -> None:
    approve(meeting, anna, now)
    version = approve(meeting, dorte, now)
    write(meeting, "Noget andet", anna, now)
    told = {one.key: one.text for one in sections_of(vouched(meeting).version)}
    assert told[Section.DECISIONS] == "- Vi ringer"
    with pytest.raises(AppendOnlyRow):
        version.save()


def test_correction_is_a_version_of_its_own_and_says_what_changed(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    approve(meeting, anna, now)
    approve(meeting, dorte, now)
    write(meeting, "Vi skriver", anna, now)
    assert standing_of(meeting.again(), now).changed == [Section.DECISIONS]
    with pytest.raises(Invalid):
        approve(meeting, anna, now, note=" … ")
    civil = f"{now:%d%m%y}-1234"
    with pytest.raises(CprFound):
        approve(meeting, anna, now, note=f"Det var {civil}")
    approve(meeting, anna, now, note="Vi ringer ikke")
    assert vouched(meeting).version.number == 1
    approve(meeting, dorte, now)
    assert vouched(meeting).version.number == 2
    message = told(bo, f"Corrected minutes: {meeting.title}", now)
    assert "Vi ringer ikke" in message.body
    for text in held_in(message):
        assert "Vi skriver" in text
        assert "Vi ringer ikke" in text


def test_minutes_that_nobody_corrects_are_not_written_after_the_meeting_is_closed(
    meeting: Meeting, anna: Person, dorte: Person, now: datetime
) -> None:
    meetings.close(meeting=meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        write(meeting, "For sent", anna, now)
    approve(meeting, anna, now)
    write(meeting, "Alligevel", dorte, now)
    assert standing_of(meeting.again(), now).is_voided


def test_who_declined_or_left_is_not_sent_them(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    Participant.objects.filter(meeting=meeting, person=bo).update(reply=Reply.DECLINED)
    assert attendees_of(meeting.again()) == [anna, dorte]
    Participant.objects.filter(meeting=meeting, person=bo).update(came_at=now)
    assert attendees_of(meeting.again()) == [anna, bo, dorte]
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    assert bo not in attendees_of(meeting.again())


def test_each_gets_one_mail_however_often_the_work_is_done(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    approve(meeting, anna, now)
    version = approve(meeting, dorte, now)
    assert sent(version, now).number(SendingState.ON_THE_WAY) == 3
    assert told(bo, f"Minutes: {meeting.title}", now)
    before = len(mail.outbox)
    notice = Notice.objects.get(person=bo, subject__startswith="Minutes")
    row = MinutesSending.objects.get(person=bo)
    operations.mail_minutes(notice_id=notice.pk, about=row.pk, now=now)
    assert len(mail.outbox) == before
    assert sent(version, now).number(SendingState.SENT) == 3


def test_whom_no_mail_reaches_is_told_and_sent_again(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(pk=dorte.pk).update(email="")
    approve(meeting, anna, now)
    version = approve(meeting, dorte, now)

    def refused(message: EmailMessage) -> int:
        raise SMTPRecipientsRefused({message.to[0]: (550, b"No such mailbox")})

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refused)
        work(now)
    states = {row.person.name: state for row, state in sent(version, now).rows}
    failed = SendingState.FAILED
    assert states == {anna.name: failed, bo.name: failed, dorte.name: SendingState.NO_ADDRESS}
    row = MinutesSending.objects.get(person=bo)
    again = partial(operations.send_minutes_again, sending=row, expected_attempt=1, now=now)
    with pytest.raises(NotAllowed):
        again(by=bo)
    assert (again(by=anna).attempt, again(by=anna).attempt) == (2, 2)
    before = len(mail.outbox)
    work(now)
    assert len(mail.outbox) == before + 1
    assert sent(version, now).number(SendingState.SENT) == 1


def test_mail_server_that_is_down_is_asked_again_and_given_up(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(now)
    approve(meeting, anna, now)
    version = approve(meeting, dorte, now)

    def down(message: EmailMessage) -> int:
        raise SMTPRecipientsRefused({message.to[0]: (450, b"Later")})

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", down)
        work(now)
    assert sent(version, now).number(SendingState.ON_THE_WAY) == 3
    assert sent(version, now + timedelta(hours=5)).number(SendingState.FAILED) == 3
    work(now + timedelta(minutes=1))
    assert sent(version, now + timedelta(hours=5)).number(SendingState.SENT) == 3


@pytest.fixture
def waiting(transactional_db: None, now: datetime) -> tuple[Space, Person, Person, Meeting]:
    """A meeting that two lead, over, committed so that other threads see it."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, dorte = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Dorte Dam")
        evening = an_evening(anna, now=now, other_leaders=[dorte])
        begun(evening, evening.framing, by=anna, now=now)
        meetings.end(meeting=evening.meeting, by=anna, now=now)
        return space, anna, dorte, evening.meeting


def test_two_leaders_at_once_approve_and_send_once(
    waiting: tuple[Space, Person, Person, Meeting], now: datetime
) -> None:
    space, anna, dorte, meeting = waiting
    start = threading.Barrier(4)

    def pressing(by: Person) -> Callable[[], object]:
        def press() -> object:
            with scopes.scope(space.pk):
                digest = standing_of(meeting.again(), now).now.digest
                start.wait(timeout=20)
                return operations.approve_minutes(meeting=meeting, seen_digest=digest, by=by, now=now)

        return press

    said = at_once([pressing(by) for by in (anna, dorte, anna, dorte)])
    assert [type(one).__name__ for one in said] == ["MinutesVersion"] * 4
    with scopes.scope(space.pk):
        assert MinutesVersion.objects.count() == 1
        assert MinutesApproval.objects.filter(completes=True).count() == 1
        assert sorted(MinutesSending.objects.values_list("person__name", flat=True)) == ["Anna Ager", "Dorte Dam"]
        assert vouched(meeting).by == (anna, dorte)
