"""An invitation, its change and its cancellation are one event to a calendar: two parsers that are not each other's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import icalendar
import pytest
import vobject

from pejl.foundation.calendars import ical
from pejl.foundation.calendars.tests.test_ical import BO, EVENT

MOVED = dataclasses.replace(
    EVENT,
    sequence=3,
    starts_at=EVENT.starts_at + timedelta(days=7),
    ends_at=EVENT.ends_at + timedelta(days=7),
    location="Kantinen",
    stamped_at=EVENT.stamped_at + timedelta(hours=2),
)
CALLED_OFF = dataclasses.replace(MOVED, sequence=4, stamped_at=EVENT.stamped_at + timedelta(hours=4))


@dataclass(frozen=True)
class Read:
    """What a parser makes of a file."""

    method: str
    uid: str
    sequence: int
    status: str
    starts: datetime
    ends: datetime
    clock: str
    zone: str
    zones_described: tuple[str, ...]
    organiser: str
    location: str


def by_icalendar(file: bytes) -> Read:
    calendar = icalendar.Calendar.from_ical(file)
    (event,) = calendar.events
    return Read(
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        status=str(event["STATUS"]),
        starts=event.start,
        ends=event.end,
        clock=event.start.strftime("%H.%M"),
        zone=event["DTSTART"].params["TZID"],
        zones_described=tuple(str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")),
        organiser=str(event["ORGANIZER"]),
        location=str(event["LOCATION"]),
    )


def by_vobject(file: bytes) -> Read:
    calendar = vobject.readOne(file.decode())
    (event,) = calendar.vevent_list
    return Read(
        method=calendar.method.value,
        uid=event.uid.value,
        sequence=int(event.sequence.value),
        status=event.status.value,
        starts=event.dtstart.value,
        ends=event.dtend.value,
        clock=event.dtstart.value.strftime("%H.%M"),
        zone=event.dtstart.x_vobj_original_tzid_param,
        zones_described=tuple(zone.tzid.value for zone in calendar.vtimezone_list),
        organiser=event.organizer.value,
        location=event.location.value,
    )


def sent() -> list[bytes]:
    """The three files that Bo gets."""
    return [
        ical.invitation(EVENT, method="REQUEST", recipient=BO),
        ical.invitation(MOVED, method="REQUEST", recipient=BO),
        ical.invitation(CALLED_OFF, method="CANCEL", recipient=BO),
    ]


def test_both_parsers_read_the_same() -> None:
    assert [by_icalendar(file) for file in sent()] == [by_vobject(file) for file in sent()]


@pytest.mark.parametrize("parse", [by_icalendar, by_vobject])
def test_the_three_files_are_one_event_that_changes(parse: Callable[[bytes], Read]) -> None:
    read = [parse(file) for file in sent()]
    assert [one.method for one in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.sequence for one in read] == [2, 3, 4]
    assert [one.status for one in read] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [one.starts for one in read] == [EVENT.starts_at, MOVED.starts_at, MOVED.starts_at]
    assert [one.ends for one in read] == [EVENT.ends_at, MOVED.ends_at, MOVED.ends_at]
    assert [one.location for one in read] == [EVENT.location, "Kantinen", "Kantinen"]
    assert {one.uid for one in read} == {EVENT.uid}
    assert {one.organiser for one in read} == {"mailto:anna@strandby.example"}
    assert {one.clock for one in read} == {"09.00"}
    assert {one.zone for one in read} == {"Europe/Copenhagen"}
    assert {one.zones_described for one in read} == {("Europe/Copenhagen",)}


@pytest.mark.parametrize("parse", [by_icalendar, by_vobject])
def test_a_calendar_keeps_the_latest_even_when_mails_overtake_each_other(parse: Callable[[bytes], Read]) -> None:
    """As RFC 5546 asks of every calendar: by UID, the highest sequence wins."""
    kept: dict[str, Read] = {}
    for file in reversed(sent()):
        one = parse(file)
        if one.uid not in kept or kept[one.uid].sequence < one.sequence:
            kept[one.uid] = one
    assert [one.status for one in kept.values()] == ["CANCELLED"]
