"""What people are told of a meeting, each in their own language and with a calendar file. Own part first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from pejl.foundation.calendars import told
from pejl.foundation.calendars.ical import Method
from pejl.foundation.formats import dates, moments, times
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.meetings import ical, queries
from pejl.meetings.ical import Concerned
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import ItemRole, Reply
from pejl.meetings.queries import OwnPart

MAIL = "meetings.mail"
"""The task that mails what is told here (``mailing``): at the end stand links that are kept nowhere."""


def invite(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """Ask people to come."""
    meeting = _with_all(meeting)
    parts = queries.own_parts(meeting)
    for person in people:
        own = parts.get(person.pk, [])
        with notices.in_language_of(person):
            subject = _("Can you come? %(title)s, %(when)s") % _named(meeting)
            lines = [answer_by(meeting, now), *_own(own), "", *_about(meeting), *_purposes(meeting)]
            _tell(meeting, person, subject, lines, now=now, parts=own)


def tell_changes(meeting: Meeting, *, now: datetime) -> int:
    """Tell everybody to whom something is new how it is now, once; returns how many they are. Nothing waits then.

    Whoever was told another start is asked again, whatever they answered; the leaders, who chose it, are not.
    """
    found = ical.concerned(_with_all(meeting), now=now)
    asks_again, meeting.tells_at, meeting.asks_again = meeting.asks_again, None, False
    meeting.announced_until = queries.ends_at(meeting)
    meeting.sequence += bool(found)
    meeting.save(update_fields=["announced_until", "sequence", "tells_at", "asks_again"])
    again = {one.participant.pk for one in found if told.WHEN in one.news and (one.last is not None or asks_again)}
    again -= _leading(meeting, again)
    Participant.objects.filter(pk__in=again).update(reply=Reply.NONE, replied_at=None)
    meeting = _with_all(meeting)
    parts = queries.own_parts(meeting)
    for one in found:
        own = parts.get(one.participant.person_id, [])
        _tell_of_change(meeting, one, own, is_asked=one.participant.pk in again, now=now)
    return len(found)


def tell_cancelled(meeting: Meeting, reason: str, *, now: datetime) -> None:
    """Tell everybody invited that there is no meeting."""
    meeting = _with_all(meeting)
    for participant in _invited(meeting):
        with notices.in_language_of(participant.person):
            subject = _("Cancelled: %(title)s, %(when)s") % _named(meeting)
            lines = [_("The meeting is cancelled. Your calendar takes it out."), *(["", reason] if reason else [])]
            _tell(meeting, participant.person, subject, lines, now=now, method=ical.CANCEL)


def tell_taken_out(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """Tell people that they need not come after all."""
    meeting = _with_all(meeting)
    for person in people:
        with notices.in_language_of(person):
            subject = _("You need not come: %(title)s, %(when)s") % _named(meeting)
            lines = [_("The meeting leaders have taken you off the list. Your calendar takes the meeting out.")]
            _tell(meeting, person, subject, lines, now=now, method=ical.CANCEL)


def tell_missing(meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Tell the leaders that somebody who was to do something cannot come."""
    meeting = _with_all(meeting)
    parts = [part for part in queries.own_parts(meeting).get(person.pk, []) if part.role != ItemRole.MEMBER]
    if not parts:
        return
    for leader in queries.leaders_of(meeting):
        if leader.pk != person.pk:
            with notices.in_language_of(leader):
                said = {"person": person.name, "title": meeting.title}
                subject = _("Find somebody else: %(person)s cannot come to %(title)s") % said
                duties = ["", _("What there is to do:"), *ical.lines_of(parts)]
                lines = [_("Before %(when)s.") % _named(meeting), *duties]
                path = ical.path_of(meeting)
                notices.tell(person=leader, subject=subject, text="\n".join(lines), now=now, path=path)


