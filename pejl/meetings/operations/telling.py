"""What people are told of a meeting, each in their own language and with a calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.calendars.ical import Method
from pejl.foundation.formats import dates, moments, times
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.meetings import ical, queries
from pejl.meetings.models import ItemPart, Meeting, Participant
from pejl.meetings.names import ItemRole, Reply, State


def invite(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """Ask people to come."""
    meeting = _with_all(meeting)
    for person in people:
        with notices.in_language_of(person):
            subject = _("Can you come? %(title)s, %(when)s") % _named(meeting)
            lines = [_answer_by(meeting, now), "", *_about(meeting), *_parts_of(meeting, person)]
            _tell(meeting, person, subject, lines, now=now)


def tell_change(meeting: Meeting, *, ask_again: bool, now: datetime) -> None:
    """Tell everybody invited how the meeting is now; with ``ask_again`` earlier answers no longer count."""
    if meeting.state != State.ANNOUNCED:
        return
    meeting.announced_until = queries.ends_at(meeting)
    meeting.sequence += 1
    meeting.save(update_fields=["announced_until", "sequence"])
    if ask_again:
        _forget_answers(meeting)
    meeting = _with_all(meeting)
    for participant in _invited(meeting):
        _tell_one_of_change(meeting, participant.person, asked=ask_again and participant.reply == Reply.NONE, now=now)


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
    if not _has_duty(meeting, person):
        return
    for leader in queries.leaders_of(meeting):
        if leader.pk != person.pk:
            with notices.in_language_of(leader):
                told = {"person": person.name, "title": meeting.title}
                subject = _("Find somebody else: %(person)s cannot come to %(title)s") % told
                lines = [_("Before %(when)s.") % _named(meeting), *_parts_of(meeting, person)]
                notices.tell(person=leader, subject=subject, text="\n".join(lines), now=now, path=_path(meeting))


def _tell_one_of_change(meeting: Meeting, person: Person, *, asked: bool, now: datetime) -> None:
    with notices.in_language_of(person):
        if asked:
            subject = _("New time, can you come? %(title)s, %(when)s") % _named(meeting)
            first = _answer_by(meeting, now)
        else:
            subject = _("Changed: %(title)s, %(when)s") % _named(meeting)
            first = _("You need not do anything. This is how it is now:")
        _tell(meeting, person, subject, [first, "", *_about(meeting)], now=now)


def _tell(
    meeting: Meeting, person: Person, subject: str, lines: list[str], *, now: datetime, method: Method = ical.REQUEST
) -> None:
    calendar = ical.file_for(meeting, person, method=method, now=now)
    notices.tell(
        person=person,
        subject=subject,
        text="\n".join(lines),
        now=now,
        path=_path(meeting),
        calendar=calendar,
        calendar_method=method if calendar else "",
    )


def _with_all(meeting: Meeting) -> Meeting:
    """The meeting with what every message needs read once."""
    row: Meeting = queries.with_people(queries.with_items(Meeting.objects.all())).get(pk=meeting.pk)
    return row


def _invited(meeting: Meeting) -> list[Participant]:
    rows = Participant.objects.filter(meeting=meeting, invited_at__isnull=False)
    return list(rows.select_related("person", "person__account").order_by("person__name_sort"))


def _forget_answers(meeting: Meeting) -> None:
    """Nobody has said anything about the new time but the leaders, who chose it."""
    leaders = queries.leaders_of(meeting)
    asked = Participant.objects.filter(meeting=meeting).exclude(person__in=leaders)
    asked.update(reply=Reply.NONE, replied_at=None)


def _has_duty(meeting: Meeting, person: Person) -> bool:
    if any(role.person_id == person.pk for role in meeting.roles.all()):
        return True
    return ItemPart.objects.filter(item__meeting=meeting, person=person).exclude(role=ItemRole.MEMBER).exists()


def _about(meeting: Meeting) -> list[str]:
    leaders = ", ".join(person.name for person in queries.leaders_of(meeting))
    when = f"{dates.with_weekday(meeting.starts_at)} {times.span(meeting.starts_at, queries.ends_at(meeting))}"
    lines = [meeting.title, when]
    if meeting.place:
        lines.append(_("Place: %(place)s") % {"place": meeting.place})
    lines.append(_("Meeting leaders: %(leaders)s") % {"leaders": leaders})
    if meeting.purposes:
        lines += ["", _("What should come out of it:"), *(f"- {purpose}" for purpose in meeting.purposes)]
    return lines


def _parts_of(meeting: Meeting, person: Person) -> list[str]:
    """What the person is to do, one line each."""
    parts = ItemPart.objects.filter(item__meeting=meeting, person=person).select_related("item")
    lines = [f"- {part.item.label}: {ItemRole(part.role).label}" for part in parts.order_by("item__position", "role")]
    return ["", _("What there is to do:"), *lines] if lines else []


def _answer_by(meeting: Meeting, now: datetime) -> str:
    """By when an answer helps: the day before, or at once."""
    last = moments.day_of(meeting.starts_at) - timedelta(days=1)
    if last <= moments.day_of(now):
        return _("Please answer at once.")
    return _("Please answer by %(day)s.") % {"day": dates.with_weekday(last)}


def _named(meeting: Meeting) -> dict[str, str]:
    return {"title": meeting.title, "when": dates.moment(meeting.starts_at)}


def _path(meeting: Meeting) -> str:
    return reverse("meetings:show", args=[meeting.pk])
