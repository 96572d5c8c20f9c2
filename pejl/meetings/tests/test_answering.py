"""Answering by the link in a mail, and by the file that a calendar program sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pejl.foundation.audit.models import Event
from pejl.foundation.calendars.replies import MOST_BYTES
from pejl.foundation.login.models import Guesses
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import Reply
from pejl.meetings.operations.answering import opened, sealed
from pejl.meetings.tests.factories import an_announced_meeting
from pejl.meetings.tests.mails import link_to, mails_to, work
from pejl.meetings.tests.test_planning import as_it_is
from tests.people import NOW, person_in

As = Callable[[Person], Client]

ANSWER = """BEGIN:VCALENDAR
METHOD:REPLY
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT={answer};CN=Bo:mailto:{address}
UID:meeting-{meeting}@pejl
SEQUENCE:{sequence}
DTSTAMP:{stamp}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def at_nine() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(anna: Person, bo: Person, now: datetime) -> Meeting:
    return an_announced_meeting(anna, now=now, people=(bo,))


@pytest.fixture
def link(meeting: Meeting, bo: Person, now: datetime) -> str:
    """The link in Bo's invitation."""
    (mail,) = mails_to(bo, now)
    return link_to("/svar/", mail.body)


def seal_in(link: str) -> str:
    return link.partition("link=")[2]


def post(client: Client, link: str, reply: str, **more: str) -> int:
    return client.post("/svar/", {"link": seal_in(link), "reply": reply, **more}).status_code


def reply_of(person: Person) -> str:
    with scopes.scope(person.space_id):
        return Participant.objects.get(person=person).reply


def file(of: Meeting, **changes: object) -> bytes:
    told = {
        "answer": "ACCEPTED",
        "address": "Bo@Nordager.example",
        "meeting": of.pk,
        "sequence": 0,
        "stamp": "20260304T090000Z",
    }
    return ANSWER.format(**(told | changes)).encode()


def test_looking_answers_nothing_and_pressing_does(link: str, bo: Person):
    client = Client()
    for look in (client.get, client.head, client.options):
        look(link)
    page = client.get(link)
    assert page.status_code == 200
    assert reply_of(bo) == Reply.NONE
    assert post(client, link, "accepted") == 303
    assert reply_of(bo) == Reply.ACCEPTED
    assert post(client, link, "declined") == 303
    assert reply_of(bo) == Reply.DECLINED


def test_the_form_needs_no_session_and_its_own_token(link: str, bo: Person):
    client = Client(enforce_csrf_checks=True)
    assert post(client, link, "accepted") == 403
    page = client.get(link).content.decode()
    assert "pejl_session" not in client.cookies
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert post(client, link, "accepted", csrfmiddlewaretoken=token) == 303
    assert reply_of(bo) == Reply.ACCEPTED


def test_the_page_shows_the_meeting_in_brief_and_nobody_else(link: str, anna: Person, space: Space):
    page = Client().get(link)
    text = page.content.decode()
    for shown in ("Virksomhedspraktik", "Mødelokale 2", "onsdag den 11. marts 2026", "9.00", "Anna Ager"):
        assert shown in text
    assert anna.email not in text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_secret_stands_in_the_query_where_no_log_keeps_it(link: str):
    assert link.startswith("/svar/?link=")


def test_no_row_keeps_the_link(link: str):
    assert not Notice.objects.filter(text__contains="svar/").exists()


def test_the_answer_is_the_persons_own_and_the_leaders_hear_of_it(link: str, bo: Person, anna: Person, as_: As):
    """Also where the link is opened in a browser in which somebody else is signed in."""
    assert post(as_(anna), link, "declined") == 303
    assert reply_of(bo) == Reply.DECLINED
    assert reply_of(anna) == Reply.ACCEPTED


def test_a_link_of_another_job_centre_answers_there(link: str, bo: Person, carla: Person, as_: As):
    assert post(as_(carla), link, "accepted") == 303
    assert reply_of(bo) == Reply.ACCEPTED
    assert as_(carla).get(link).status_code == 200


@pytest.mark.parametrize("end", ["begin", "cancel", "take_out", "leave"])
def test_an_old_link_is_as_unknown_as_one_that_never_was(
    link: str, meeting: Meeting, anna: Person, bo: Person, now: datetime, end: str
):
    never = Participant(meeting=meeting, person=bo)
    unknown = Client().get("/svar/", {"link": sealed(never)})
    if end == "begin":
        operations.begin(meeting=meeting, by=anna, now=now)
    elif end == "cancel":
        operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    elif end == "take_out":
        operations.take_out(meeting=meeting, people=[bo], by=anna, now=now)
    else:
        Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    old, made_up = Client().get(link), Client().get("/svar/?link=x")
    assert old.status_code == unknown.status_code == made_up.status_code == 404
    assert old.content == unknown.content == made_up.content
    assert post(Client(), link, "accepted") == 404


