"""Invitations: two parsers read what was meant, and no words of people's become a line of their own."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from itertools import product

import icalendar
import pytest
import vobject

from pejl.foundation.calendars import ical
from pejl.foundation.calendars.ical import Event, Method, Party

ANNA = Party(name="Anna Holm", address="anna@strandby.example")
BO = Party(name="Bo Kjær", address="bo@strandby.example")
CARLA = Party(name="Carla Friis", address="carla@nordby.example")

EVENT = Event(
    uid="4b0c6f3e-6f0e-4f3a-9a5e-1f1c1f8f0a11@pejl.example",
    sequence=2,
    summary="Læringsmøde om virksomhedspraktik; formål, mål og varighed",
    description="Formål:\n- At vide, hvornår\n- At kende hinandens erfaringer, også de svære\n\nhttps://pejl.example/m/1",
    location="Mødelokale 2, 1. sal",
    starts_at=datetime(2026, 11, 26, 8, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 26, 10, 30, tzinfo=UTC),
    organiser=ANNA,
    attendees=(ANNA, BO),
    url="https://pejl.example/moeder/1/",
    created_at=datetime(2026, 11, 1, 9, 5, tzinfo=UTC),
    stamped_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
)

BREAKS = ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\\n", "^n", "\x00\n"]
ATTACKS = ["ATTENDEE:mailto:x@evil.example", "END:VEVENT", 'X";CN="y:mailto:x@evil.example']
PAYLOADS = [f"Tema{end}{attack}" for end, attack in product(BREAKS, ATTACKS)] + [
    "a;b,c:d\\e",
    '"citat"',
    "^^ ^' ^n",
    "\u202eesrev",
    "æøå " * 60,
    "\U0001f44d" * 40,
    "\t x \x7f\x80\x9f",
    "\ud800",
    "",
]


def written(event: Event = EVENT, *, method: Method = "REQUEST", recipient: Party = BO) -> bytes:
    return ical.invitation(event, method=method, recipient=recipient)


def entry(file: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(file).events[0]


def names(file: bytes) -> list[str]:
    """The properties' names, in order, of the lines that are no continuation."""
    lines = file.decode().split("\r\n")
    return [re.split("[:;]", line)[0] for line in lines if line and not line.startswith(" ")]


def test_invitation_is_read_by_icalendar() -> None:
    calendar = icalendar.Calendar.from_ical(written())
    assert calendar["METHOD"] == "REQUEST"
    event = calendar.events[0]
    assert event["UID"] == EVENT.uid
    assert event["SEQUENCE"] == 2
    assert event["SUMMARY"] == EVENT.summary
    assert event["DESCRIPTION"] == EVENT.description
    assert event["LOCATION"] == EVENT.location
    assert event["URL"] == EVENT.url
    assert event["STATUS"] == "CONFIRMED"
    assert (event.start, event.end) == (EVENT.starts_at, EVENT.ends_at)
    assert event["DTSTAMP"].dt == EVENT.stamped_at
    assert event["ORGANIZER"] == "mailto:anna@strandby.example"
    assert event["ORGANIZER"].params["CN"] == "Anna Holm"
    assert [address.params["CN"] for address in event["ATTENDEE"]] == ["Anna Holm", "Bo Kjær"]


def test_invitation_is_read_by_vobject_too() -> None:
    event = vobject.readOne(written().decode()).vevent
    assert event.summary.value == EVENT.summary
    assert event.description.value == EVENT.description
    assert event.location.value == EVENT.location
    assert event.dtstart.value == EVENT.starts_at
    assert event.dtend.value == EVENT.ends_at
    assert [one.value for one in event.attendee_list] == [f"mailto:{party.address}" for party in EVENT.attendees]


def test_only_the_recipient_is_asked_to_answer() -> None:
    asked = {str(address): address.params["RSVP"] for address in entry(written())["ATTENDEE"]}
    assert asked == {"mailto:anna@strandby.example": "FALSE", "mailto:bo@strandby.example": "TRUE"}


def test_recipient_outside_the_list_is_added() -> None:
    found = entry(written(recipient=CARLA))["ATTENDEE"]
    assert [address.params["CN"] for address in found] == ["Anna Holm", "Bo Kjær", "Carla Friis"]


