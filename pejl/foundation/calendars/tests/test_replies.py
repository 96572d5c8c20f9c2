"""Answers as the common programs write them, and files that want something else."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.calendars import ical, replies
from pejl.foundation.calendars.replies import Reply
from pejl.foundation.calendars.tests.test_ical import BO, EVENT
from pejl.foundation.refusals import Invalid

OUTLOOK = """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo Kjær:MAILTO:Bo@Strandby.example
COMMENT;LANGUAGE=da-DK:Jeg kommer\\, men lidt senere\\n
UID:meeting-4b0c6f3e-6f0e-4f3a-9a5e-1f1c1f8f0a11@pejl
SUMMARY;LANGUAGE=da-DK:Accepteret: Læringsmøde
DTSTART;TZID=Romance Standard Time:20261126T090000
DTEND;TZID=Romance Standard Time:20261126T113000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20261122T150102Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:2
X-MICROSOFT-CDO-APPT-SEQUENCE:2
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
DESCRIPTION:REMINDER
UID:alarm
TRIGGER;RELATED=START:-PT15M
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20261126T080000Z
DTEND:20261126T103000Z
DTSTAMP:20261122T150305Z
ORGANIZER;CN=Pejl:mailto:pejl@strandby.example
UID:meeting-4b0c6f3e-6f0e-4f3a-9a5e-1f1c1f8f0a11@pejl
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=bo@stra
 ndby.example;X-NUM-GUESTS=0:mailto:bo@strandby.example
X-MICROSOFT-CDO-OWNERAPPTID:1234567
CREATED:20261101T090500Z
DESCRIPTION:
LAST-MODIFIED:20261122T150304Z
LOCATION:Mødelokale 2\\, 1. sal
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Læringsmøde
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 14.4//EN
BEGIN:VEVENT
UID:meeting-4b0c6f3e-6f0e-4f3a-9a5e-1f1c1f8f0a11@pejl
DTEND;TZID=Europe/Copenhagen:20261126T113000
ORGANIZER;CN="Pejl":mailto:pejl@strandby.example
ATTENDEE;CN="Kjær; Bo: \tmyndighed";CUTYPE=INDIVIDUAL;EMAIL="bo@strandby.examp
 le";PARTSTAT=TENTATIVE:/aMjY5/principal/
