"""Approving the minutes on the page and through the API."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.tests.mails import work
from pejl.room import operations
from pejl.room.models import MinutesSending
from pejl.room.queries.approval import approved_minutes, standing_of
from pejl.room.tests.browsing import Browser, at
from pejl.room.tests.factories import Evening, begun
from pejl.room.tests.test_endpoints import Caller
from pejl.room.tests.test_minutes_pages import text_of


@pytest.fixture
def over(evening: Evening, anna: Person, now: datetime) -> Meeting:
    """The meeting, over, with a decision."""
    begun(evening, evening.framing, by=anna, now=now)
    operations.decide_together(meeting=evening.meeting, text="Vi ringer", by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    return evening.meeting.again()


def seen(meeting: Meeting, now: datetime) -> str:
    return standing_of(meeting.again(), now).now.digest


def test_leaders_approve_one_after_the_other_and_everybody_reads_it(
    evening: Evening, over: Meeting, anna: Person, bo: Person, dorte: Person, emil: Person, as_: Browser, now: datetime
) -> None:
    address = at("minutes_approval", evening)
    page = as_(anna).get(address).content.decode()
    assert "when these have approved too: Dorte Dam" in page
    assert "Approve and ask the others" in page
    assert as_(anna).post(address, {"seen": seen(over, now)}).url == address
    page = as_(anna).get(address).content.decode()
    assert "sent when Dorte Dam has too" in page
    assert "Approve alone" not in page
    page = as_(dorte).get(address).content.decode()
    assert "Approve and send" in page
    as_(dorte).post(address, {"seen": seen(over, now)})
    assert "3 on the way" in as_(dorte).get(address).content.decode()
    work(now + timedelta(days=400))
    assert "Sent to 3." in " ".join(as_(dorte).get(address).content.decode().split())
    for reader in (bo, emil):
        page = as_(reader).get(at("summary", evening)).content.decode()
        assert "Approved by the meeting leaders" in page
        assert "Vi ringer" in page
    assert as_(bo).get(address).status_code == 403


def test_changed_text_is_said_and_read_before_it_is_approved(
    evening: Evening, over: Meeting, anna: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    address, before = at("minutes_approval", evening), seen(over, now)
    as_(anna).post(address, {"seen": before})
    as_(dorte).post(at("minutes_section", evening, "beslutninger"), {"text": "Vi venter", "version": 0, "seen": ""})
    answer = as_(dorte).post(address, {"seen": before})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "changed since you read them" in page
    assert "must be approved anew" in page
    assert f'value="{seen(over, now)}"' in page
    assert approved_minutes(over) is None


def test_one_alone_when_the_others_had_their_days(
    evening: Evening, over: Meeting, anna: Person, as_: Browser, now: datetime
) -> None:
    address = at("minutes_approval", evening)
    as_(anna).post(address, {"seen": seen(over, now)})
    assert as_(anna).post(address, {"seen": seen(over, now), "alone": 1}).status_code == 422
    later = standing_of(over.again(), now).alone_from
    assert later is not None
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        browser = as_(anna)
        assert "Approve alone and send" in browser.get(address).content.decode()
        browser.post(address, {"seen": seen(over, now), "alone": 1})
    assert approved_minutes(over.again()) is not None


def test_correction_is_written_beside_what_everybody_reads(
    evening: Evening, over: Meeting, anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    address = at("minutes_approval", evening)
    for by in (anna, dorte):
        as_(by).post(address, {"seen": seen(over, now)})
    section = at("minutes_section", evening, "beslutninger")
    assert as_(anna).post(section, {"text": "Vi venter", "version": 0, "seen": ""}).url == address
    page = as_(anna).get(address).content.decode()
    assert "You are correcting the minutes" in page
    assert "Vi venter" in page
    assert "Vi venter" not in as_(bo).get(at("summary", evening)).content.decode()
    assert as_(anna).post(address, {"seen": seen(over, now)}).status_code == 422
    assert as_(anna).post(address, {"seen": seen(over, now), "note": "Vi ringer ikke"}).status_code == 302
    assert "Vi ringer ikke" in as_(dorte).get(address).content.decode()
    as_(dorte).post(address, {"seen": seen(over, now)})
    page = as_(bo).get(at("summary", evening)).content.decode()
    assert "Vi venter" in page
    assert "Vi ringer ikke" in page
    for paper in ("minutes_pdf", "minutes_word"):
        answer = as_(bo).get(at(paper, evening))
        assert "Vi venter" in text_of(answer.content, answer["Content-Type"])


def test_sent_again_once_for_each_press(
    evening: Evening, over: Meeting, anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    for by in (anna, dorte):
        as_(by).post(at("minutes_approval", evening), {"seen": seen(over, now)})
    row = MinutesSending.objects.get(person=bo)
    address = at("send_minutes_again", evening, row.pk)
    for _press in range(2):
        assert as_(anna).post(address, {"attempt": 1}).url == at("minutes_approval", evening)
    assert MinutesSending.objects.get(person=bo).attempt == 2
    assert as_(bo).post(address, {"attempt": 2}).status_code == 403


def test_not_before_the_meeting_is_over(evening: Evening, anna: Person, as_: Browser, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    assert as_(anna).get(at("minutes_approval", evening)).status_code == 409


def test_api_approves_sends_and_tells(
    evening: Evening, over: Meeting, anna: Person, bo: Person, dorte: Person, api_as: Browser, now: datetime
) -> None:
    leader, other, member = (Caller(api_as(person)) for person in (anna, dorte, bo))
    path = f"/meetings/{over.pk}/minutes-approval"
    _status, told = leader("GET", path)
    assert (told["is_waiting"], told["number"], told["sent"]) == (False, None, [])
    assert member("GET", path)[0] == 403
    assert leader("POST", path, {"seen_digest": "abc"})[0] == 409
    _status, told = leader("POST", path, {"seen_digest": told["digest"]})
    assert (told["is_waiting"], told["given"], told["missing"]) == (True, [str(anna.pk)], [str(dorte.pk)])
    _status, told = other("POST", path, {"seen_digest": told["digest"]})
    assert (told["number"], sorted(told["approved_by"])) == (1, sorted([str(anna.pk), str(dorte.pk)]))
    assert [one["state"] for one in told["sent"]] == ["on_the_way"] * 3
    again = f"/minutes-sendings/{MinutesSending.objects.get(person=bo).pk}/again"
    for _press in range(2):
        assert leader("POST", again, {"expected_attempt": 1})[0] == 200
    assert MinutesSending.objects.get(person=bo).attempt == 2
    _status, read = member("GET", f"/meetings/{over.pk}/minutes")
    assert read["approved_at"] is not None
    assert "- Vi ringer" in [one["text"] for one in read["sections"]]
