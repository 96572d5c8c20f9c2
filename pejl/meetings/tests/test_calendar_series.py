"""The mails of one meeting as they come over real SMTP, read by two parsers and applied as a calendar would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from django.conf import LazySettings

from pejl.foundation.calendars.tests.test_one_event import Read, by_icalendar, by_vobject
from pejl.foundation.formats import moments
from pejl.foundation.notices import sink
from pejl.foundation.notices.tests.test_sink import serving
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting, an_item
from pejl.meetings.tests.mails import work
from pejl.meetings.tests.test_planning import as_it_is

PARSERS = pytest.mark.parametrize("parse", [by_icalendar, by_vobject])
DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """Where the sink keeps what Django's own backend delivers."""
    folder = tmp_path / "mail"
    with serving(folder) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.HOST, port
        settings.PEJL_MAIL_FROM = "Pejl <pejl@nordager.example>"
        yield folder


def files_for(person: Person, folder: Path) -> list[bytes]:
    """The calendar files that came, oldest first."""
    mails = [one for one in sink.read(folder) if person.email in one.recipients and one.calendar]
    return [one.calendar.replace("\n", "\r\n").encode() for one in reversed(mails)]


class Calendar:
    """What RFC 5546 asks of every calendar program, and no more."""

    def __init__(self) -> None:
        self.events: dict[str, Read] = {}

    def receive(self, one: Read) -> None:
        known = self.events.get(one.uid)
        if known is not None and known.sequence > one.sequence:
            return
        if one.method == "CANCEL":
            self.events.pop(one.uid, None)
        else:
            self.events[one.uid] = one


def lived_through(anna: Person, bo: Person, now: datetime) -> None:
    """Invited, moved, in another room, called off."""
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    moved = meeting.starts_at + 7 * DAY
    operations.change(meeting=meeting, **as_it_is(meeting, starts_at=moved), by=anna, now=now)
    work(now + timedelta(hours=1))
    again = meeting.again()
    operations.change(meeting=again, **as_it_is(again, place="Kantinen"), by=anna, now=now + DAY)
    work(now + DAY + timedelta(hours=1))
    operations.cancel(meeting=meeting, reason="Vandskade", by=anna, now=now + 2 * DAY)
    work(now + 2 * DAY)


@PARSERS
def test_one_event_comes_changes_and_goes(
    anna: Person, bo: Person, now: datetime, folder: Path, parse: Callable[[bytes], Read]
) -> None:
    lived_through(anna, bo, now)
    read = [parse(file) for file in files_for(bo, folder)]
    assert [one.method for one in read] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [one.sequence for one in read] == [0, 1, 2, 3]
    assert len({one.uid for one in read}) == 1
    assert {one.organiser for one in read} == {"mailto:pejl@nordager.example"}
    assert {one.zone for one in read} == {"Europe/Copenhagen"}
    assert {one.zones_described for one in read} == {("Europe/Copenhagen",)}
    calendar, shown = Calendar(), []
    for one in read:
        calendar.receive(one)
        shown.append([(event.starts.day, event.location) for event in calendar.events.values()])
    assert shown == [[(11, "Mødelokale 2")], [(18, "Mødelokale 2")], [(18, "Kantinen")], []]


def test_both_parsers_read_the_same_of_every_mail(anna: Person, bo: Person, now: datetime, folder: Path) -> None:
    lived_through(anna, bo, now)
    files = files_for(bo, folder)
    assert len(files) == 4
    assert [by_icalendar(file) for file in files] == [by_vobject(file) for file in files]


def test_each_mail_asks_its_own_recipient_only(anna: Person, bo: Person, now: datetime, folder: Path) -> None:
    lived_through(anna, bo, now)
    for person, other in ((anna, bo), (bo, anna)):
        for file in files_for(person, folder):
            (event,) = icalendar.Calendar.from_ical(file).events
            assert str(event["ATTENDEE"]) == f"mailto:{person.email}"
            (seen,) = vobject.readOne(file.decode()).vevent_list
            assert [one.value for one in seen.attendee_list] == [f"mailto:{person.email}"]
            assert other.email not in file.decode()


@PARSERS
@pytest.mark.parametrize(
    ("day", "at", "minutes", "hours_in_utc"),
    [
        # The clock goes from 2 to 3: a meeting from 1.30 that lasts an hour ends at 3.30 on the wall.
        (date(2027, 3, 28), time(1, 30), 60, (0, 30, 1, 30)),
        # From 3 to 2: from 1.30, three hours later it is 3.30 on the wall.
        (date(2027, 10, 31), time(1, 30), 180, (23, 30, 2, 30)),
    ],
)
def test_the_nights_on_which_the_clock_is_turned(
    anna: Person, bo: Person, now: datetime, folder: Path, parse: Callable[[bytes], Read],
    day: date, at: time, minutes: int, hours_in_utc: tuple[int, int, int, int],
) -> None:  # fmt: skip
    meeting = a_meeting(anna, now=now, starts_at=moments.local(day, at))
    an_item(meeting, by=anna, now=now, minutes=minutes)
    operations.invite(meeting=meeting, people=[bo], by=anna, now=now)
    work(now)
    (file,) = files_for(bo, folder)
    one = parse(file)
    starts, ends = (moment.astimezone(UTC) for moment in (one.starts, one.ends))
    assert (starts.hour, starts.minute, ends.hour, ends.minute) == hours_in_utc
    assert ends - starts == timedelta(minutes=minutes)