def tell_way_in(meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Send a guest a new link to the meeting's page."""
    meeting = _with_all(meeting)
    with notices.in_language_of(person):
        subject = _("Your new link: %(title)s, %(when)s") % _named(meeting)
        lines = [_("You have asked for a new link to the meeting. If it was not you, you need do nothing.")]
        text, path = "\n".join(lines), ical.path_of(meeting)
        notices.tell(person=person, subject=subject, text=text, now=now, path=path, task=MAIL, about=meeting.pk)


def answer_by(meeting: Meeting, now: datetime) -> str:
    """By when an answer helps: the day before, or at once."""
    last = moments.day_of(meeting.starts_at) - timedelta(days=1)
    if last <= moments.day_of(now):
        return _("Please answer at once.")
    return _("Please answer by %(day)s.") % {"day": dates.with_weekday(last)}


def _tell_of_change(
    meeting: Meeting, one: Concerned, parts: Sequence[OwnPart], *, is_asked: bool, now: datetime
) -> None:
    person = one.participant.person
    with notices.in_language_of(person):
        if is_asked:
            subject, first = _("New time, can you come? %(title)s, %(when)s"), answer_by(meeting, now)
        elif one.news == (told.OWN,):
            subject, first = _("What you do has changed: %(title)s, %(when)s"), _("You are still invited.")
        else:
            subject, first = _("Changed: %(title)s, %(when)s"), _("You need not do anything.")
        changed = [_("New: %(what)s.") % {"what": _listed(one.news)}] if one.last is not None else []
        lines = [first, *changed, *_own(parts), "", *_about(meeting)]
        _tell(meeting, person, subject % _named(meeting), lines, now=now, parts=parts)


def _tell(
    meeting: Meeting,
    person: Person,
    subject: str,
    lines: list[str],
    *,
    now: datetime,
    method: Method = ical.REQUEST,
    parts: Sequence[OwnPart] = (),
) -> None:
    calendar = ical.file_for(meeting, person, method=method, now=now, parts=parts)
    notices.tell(
        person=person,
        subject=subject,
        text="\n".join(lines),
        now=now,
        path=ical.path_of(meeting),
        calendar=calendar,
        calendar_method=method if calendar else "",
        task=MAIL,
        about=meeting.pk,
    )


def _with_all(meeting: Meeting) -> Meeting:
    """The meeting with what every message needs read once."""
    row: Meeting = queries.with_people(queries.with_agenda(Meeting.objects.all())).get(pk=meeting.pk)
    return row


def _invited(meeting: Meeting) -> list[Participant]:
    rows = Participant.objects.filter(meeting=meeting, invited_at__isnull=False)
    return list(rows.select_related("person", "person__account").order_by("person__name_sort"))


def _leading(meeting: Meeting, participants: Iterable[object]) -> set[object]:
    """Those among the participants who lead: they are not asked about the time that they chose."""
    leaders = queries.leaders_of(meeting)
    rows = Participant.objects.filter(pk__in=list(participants), person__in=leaders)
    return set(rows.values_list("pk", flat=True))


def _own(parts: Sequence[OwnPart]) -> list[str]:
    """What the person does, one line each."""
    return ["", _("What you do:"), *ical.lines_of(parts)] if parts else []


def _about(meeting: Meeting) -> list[str]:
    leaders = ", ".join(person.name for person in queries.leaders_of(meeting))
    when = f"{dates.with_weekday(meeting.starts_at)} {times.span(meeting.starts_at, queries.ends_at(meeting))}"
    lines = [meeting.title, when]
    if meeting.place:
        lines.append(_("Place: %(place)s") % {"place": meeting.place})
    lines.append(_("Meeting leaders: %(leaders)s") % {"leaders": leaders})
    return lines


def _purposes(meeting: Meeting) -> list[str]:
    if not meeting.purposes:
        return []
    return ["", _("What should come out of it:"), *(f"- {purpose}" for purpose in meeting.purposes)]


def _listed(news: Iterable[str]) -> str:
    """What is new, in words: start and end are one thing to whoever reads."""
    words = {
        told.WHEN: _("time"),
        told.ENDS: _("time"),
        told.WHERE: _("place"),
        told.WHAT: _("title"),
        told.OWN: _("what you do"),
    }
    return ", ".join(dict.fromkeys(words[name] for name in news))


def _named(meeting: Meeting) -> dict[str, str]:
    return {"title": meeting.title, "when": dates.moment(meeting.starts_at)}
