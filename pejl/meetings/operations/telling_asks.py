"""What people are told when somebody is asked to present, each in their own language; nobody else hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.formats import dates, durations, moments, times
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import Ask

IN_GOOD_TIME = timedelta(days=7)


def tell_asked(ask: Ask, *, now: datetime) -> None:
    """Ask somebody: what, when, how long, what is wanted, and where to answer."""
    with notices.in_language_of(ask.person):
        subject = _("Will you present “%(item)s”? %(title)s, %(when)s") % _named(ask)
        lines = [_answer_by(ask, now), "", *_about(ask)]
        if ask.passed_from is not None:
            lines += ["", _("%(person)s asks you to present this instead.") % {"person": ask.asked_by.name}]
        if ask.words:
            lines += ["", ask.words]
        lines += ["", _way_out(ask)]
        _tell(ask.person, subject, lines, path=_path(ask), now=now)


def tell_given_back(ask: Ask, *, now: datetime) -> None:
    """Tell the first that the colleague cannot."""
    with notices.in_language_of(ask.person):
        subject = _("Your colleague cannot present “%(item)s”. Ask another, or the meeting leaders") % _named(ask)
        _tell(ask.person, subject, [_answer_by(ask, now), *_about(ask)], path=_path(ask), now=now)


def tell_withdrawn(ask: Ask, *, is_gone: bool, now: datetime) -> None:
    """Tell somebody that they need not present after all."""
    with notices.in_language_of(ask.person):
        subject = _("You need not present “%(item)s” after all: %(title)s, %(when)s") % _named(ask)
        lines = [_("You need not do anything. What you have written stays yours.")]
        _tell(ask.person, subject, lines, path="" if is_gone else _path(ask), now=now)


def tell_accepted(ask: Ask, *, now: datetime) -> None:
    """Tell the leader who asked that somebody has said yes; where it was passed on, also who passed it on."""
    first = ask.passed_from
    for leader in _who_asked(first or ask):
        with notices.in_language_of(leader):
            lines = [_("You need not do anything.")]
            if first is not None:
                lines.append(_("It was passed on by %(person)s.") % {"person": first.person.name})
            _tell(leader, _presents(ask), [*lines, *_said(ask)], path=_overview(ask), now=now)
    if first is not None:
        with notices.in_language_of(first.person):
            lines = [_("You need not do anything."), *_said(ask)]
            _tell(first.person, _presents(ask), lines, path=_path(first), now=now)


def _presents(ask: Ask) -> str:
    return _("%(person)s presents “%(item)s”: %(title)s, %(when)s") % _named(ask)


def _who_asked(ask: Ask) -> list[Person]:
    """The leader who asked, where that one still leads; else all of them. Nobody is told what they did themselves."""
    leaders = [one for one in _leaders(ask) if one.pk != ask.person_id]
    return [one for one in leaders if one.pk == ask.asked_by_id] or leaders


def tell_no(ask: Ask, *, wants_help: bool, now: datetime) -> None:
    """Tell the leaders that somebody wants to find another with them, or cannot this time."""
    for leader in _leaders(ask):
        with notices.in_language_of(leader):
            if wants_help:
                subject = _("Find somebody for “%(item)s” together with %(person)s: %(title)s, %(when)s") % _named(ask)
            else:
                subject = _("Find somebody else for “%(item)s”: %(title)s, %(when)s") % _named(ask)
            first = _("Before %(when)s.") % _named(ask)
            _tell(leader, subject, [first, *_not_this_time(ask, wants_help), *_said(ask)], path=_overview(ask), now=now)


def _not_this_time(ask: Ask, wants_help: bool) -> list[str]:
    told = {"person": ask.person.name}
    return [] if wants_help else ["", _("%(person)s has said: not this time.") % told]


def _said(ask: Ask) -> list[str]:
    return ["", ask.answer] if ask.answer else []


def _way_out(ask: Ask) -> str:
    if ask.passed_from is not None:
        return _("If you cannot, say so: it goes back to your colleague, and nobody else hears of it.")
    return _(
        "You have no example? That happens to everybody. Pass it on to a colleague, or find somebody with the meeting "
        "leaders: only they, you and the colleague see it."
    )


def _about(ask: Ask) -> list[str]:
    """What, when, how long, where, and what is wanted."""
    item, meeting = ask.item, ask.item.meeting
    timed = queries.timed(item)
    lines = [
        f"{item.label}, {durations.minutes(timed.ends_at - timed.starts_at)}",
        f"{dates.with_weekday(timed.starts_at)} {times.span(timed.starts_at, timed.ends_at)}",
    ]
    if meeting.place:
        lines.append(_("Place: %(place)s") % {"place": meeting.place})
    lines.append(_("Meeting leaders: %(leaders)s") % {"leaders": ", ".join(one.name for one in _leaders(ask))})
    wanted = [item.purpose, *(f"- {line}" for line in item.question_lines)]
    return lines + (["", _("What is wanted:"), *filter(None, wanted)] if any(wanted) else [])


def _leaders(ask: Ask) -> Iterable[Person]:
    return queries.leaders_of(ask.item.meeting)


def _tell(person: Person, subject: str, lines: list[str], *, path: str, now: datetime) -> None:
    notices.tell(person=person, subject=subject, text="\n".join(lines), now=now, path=path)


def _named(ask: Ask) -> dict[str, str]:
    meeting = ask.item.meeting
    when = dates.moment(meeting.starts_at)
    return {"item": ask.item.label, "title": meeting.title, "when": when, "person": ask.person.name}


def _path(ask: Ask) -> str:
    return reverse("meetings:asked", args=[ask.pk])


def _overview(ask: Ask) -> str:
    return reverse("meetings:presenters", args=[ask.item.meeting_id])


def _answer_by(ask: Ask, now: datetime) -> str:
    """By when an answer helps: in a week, and a week before the meeting at the latest; at once where that is short."""
    last = min(moments.day_of(now) + IN_GOOD_TIME, moments.day_of(ask.item.meeting.starts_at) - IN_GOOD_TIME)
    if last <= moments.day_of(now):
        return _("Please answer at once.")
    return _("Please answer by %(day)s.") % {"day": dates.with_weekday(last)}
