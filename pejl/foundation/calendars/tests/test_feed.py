"""A subscription: two parsers read the same meetings in it as in their invitations."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.utils import translation

from pejl.foundation.calendars import feed, ical
from pejl.foundation.calendars.feed import Listed
from pejl.foundation.calendars.ical import Event
from pejl.foundation.calendars.tests.test_ical import BO, EVENT, PAYLOADS, names

NOW = EVENT.stamped_at
LATER = dataclasses.replace(
    EVENT,
    uid="2@pejl.example",
    starts_at=datetime(2027, 3, 30, 7, 0, tzinfo=UTC),
    ends_at=datetime(2027, 3, 30, 9, 0, tzinfo=UTC),
)


def written(*listed: Listed, name: str = "Strandby, myndighed", now: datetime = NOW) -> bytes:
    return feed.feed(listed, name=name, now=now)


def read(file: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file).events


def test_feed_is_read_by_two_parsers() -> None:
    file = written(Listed(event=EVENT), Listed(event=LATER))
    ours = [(event["UID"], event.start, event.end, event["SEQUENCE"]) for event in read(file)]
    theirs = [
        (event.uid.value, event.dtstart.value, event.dtend.value, int(event.sequence.value))
        for event in vobject.readOne(file.decode()).vevent_list
    ]
    assert ours == theirs
    assert ours == [(one.uid, one.starts_at, one.ends_at, one.sequence) for one in (EVENT, LATER)]


def test_times_are_danish_on_both_sides_of_the_night_when_the_clock_is_turned() -> None:
    file = written(Listed(event=EVENT), Listed(event=LATER))
    assert file.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART;TZID=Europe/Copenhagen:20261126T090000\r\n" in file
    assert b"DTSTART;TZID=Europe/Copenhagen:20270330T090000\r\n" in file


def test_meeting_is_the_same_event_as_in_its_invitation() -> None:
    (listed,) = read(written(Listed(event=EVENT)))
    (invited,) = read(ical.invitation(EVENT, method="REQUEST", recipient=BO))
    assert {key: str(listed[key]) for key in listed} == {key: str(invited[key]) for key in invited if key != "ATTENDEE"}


def test_feed_asks_for_nothing_and_names_nobody_invited() -> None:
    file = written(Listed(event=EVENT))
    assert not {"METHOD", "ATTENDEE"} & set(names(file))
    assert b"bo@strandby.example" not in file


def test_feed_says_its_name_and_when_to_come_again() -> None:
    calendar = icalendar.Calendar.from_ical(written())
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Strandby, myndighed"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["X-PUBLISHED-TTL"] == "PT4H"
    assert calendar["X-WR-TIMEZONE"] == "Europe/Copenhagen"


def test_empty_feed_is_a_calendar_too() -> None:
    assert read(written()) == []
    assert vobject.readOne(written().decode()).name == "VCALENDAR"


@pytest.mark.parametrize(("days_ago", "shown"), [(0, True), (29, True), (30, False), (400, False)])
def test_cancelled_meeting_is_kept_for_a_while(days_ago: int, shown: bool) -> None:
    events = read(written(Listed(event=EVENT, cancelled_at=NOW - timedelta(days=days_ago)), Listed(event=LATER)))
    assert [event["UID"] for event in events] == [EVENT.uid] * shown + [LATER.uid]
    if shown:
        assert events[0]["STATUS"] == "CANCELLED"


def test_cancelled_meeting_says_so_in_its_title() -> None:
    with translation.override("en"):
        (event,) = read(written(Listed(event=EVENT, cancelled_at=NOW)))
    assert event["SUMMARY"] == f"Cancelled: {EVENT.summary}"


def test_feed_stays_the_same_until_something_changes() -> None:
    listed = Listed(event=EVENT)
    assert written(listed) == written(listed, now=NOW + timedelta(days=200))
    assert written(listed) != written(Listed(event=dataclasses.replace(EVENT, sequence=3)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_never_become_lines(payload: str) -> None:
    hostile = dataclasses.replace(EVENT, uid=f"1{payload}", summary=f"M{payload}", description=f"M{payload}")
    file = written(Listed(event=hostile), name=f"N{payload}")
    assert names(file) == names(written(Listed(event=EVENT)))
    assert len(file.decode().splitlines()) == file.count(b"\r\n")


def test_event_that_ends_before_it_starts_is_an_error() -> None:
    wrong: Event = dataclasses.replace(EVENT, ends_at=EVENT.starts_at - timedelta(minutes=1))
    with pytest.raises(ValueError, match="before it starts"):
        written(Listed(event=wrong))
