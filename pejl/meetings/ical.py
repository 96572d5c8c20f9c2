"""A meeting as calendars see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.calendars import ical, told
from pejl.foundation.calendars.feed import Listed
from pejl.foundation.calendars.feed import feed as file_of
from pejl.foundation.calendars.told import Told
from pejl.foundation.formats import times
from pejl.foundation.notices import queries as notices
from pejl.foundation.notices.operations import in_language_of
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import Feed, Meeting, Participant
from pejl.meetings.queries import OwnPart

REQUEST: ical.Method = "REQUEST"
CANCEL: ical.Method = "CANCEL"


def file_for(
    meeting: Meeting, person: Person, *, method: ical.Method, now: datetime, parts: Sequence[OwnPart] | None = None
) -> bytes | None:
    """The calendar file for one person, in the active language; None for somebody without an address.

    Names nobody else who is invited: who comes is read in Pejl. Hand in the person's ``parts`` where they are read.
    """
    if not person.email:
        return None
    recipient = ical.Party(name=person.name, address=person.email)
    own = queries.own_parts(meeting).get(person.pk, []) if parts is None else parts
    event = event_of(meeting, own, stamped_at=now, attendees=[recipient])
    return ical.invitation(event, method=method, recipient=recipient)


def event_of(
    meeting: Meeting, parts: Sequence[OwnPart], *, stamped_at: datetime, attendees: Sequence[ical.Party] = ()
) -> ical.Event:
    """The meeting as one event, with what somebody does in it, in the active language."""
    name, address = parseaddr(settings.PEJL_MAIL_FROM)
    url = f"{settings.PEJL_ADDRESS}{path_of(meeting)}"
    own = [*lines_of(parts), ""] if parts else []
    return ical.Event(
        uid=uid_of(meeting),
        sequence=meeting.sequence,
        summary=meeting.title,
        description="\n".join([*own, *meeting.purposes, "", _("See the agenda in Pejl: %(url)s") % {"url": url}]),
        location=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=queries.ends_at(meeting),
        organiser=ical.Party(name=name or "Pejl", address=address),
        attendees=attendees,
        url=url,
        created_at=meeting.created_at,
        stamped_at=stamped_at,
        mark=queries.mark_of(parts),
    )


def lines_of(parts: Iterable[OwnPart]) -> list[str]:
    """What somebody does, one line each, in the active language."""
    return [f"- {_line_of(part)}" for part in parts]


def uid_of(meeting: Meeting) -> str:
    """What calendars know the meeting by for the whole of its life."""
    return f"meeting-{meeting.pk}@pejl"


def path_of(meeting: Meeting) -> str:
    """Where its page is; what people were told about it leads there."""
    return reverse("meetings:show", args=[meeting.pk])


@dataclass(frozen=True)
class Concerned:
    """Somebody to whom something is new: what they were told last, where it is known, and what is new in it."""

    participant: Participant
    last: Told | None
    news: tuple[str, ...]


def last_told(meeting: Meeting, people: Iterable[Person]) -> dict[object, Told]:
    """What each of these people's calendars shows of the meeting, by the person's id: one query."""
    files = notices.calendar_files(path=path_of(meeting), people=[person.pk for person in people])
    read = {person_id: told.latest(sent) for person_id, sent in files.items()}
    return {person_id: last for person_id, last in read.items() if last is not None}


def concerned(meeting: Meeting, *, now: datetime) -> list[Concerned]:
    """Those invited whose calendar shows something else than it would if they were told now, by name.

    Whoever has no calendar with us is told what is told to others. Pass a meeting read with agenda and people.
    """
    asked = sorted(
        (one for one in meeting.participants.all() if one.invited_at is not None),
        key=lambda one: (one.person.name_sort, str(one.pk)),
    )
    parts, last = queries.own_parts(meeting), last_told(meeting, (one.person for one in asked))
    found: list[Concerned] = []
    for one in asked:
        file = file_for(meeting, one.person, method=REQUEST, now=now, parts=parts.get(one.person_id, []))
        if file is not None:
            before, after = last.get(one.person_id), told.read(file)
            news = told.NEWS if before is None else before.differs(after)
            if news or (before is not None and before.method != REQUEST):
                found.append(Concerned(one, before, news))
    shared = {name for one in found for name in one.news} - {told.OWN}
    without = [one for one in asked if not one.person.email and (shared or not last)]
    return found + [Concerned(one, None, tuple(sorted(shared))) for one in without]


def feed_for(feed: Feed, *, now: datetime, today: date) -> bytes:
    """The calendar that somebody subscribes to, in their language; their own says what they do in each meeting."""
    with in_language_of(feed.person):
        meetings = queries.in_feed(feed, now=now, today=today)
        gone = queries.cancelled_at(meetings)
        listed = [Listed(event=_listed(one, feed), cancelled_at=gone.get(one.pk)) for one in meetings]
        name = _("Meetings: %(unit)s") % {"unit": feed.unit.name} if feed.unit else _("My meetings in Pejl")
        return file_of(listed, name=name, now=now)


def _listed(meeting: Meeting, feed: Feed) -> ical.Event:
    """Stamped when it was announced: then the file stays as it is until something in it changes."""
    own = queries.own_parts(meeting).get(feed.person_id, []) if feed.unit_id is None else []
    return event_of(meeting, own, stamped_at=meeting.announced_at or meeting.created_at)


def _line_of(part: OwnPart) -> str:
    if part.item is None:
        return part.label
    if part.is_timed:
        said = {"time": times.clock(part.starts_at), "item": part.item.label, "role": part.label}
        return _("%(time)s: %(item)s (%(role)s)") % said
    return _("%(item)s (%(role)s)") % {"item": part.item.label, "role": part.label}