def test_a_seal_that_was_changed_opens_nothing(meeting: Meeting, bo: Person):
    seal = sealed(Participant.objects.get(person=bo))
    assert opened(seal) is not None
    for wrong in (seal[:-1], seal[1:], "A" + seal, seal.replace(".", ""), "", "æ", seal.partition(".")[0]):
        assert opened(wrong) is None


def test_guessing_is_slowed_down_and_the_right_link_gets_in_from_elsewhere(link: str, bo: Person):
    client = Client()
    answers = [client.post("/svar/", {"link": f"{uuid4()}", "reply": "accepted"}).status_code for _ in range(62)]
    assert answers[:60] == [404] * 60
    assert answers[-1] == 429
    assert post(client, link, "accepted") == 429
    assert post(Client(REMOTE_ADDR="192.0.2.7"), link, "accepted") == 303


def test_looking_counts_no_guess(db: None):
    Client().get("/svar/?link=x")
    assert not Guesses.objects.exists()


def test_a_file_answers_for_whose_address_it_bears(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    operations.answer_by_file(file=file(meeting), meeting=meeting, by=anna, now=now)
    assert reply_of(bo) == Reply.ACCEPTED
    assert Event.objects.get(event="invitation.answer_handed_in").by_id == anna.pk
    later = file(meeting, answer="DECLINED", stamp="20260304T100000Z")
    operations.answer_by_file(file=later, meeting=meeting, by=anna, now=now)
    assert reply_of(bo) == Reply.DECLINED


def test_a_file_is_refused_that_is_about_something_else(meeting: Meeting, anna: Person, bo: Person, now: datetime):
    for changes in ({"meeting": uuid4()}, {"address": "fremmed@nordager.example"}, {"answer": "MAYBE"}):
        with pytest.raises(Invalid):
            operations.answer_by_file(file=file(meeting, **changes), meeting=meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.answer_by_file(file=file(meeting, answer="TENTATIVE"), meeting=meeting, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.answer_by_file(file=file(meeting), meeting=meeting, by=bo, now=now)
    assert reply_of(bo) == Reply.NONE


def test_a_file_that_a_later_answer_or_a_change_has_overtaken_is_refused(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
):
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)
    with pytest.raises(Refusal):
        operations.answer_by_file(file=file(meeting, stamp="20260304T070000Z"), meeting=meeting, by=anna, now=now)
    moved = meeting.starts_at + timedelta(days=1)
    operations.change(meeting=meeting, **as_it_is(meeting, starts_at=moved), by=anna, now=now)
    work(now + timedelta(hours=1))
    with pytest.raises(Refusal):
        operations.answer_by_file(file=file(meeting), meeting=meeting.again(), by=anna, now=now)
    operations.answer_by_file(file=file(meeting, sequence=1), meeting=meeting.again(), by=anna, now=now)
    assert reply_of(bo) == Reply.ACCEPTED


def test_a_file_is_handed_in_on_the_page(meeting: Meeting, anna: Person, bo: Person, as_: As):
    path, client = f"/moeder/{meeting.pk}/deltagere/svar-fra-fil/", as_(anna)

    def send(content: bytes) -> int:
        return client.post(path, {"file": SimpleUploadedFile("svar.ics", content, "text/calendar")}).status_code

    assert client.post(path, {}).status_code == 422
    for hostile in (b"\0" * 100, b"x" * (MOST_BYTES + 1), b"BEGIN:VCALENDAR\r\n" * 500, b"MZ\x90\x00", b"<svg/>"):
        assert send(hostile) == 422
    assert reply_of(bo) == Reply.NONE
    assert send(file(meeting)) == 303
    assert reply_of(bo) == Reply.ACCEPTED


def test_a_gateway_hands_in_files_of_meetings_that_its_person_plans(
    meeting: Meeting, anna: Person, bo: Person, api_as: As
):
    def send(person: Person, content: bytes) -> int:
        sent = {"file": SimpleUploadedFile("svar.ics", content)}
        return api_as(person).post("/api/v1/invitation-answers", sent).status_code

    assert send(bo, file(meeting)) == 404
    assert send(anna, file(meeting, meeting=uuid4())) == 404
    assert send(anna, b"intet") == 422
    assert send(anna, file(meeting)) == 200
    assert reply_of(bo) == Reply.ACCEPTED


def test_two_with_one_address_are_told_apart_by_nobody(meeting: Meeting, anna: Person, space: Space, now: datetime):
    twin = tenancy.seat(name="Bo Bæk den anden", email="bo@nordager.example")
    operations.invite(meeting=meeting, people=[twin], by=anna, now=now)
    with pytest.raises(Invalid):
        operations.answer_by_file(file=file(meeting), meeting=meeting, by=anna, now=now)


def test_everybody_invited_gets_a_link_of_their_own(meeting: Meeting, anna: Person, space: Space, now: datetime):
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    operations.invite(meeting=meeting, people=[cecilie], by=anna, now=now)
    links = {link_to("/svar/", mails_to(person, now)[-1].body) for person in (anna, cecilie)}
    assert len(links) == 2