def test_cancellation_takes_the_meeting_off_the_calendar() -> None:
    calendar = icalendar.Calendar.from_ical(written(dataclasses.replace(EVENT, sequence=3), method="CANCEL"))
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.events[0]["STATUS"] == "CANCELLED"
    assert calendar.events[0]["UID"] == EVENT.uid
    assert calendar.events[0]["SEQUENCE"] == 3
    assert {address.params["RSVP"] for address in calendar.events[0]["ATTENDEE"]} == {"FALSE"}


def test_clock_times_are_danish_in_summer_and_winter() -> None:
    june = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)
    summer = written(dataclasses.replace(EVENT, starts_at=june, ends_at=june + timedelta(hours=1)))
    assert b"DTSTART;TZID=Europe/Copenhagen:20260604T090000\r\n" in summer
    assert b"DTSTART;TZID=Europe/Copenhagen:20261126T090000\r\n" in written()


@pytest.mark.parametrize(("year", "month"), list(product((2015, 2026, 2040), (1, 3, 4, 7, 10))))
def test_zone_in_the_file_says_what_the_world_says(year: int, month: int) -> None:
    day = datetime(year, month, 28, 12)  # noqa: DTZ001
    zone = icalendar.Calendar.from_ical(written()).timezones[0].to_tz(lookup_tzid=False)
    assert zone.utcoffset(day) == ical.COPENHAGEN.utcoffset(day)


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    long = written(dataclasses.replace(EVENT, description="æøå " * 2000))
    assert max(map(len, long.split(b"\r\n"))) <= 75
    assert long.count(b"\n") == long.count(b"\r\n")
    assert entry(long)["DESCRIPTION"] == ("æøå " * 2000).strip()


def test_empty_texts_leave_no_property() -> None:
    bare = names(written(dataclasses.replace(EVENT, description="", location="  ", url="")))
    assert not {"DESCRIPTION", "LOCATION", "URL"} & set(bare)


def test_line_ends_part_words_and_controls_vanish() -> None:
    typed = "a\vb\x85c\u2028d\x00e\tf"
    file = entry(written(dataclasses.replace(EVENT, summary=typed, description=typed)))
    assert file["SUMMARY"] == "a b c de f"
    assert file["DESCRIPTION"] == "a\nb\nc\nde f"


def test_names_use_no_escapes_that_some_programs_lack() -> None:
    file = written(recipient=Party(name='Carla "C^n" Friis; x, y: z', address="carla@nordby.example"))
    assert entry(file)["ATTENDEE"][2].params["CN"] == "Carla 'Cn' Friis; x, y: z"
    assert b"^" not in file


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_never_become_lines(payload: str) -> None:
    party = Party(name=payload, address="bo@strandby.example")
    file = written(
        dataclasses.replace(
            EVENT,
            uid=f"1{payload}",
            summary=f"M{payload}",
            description=f"M{payload}",
            location=f"M{payload}",
            url=f"https://pejl.example/{payload}",
            organiser=party,
            attendees=(ANNA, party),
        ),
        recipient=party,
    )
    assert names(file) == names(written())
    assert len(file.decode().splitlines()) == file.count(b"\r\n")
    assert len(entry(file)["ATTENDEE"]) == 2
    assert [str(address) for address in entry(file)["ATTENDEE"]] == [f"mailto:{one.address}" for one in EVENT.attendees]


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one])
def test_both_parsers_read_the_same_words(payload: str) -> None:
    file = written(dataclasses.replace(EVENT, summary=payload, description=payload, location=f"M{payload}"))
    one, other = entry(file), vobject.readOne(file.decode()).vevent
    assert one.get("SUMMARY") == other.summary.value
    assert one.get("DESCRIPTION", "") == (other.description.value if hasattr(other, "description") else "")
    assert one["LOCATION"] == other.location.value


@pytest.mark.parametrize(
    "address",
    ["", "bo", "bo@x.dk\r\nATTENDEE:y", "bo@x.dk\x85", "a b@x.dk", "bo@x.dk,y@z.dk", '"bo"@x.dk', "<bo@x.dk>"],
)
def test_no_mail_address_is_an_error(address: str) -> None:
    with pytest.raises(ValueError, match="mail address"):
        written(recipient=Party(name="Bo", address=address))


def test_moment_without_zone_is_an_error() -> None:
    naive = datetime(2026, 11, 26, 9, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        written(dataclasses.replace(EVENT, starts_at=naive, ends_at=naive))


def test_end_before_start_is_an_error() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        written(dataclasses.replace(EVENT, ends_at=EVENT.starts_at - timedelta(minutes=1)))
