"""Mails: one person gets one mail that says what was meant, whatever the words hold."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError

from pejl.foundation.notices import mail

FILE = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Læringsmøde\r\nEND:VCALENDAR\r\n".encode()
SUBJECT = "Kan du komme? Læringsmøde om rehabiliteringsplanens forberedende del, torsdag d. 26. november kl. 9.00-11.30"
CARRIERS = ("subject", "to_name", "to_address", "reply_to", "message_id")
INJECTIONS = [
    f"x{end}{header}"
    for end in ("\r\n", "\n", "\r", "\v", "\x85", "\u2028", "\x00")
    for header in ("Bcc: evil@evil.example", "\r\nbody", " folded: x", "Content-Type: text/html")
]


@pytest.fixture(autouse=True)
def _sender(settings: LazySettings) -> None:
    settings.PEJL_MAIL_FROM = "Pejl <pejl@strandby.example>"


def composed(**changes: Any) -> EmailMessage:
    """The mail as a mail program reads it."""
    return message_from_bytes(drafted(**changes).message().as_bytes(linesep="\r\n"), policy=policy.default)  # type: ignore[return-value]


def drafted(**changes: Any) -> Any:
    given = {
        "message_id": "7c0f9f0e-0c58-4a3c-bb4d-6ce1b6fb1f60",
        "to_name": "Bo Kjær",
        "to_address": "bo@strandby.example",
        "subject": SUBJECT,
        "text": "Svar senest mandag.\n\nVi mødes i lokale 2.\n",
    }
    return mail.compose(**(given | changes))


def body(message: EmailMessage, kind: str) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == kind)
    return str(part.get_content()).replace("\r\n", "\n")


def test_plain_mail_says_what_was_meant() -> None:
    message = composed()
    assert message.get_content_type() == "text/plain"
    assert message["Subject"] == SUBJECT
    assert message["From"] == "Pejl <pejl@strandby.example>"
    assert message["To"].addresses[0].display_name == "Bo Kjær"
    assert message["To"].addresses[0].addr_spec == "bo@strandby.example"
    assert body(message, "text/plain") == "Svar senest mandag.\n\nVi mødes i lokale 2.\n"


def test_mail_says_that_a_machine_wrote_it() -> None:
    assert composed()["Auto-Submitted"] == "auto-generated"
    assert composed()["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_message_id_stays_the_same_for_the_same_id() -> None:
    assert composed()["Message-ID"] == "<7c0f9f0e-0c58-4a3c-bb4d-6ce1b6fb1f60@strandby.example>"
    assert composed()["Message-ID"] == composed(text="igen")["Message-ID"]
    assert composed()["Message-ID"] != composed(message_id="other")["Message-ID"]


@pytest.mark.parametrize("length", [1, 60, 80, 300])
def test_long_danish_subjects_survive_in_short_lines(length: int) -> None:
    subject = ("Ærø Å " * 60)[:length].strip()
    raw = drafted(subject=subject).message().as_bytes(linesep="\r\n")
    header, _, _ = raw.partition(b"\r\n\r\n")
    assert max(map(len, header.split(b"\r\n"))) <= 78
    assert header.isascii()
    assert b"Subject: \r\n" not in header
    assert composed(subject=subject)["Subject"] == subject


@pytest.mark.parametrize(
    "name",
    ["Holm, Anna", 'Anna "Æ" Holm', "Anna <x@evil.example>", "Bo;Carla:", "Åse\\", "", "a@evil.example, b", "(Bo)"],
)
def test_odd_names_never_make_another_recipient(name: str) -> None:
    message = drafted(to_name=name)
    assert message.recipients() == [message.to[0]]
    received = composed(to_name=name)
    assert [address for _, address in getaddresses([str(received["To"])])] == ["bo@strandby.example"]
    assert received["To"].addresses[0].display_name == name


def test_html_comes_beside_the_text() -> None:
    message = composed(html="<p>Svar senest mandag.</p>")
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert body(message, "text/html") == "<p>Svar senest mandag.</p>"


def test_invitation_is_a_part_with_its_method_and_a_file() -> None:
    message = composed(html="<p>x</p>", calendar=(FILE, "REQUEST"))
    alternatives, file = message.iter_parts()
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == FILE
    assert file.get_filename() == "invite.ics"
    assert file.get_payload(decode=True) == FILE


def test_cancellation_carries_its_method() -> None:
    message = composed(calendar=(FILE, "CANCEL"))
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "CANCEL"
    assert [part.get_filename() for part in message.iter_attachments()] == ["cancel.ics"]


def test_files_come_along_byte_by_byte() -> None:
    held = bytes(range(256)) * 40
    files = [
        mail.File(name="møde-referat.pdf", content=held, content_type="application/pdf"),
        mail.File(name="referat.docx", content=b"PK" + held, content_type="application/octet-stream"),
    ]
    message = composed(text="Referatet er her.", files=files)
    told = [(one.get_filename(), one.get_content_type(), one.get_content()) for one in message.iter_attachments()]
    assert told == [(one.name, one.content_type, one.content) for one in files]
    assert message.get_body(("plain",)).get_content().strip() == "Referatet er her."


def test_file_name_makes_no_header() -> None:
    with pytest.raises(BadHeaderError):
        composed(files=[mail.File(name="a.pdf\r\nBcc: evil@evil.example", content=b"", content_type="application/pdf")])


def test_unknown_calendar_method_is_an_error() -> None:
    with pytest.raises(ValueError, match="method"):
        drafted(calendar=(FILE, "PUBLISH\r\nX: y"))


def test_answers_go_where_they_should() -> None:
    assert composed(reply_to="anna@strandby.example")["Reply-To"] == "anna@strandby.example"
    assert "Reply-To" not in composed()


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("injection", INJECTIONS)
def test_no_header_gets_a_second_line(carrier: str, injection: str) -> None:
    with pytest.raises(BadHeaderError):
        drafted(**{carrier: injection})


@pytest.mark.parametrize("address", ["", "bo", "bo@", "bo@x.dk, eva@y.dk", "Bo <bo@x.dk>", "bo@x.dk bo"])
@pytest.mark.parametrize("carrier", ["to_address", "reply_to"])
def test_no_address_is_an_error(carrier: str, address: str) -> None:
    if carrier == "reply_to" and not address:
        assert "Reply-To" not in composed(reply_to=address)
        return
    with pytest.raises(ValidationError):
        drafted(**{carrier: address})


def test_words_in_the_text_stay_words() -> None:
    text = "From here\n.\n\r\n.\r\nBcc: x@evil.example\n--===\nContent-Type: text/html\n\n<b>æ</b> " + "lang " * 400
    assert body(composed(text=text), "text/plain").replace("\r", "\n").split() == text.split()
