"""Invitations and cancellations as iCalendar files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

import icalendar

Half = TypeVar("Half", icalendar.TimezoneStandard, icalendar.TimezoneDaylight)
Method = Literal["REQUEST", "CANCEL"]

TIMEZONE = "Europe/Copenhagen"
COPENHAGEN = ZoneInfo(TIMEZONE)
MARK = "x-pejl-mark"

# What one program or another takes for the end of a line; and the other control characters, which no program needs.
LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
ADDRESS = re.compile(r"[^\s@<>\"',;:\\]+@[^\s@<>\"',;:\\]+")


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody with a mail address: who invites, or who is invited."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """A meeting as a calendar sees it.

    ``uid`` stays the same for the meeting's whole life, ``sequence`` grows with every change that people were told of.
    All moments carry a time zone; ``created_at`` is when the meeting was planned, ``stamped_at`` when this file is
    made. ``url`` is the meeting's page. ``mark`` is for us alone: it stands in the file, is shown by no program, and
    makes two files different that otherwise read alike (``told``).
    """

    uid: str
    sequence: int
    summary: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime
    organiser: Party
    attendees: Sequence[Party]
    url: str
    created_at: datetime
    stamped_at: datetime
    mark: str = ""


def invitation(event: Event, *, method: Method, recipient: Party) -> bytes:
    """The file for one recipient's mail; the recipient is the one asked to answer.

    Raises ``ValueError`` for a moment without a time zone, an end before the start, or an address that is none.
    """
    file = calendar()
    file.add("method", method)
    entry = entry_for(event, is_cancelled=method == "CANCEL")
    for attendee in _everyone(event, recipient):
        entry.add(
            "attendee", _attendee(attendee, is_asked=method == "REQUEST" and attendee.address == recipient.address)
        )
    file.add_component(entry)
    return bytes(file.to_ical())


def calendar() -> icalendar.Calendar:
    """A file that knows Danish time and has no events yet."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Pejl//Pejl//DA")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add_component(_danish_time())
    return file


def entry_for(event: Event, *, is_cancelled: bool) -> icalendar.Event:
    """The event without those who are invited. Raises ``ValueError`` as ``invitation`` does."""
    if event.ends_at < event.starts_at:
        raise ValueError("A meeting cannot end before it starts.")
    entry = icalendar.Event()
    entry.add("uid", line(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _moment(event.stamped_at))
    entry.add("created", _moment(event.created_at))
    entry.add("dtstart", _moment(event.starts_at, COPENHAGEN))
    entry.add("dtend", _moment(event.ends_at, COPENHAGEN))
    entry.add("summary", line(event.summary))
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    for name, text in (("description", _lines(event.description)), ("location", line(event.location))):
        if text:
            entry.add(name, text)
    if event.url:
        entry.add("url", line(event.url))
    if event.mark:
        entry.add(MARK, line(event.mark))
    entry.add("organizer", _party(event.organiser))
    return entry


def _everyone(event: Event, recipient: Party) -> list[Party]:
    """The attendees, and the recipient too when not among them: a calendar ignores a file that is for others."""
    invited = list(event.attendees)
    return invited if any(party.address == recipient.address for party in invited) else [*invited, recipient]


def _attendee(party: Party, *, is_asked: bool) -> icalendar.vCalAddress:
    address = _party(party)
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    address.params["RSVP"] = "TRUE" if is_asked else "FALSE"
    return address


def _party(party: Party) -> icalendar.vCalAddress:
    if not ADDRESS.fullmatch(party.address):
        raise ValueError(f"Not a mail address: {party.address!r}")
    address = icalendar.vCalAddress(f"mailto:{party.address}")
    # A parameter knows no escapes that all programs read: quotes and carets give way.
    address.params["CN"] = line(party.name).replace('"', "'").replace("^", "")
    return address


def _moment(moment: datetime, zone: ZoneInfo | None = None) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(zone or ZoneInfo("UTC"))


def _lines(text: str) -> str:
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()


def line(text: str) -> str:
    """The text on one line, without what some program takes for the end of it."""
    return " ".join(_lines(text).split())


def _danish_time() -> icalendar.Timezone:
    """The European rule since 1996, written as a rule: it also holds for years that no table has yet."""
    zone = icalendar.Timezone()
    zone.add("tzid", TIMEZONE)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    zone.add_component(_turn(icalendar.TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), winter, summer))  # noqa: DTZ001
    zone.add_component(_turn(icalendar.TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), summer, winter))  # noqa: DTZ001
    return zone


def _turn(half: Half, name: str, first: datetime, before: timedelta, after: timedelta) -> Half:
    """The last Sunday of the month in ``first``, as told by the clock that is about to be turned."""
    half.add("tzname", name)
    half.add("dtstart", first)
    half.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    half.add("tzoffsetfrom", before)
    half.add("tzoffsetto", after)
    return half
