"""Answers to invitations, as calendar programs send them back: iCalendar with METHOD:REPLY (RFC 5546).

Anybody can send such a file. Its size, its lines and their nesting are bounded, and only five properties are read:
time zones and rules of repetition, which can be made to take hours, are passed over unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import unquote

from django.utils.translation import gettext as _
from icalendar.parser import Contentline

from pejl.foundation.calendars.ical import ADDRESS, line
from pejl.foundation.refusals import Invalid, Refusal

Answer = Literal["accepted", "declined", "tentative"]
ANSWERS: Mapping[str, Answer] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}

MOST_BYTES = 256 * 1024
MOST_LINES = 4000
MOST_IN_LINE = 4000
MOST_DEPTH = 4
MOST_IN_UID = 500
MOST_IN_ADDRESS = 254  # RFC 5321

FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
LINE_END = re.compile(r"\r\n|\r|\n")
NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
READ = {"METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE"}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What somebody answers. Who sent it is not proven: whoever calls decides what an answer from ``address`` may do.

    ``address`` is in small letters. ``sequence`` is that of the invitation that is answered; ``stamped_at`` when the
    answer was given, where the program says so. What the person wrote beside the answer is not read.
    """

    uid: str
    sequence: int
    address: str
    answer: Answer
    stamped_at: datetime | None


def parse(data: bytes) -> Reply:
    """The answer in an iCalendar file. Raises ``Invalid`` with what to do about it."""
    method, events = _sorted_out(_text(data))
    _refuse_other_than_reply(method)
    uids = {line(value) for event in events for value in event.values("UID")}
    if len(uids) > 1:
        raise _invalid(_("This file answers several meetings. Choose a file that answers one."))
    uid = next(iter(uids), "")
    if not 0 < len(uid) <= MOST_IN_UID:
        raise _unreadable()
    event = events[0]
    address, answer = _answer(event)
    return Reply(
        uid=uid, sequence=_sequence(event), address=address, answer=answer, stamped_at=_moment(event.value("DTSTAMP"))
    )


class _Properties:
    """The properties of one event that are read at all, as lines."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def values(self, name: str) -> list[str]:
        return [_parts(written)[1] for known, written in self.lines if known == name]

    def value(self, name: str) -> str:
        return next(iter(self.values(name)), "")


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _invalid(_("The file is too large for an answer to an invitation."))
    text = FOLD.sub("", data.decode("utf-8-sig", errors="replace"))
    if "\0" in text:
        raise _unreadable()
    return text


def _sorted_out(text: str) -> tuple[str, list[_Properties]]:
    """The file's method, and its events."""
    method, events = "", list[_Properties]()
    for inside, name, written in _walk(text):
        if inside == ("VCALENDAR",) and name == "METHOD":
            method = _parts(written)[1].strip().upper()
        elif inside == ("VCALENDAR", "VEVENT"):
            if name == "BEGIN":
                events.append(_Properties())
            elif name in READ:
                events[-1].lines.append((name, written))
    if not events:
        raise _unreadable()
    return method, events


def _walk(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each line with the components it stands in, its name and what is written; a component's beginning is inside."""
    lines = LINE_END.split(text)
    if len(lines) > MOST_LINES:
        raise _invalid(_("The file is too large for an answer to an invitation."))
    inside: tuple[str, ...] = ()
    for written in filter(str.strip, lines):
        name, value = _name(written), written.partition(":")[2].strip().upper()
        if name == "BEGIN":
            inside = (*inside, value)
        elif name == "END":
            if inside[-1:] != (value,):
                raise _unreadable()
            inside = inside[:-1]
            continue
        if not inside or len(inside) > MOST_DEPTH:
            raise _unreadable()
        yield inside, name, written
    if inside:
        raise _unreadable()


def _name(written: str) -> str:
    """The property's name. A line without one is read by no program, and some write such lines."""
    found = NAME.match(written)
    return found[0].upper() if found else ""


def _parts(written: str) -> tuple[Mapping[str, object], str]:
    """Parameters and value of a line."""
    if len(written) > MOST_IN_LINE:
        raise _unreadable()
    try:
        _name, parameters, value = Contentline(written).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        raise _unreadable() from None
    return parameters, value


def _refuse_other_than_reply(method: str) -> None:
    if method == "COUNTER":
        raise _invalid(_("This file proposes another time. Pejl reads yes, no and maybe: write to the meeting leader."))
    if method != "REPLY":
        raise _invalid(_("This calendar file is not an answer to an invitation."))


def _answer(event: _Properties) -> tuple[str, Answer]:
    """Who answers, and what."""
    attendees = [_parts(written) for name, written in event.lines if name == "ATTENDEE"]
    if len(attendees) != 1:
        raise _invalid(_("The file does not say who answers."))
    parameters, value = attendees[0]
    answer = ANSWERS.get(str(parameters.get("PARTSTAT", "")).upper())
    if answer is None:
        raise _invalid(_("The file says neither yes, no nor maybe."))
    return _address(parameters, value), answer


def _address(parameters: Mapping[str, object], value: str) -> str:
    """From ``mailto:``, or from the parameter beside an address of Apple's own."""
    scheme, colon, rest = value.strip().partition(":")
    address = unquote(rest) if colon and scheme.lower() == "mailto" else str(parameters.get("EMAIL", ""))
    address = address.strip().lower()
    if len(address) > MOST_IN_ADDRESS or not ADDRESS.fullmatch(address):
        raise _invalid(_("The file does not say who answers."))
    return address


def _sequence(event: _Properties) -> int:
    written = event.value("SEQUENCE").strip() or "0"
    if not re.fullmatch("[0-9]{1,9}", written):
        raise _unreadable()
    return int(written)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.strptime(written.strip(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _unreadable() -> Refusal:
    return _invalid(
        _("We cannot read this as a calendar file. Save the answer from your mail program as an .ics file.")
    )


def _invalid(message: str) -> Refusal:
    return Invalid(message, field="file")