DTSTART;TZID=Europe/Copenhagen:20261126T090000
RECURRENCE-ID;TZID=Europe/Copenhagen:20261126T090000
SEQUENCE:2
DTSTAMP:20261122T150405Z
SUMMARY:Læringsmøde
END:VEVENT
END:VCALENDAR
"""
UID = "meeting-4b0c6f3e-6f0e-4f3a-9a5e-1f1c1f8f0a11@pejl"


def small(*lines: str, method: str = "REPLY") -> bytes:
    """A reply of the fewest lines, and these."""
    least = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(least).encode()


ATTENDEE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@strandby.example"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("file", "answer", "second"), [(OUTLOOK, "accepted", 62), (GOOGLE, "declined", 185), (APPLE, "tentative", 245)]
)
def test_answers_of_the_common_programs_are_read(
    file: str, answer: replies.Answer, second: int, start: bytes, end: str
) -> None:
    assert replies.parse(start + file.replace("\n", end).encode()) == Reply(
        uid=UID,
        sequence=2,
        address="bo@strandby.example",
        answer=answer,
        stamped_at=datetime(2026, 11, 22, 15, second // 60, second % 60, tzinfo=UTC),
    )


@pytest.mark.parametrize(("partstat", "answer"), replies.ANSWERS.items())
def test_answer_to_our_own_invitation_leads_back_to_it(partstat: str, answer: replies.Answer) -> None:
    """As a program does it: take the invitation, keep oneself as attendee, say what one answers."""
    calendar = icalendar.Calendar.from_ical(ical.invitation(EVENT, method="REQUEST", recipient=BO))
    calendar["METHOD"] = "REPLY"
    event = calendar.events[0]
    (mine,) = [one for one in event["ATTENDEE"] if one == f"mailto:{BO.address}"]
    mine.params["PARTSTAT"] = partstat
    event["ATTENDEE"] = mine
    reply = replies.parse(calendar.to_ical())
    assert (reply.uid, reply.sequence) == (EVENT.uid, EVENT.sequence)
    assert (reply.address, reply.answer) == (BO.address, answer)


def test_what_is_not_told_is_not_made_up() -> None:
    reply = replies.parse(small("UID:1", ATTENDEE))
    assert (reply.sequence, reply.stamped_at) == (0, None)


def test_address_may_be_written_as_in_a_web_address() -> None:
    reply = replies.parse(small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo%2Bpejl@strandby.example"))
    assert reply.address == "bo+pejl@strandby.example"


def test_repeated_answers_to_one_series_are_one_answer() -> None:
    again = ["UID:1", ATTENDEE, "END:VEVENT", "BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20261126T080000Z", ATTENDEE]
    assert replies.parse(small(*again)).uid == "1"


NESTED = [*["BEGIN:VALARM"] * 50, *["END:VALARM"] * 50]
REFUSED = {
    "empty": b"",
    "no calendar": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a mail": b"From: bo@strandby.example\nSubject: Re: hej\n\nJeg kommer",
    "no event": b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
    "no method": small("UID:1", ATTENDEE).replace(b"METHOD:REPLY\r\n", b""),
    "no uid": small(ATTENDEE),
    "empty uid": small("UID: ", ATTENDEE),
    "long uid": small(f"UID:{'1' * 501}", ATTENDEE),
    "two meetings": small("UID:1", "UID:2", ATTENDEE),
    "nobody": small("UID:1"),
    "two people": small("UID:1", ATTENDEE, ATTENDEE),
    "no answer": small("UID:1", "ATTENDEE:mailto:bo@strandby.example"),
    "not yet": small("UID:1", "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bo@strandby.example"),
    "passed on": small("UID:1", "ATTENDEE;PARTSTAT=DELEGATED:mailto:bo@strandby.example"),
    "two answers": small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED,DECLINED:mailto:bo@strandby.example"),
    "no address": small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:4b0c"),
    "two addresses": small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@x.example,carla@x.example"),
    "line in address": small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@x.example%0D%0ABcc:y@x.example"),
    "long address": small("UID:1", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{'b' * 300}@x.example"),
    "sequence of words": small("UID:1", "SEQUENCE:two", ATTENDEE),
    "sequence below zero": small("UID:1", "SEQUENCE:-1", ATTENDEE),
    "endless sequence": small("UID:1", f"SEQUENCE:{'9' * 3000}", ATTENDEE),
    "not ended": small("UID:1", ATTENDEE)[:-16],
    "ended crosswise": small("UID:1", ATTENDEE, "END:VCALENDAR", "END:VEVENT"),
    "ended before it begins": b"END:VCALENDAR\r\n" + small("UID:1", ATTENDEE),
    "outside": b"UID:1\r\n" + small("UID:1", ATTENDEE),
    "nested": small("UID:1", ATTENDEE, *NESTED),
    "zeros": small("UID:1", ATTENDEE, "X-A:\0"),
    "utf-16": small("UID:1", ATTENDEE).decode().encode("utf-16"),
    "half a line": small("UID:1", 'ATTENDEE;PARTSTAT="ACCEPTED:mailto:bo@strandby.example'),
    "no colon": small("UID:1", "ATTENDEE;PARTSTAT=ACCEPTED;CN"),
    "long line": small("UID:1", f"ATTENDEE;PARTSTAT=ACCEPTED;CN={'B' * 5000}:mailto:bo@strandby.example"),
    "many lines": small("UID:1", ATTENDEE, *["X-A:1"] * 5000),
    "large": small("UID:1", ATTENDEE, f"X-A:{'1' * 300_000}"),
}


@pytest.mark.parametrize("file", REFUSED.values(), ids=REFUSED)
def test_other_files_are_refused_in_a_sentence(file: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        replies.parse(file)
    assert refused.value.message.endswith(".")
    assert refused.value.field == "file"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "REFRESH", "ADD", "DECLINECOUNTER"])
def test_only_an_answer_is_read(method: str) -> None:
    with pytest.raises(Invalid, match="svar"):
        replies.parse(small("UID:1", ATTENDEE, method=method))


def test_proposal_of_another_time_says_what_to_do() -> None:
    with pytest.raises(Invalid, match=r"leader|mødeleder"):
        replies.parse(small("UID:1", ATTENDEE, method="COUNTER"))


HOSTILE = {
    "rules without end": OUTLOOK.replace("FREQ=YEARLY;INTERVAL=1", "FREQ=SECONDLY;INTERVAL=1").encode(),
    "folds": b"\r\n ".join([b"BEGIN:VCALENDAR", *[b""] * 80_000]),
    "line ends": b"\r\n" * 130_000,
    "blanks": small("UID:1", "ATTENDEE;PARTSTAT=" + " \t" * 120_000),
    "quotes": small("UID:1", "ATTENDEE;" + '"' * 250_000),
    "backslashes": small("UID:1", "ATTENDEE;CN=" + "\\" * 250_000),
    "parameters": small("UID:1", "ATTENDEE;" + "A=1;" * 60_000),
    "names": b"A" * 260_000,
    "begins": b"BEGIN:VCALENDAR\r\n" * 15_000,
    "many events": small("UID:1", ATTENDEE, *["END:VEVENT", "BEGIN:VEVENT", "UID:1", ATTENDEE] * 990),
}


@pytest.mark.once
@pytest.mark.endure  # measures time, which an ordinary test run must not depend on
@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_take_no_time(file: bytes) -> None:
    begun = time.process_time()
    with suppress(Invalid):
        replies.parse(file)
    assert time.process_time() - begun < 1


@given(st.binary(max_size=400))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        replies.parse(data)


LINES = st.sampled_from(OUTLOOK.splitlines())
SPOILT = st.builds(
    lambda line, at, text: line[:at] + text + line[at:], LINES, st.integers(0, 40), st.text(min_size=1, max_size=3)
)


@given(st.lists(st.one_of(LINES, SPOILT, st.text(max_size=40)), max_size=40))
def test_any_lines_are_an_answer_or_refused(lines: list[str]) -> None:
    try:
        reply = replies.parse("\r\n".join(lines).encode("utf-8", "surrogatepass"))
    except Invalid:
        return
    assert reply.uid
    assert "\n" not in reply.uid + reply.address


@given(st.integers(0, len(OUTLOOK.splitlines())), SPOILT)
def test_one_more_line_is_an_answer_or_refused(at: int, spoilt: str) -> None:
    lines = OUTLOOK.splitlines()
    lines.insert(at, spoilt)
    try:
        reply = replies.parse("\r\n".join(lines).encode("utf-8", "surrogatepass"))
    except Invalid:
        return
    assert reply.answer in replies.ANSWERS.values()
