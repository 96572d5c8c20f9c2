"""The minutes on paper."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates, moments, times
from pejl.foundation.papers.sheets import Chapter, Fact, Minutes, Noted, Passage, Times
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.papers import CONTENT_TYPES, Form
from pejl.meetings.queries import ends_at, leaders_of
from pejl.room import queries
from pejl.room.queries import SectionOfMinutes

__all__ = ["CONTENT_TYPES", "Form", "file_name", "make", "sheet"]


def make(meeting: Meeting, *, form: Form, now: datetime) -> bytes:
    """The minutes in the active language, as readers get them; ask ``permissions.may_read`` first."""
    language = (get_language() or "da")[:2]
    told = sheet(meeting, now=now)
    return (
        papers.word(told, language=language)
        if form == Form.WORD
        else papers.render("minutes", told.data(), language=language)
    )


def file_name(form: Form) -> str:
    """What the file is called on the reader's machine."""
    return _("minutes-of-meeting") + f".{form}"


def sheet(meeting: Meeting, *, now: datetime) -> Minutes:
    """What stands in the minutes, ready to read."""
    today = moments.day_of(now)
    return Minutes(
        place=meeting.space.name,
        kind=pgettext("of a meeting", "Minutes"),
        title=meeting.title,
        facts=_facts(meeting),
        notice="" if meeting.state == State.CLOSED else _("Not finished: the meeting leaders are still writing"),
        printed=_("Printed copy of %(day)s. The minutes as they are now stand in Pejl.") % {"day": dates.long(today)},
        printed_on=today,
        page=_("Page {page} of {pages}"),
        chapters=[_chapter(section) for section in queries.minutes_of(meeting, now).read],
    )


def _facts(meeting: Meeting) -> list[Fact]:
    said = (
        (_("Date"), dates.with_weekday(meeting.starts_at)),
        (_("Time"), times.span(meeting.starts_at, ends_at(meeting))),
        (_("Place"), meeting.place),
        (_("Meeting leaders"), ", ".join(person.name for person in leaders_of(meeting))),
    )
    return [Fact(label=label, value=value) for label, value in said if value]


def _chapter(section: SectionOfMinutes) -> Chapter:
    heading = str(section.key.label)
    if section.own_text:
        return Chapter(heading=heading, passages=[Passage(text=section.own_text)])
    return Chapter(heading=heading, passages=list(map(_passage, section.composed.passages)), times=_times(section))


def _passage(passage: queries.Passage) -> Passage:
    """Without what became of it since: paper would go on saying so."""
    entries = [Noted(text=one.text, note=one.note) for one in passage.entries]
    return Passage(heading=passage.heading, text=passage.text, entries=entries, is_minor=passage.is_minor)


def _times(section: SectionOfMinutes) -> Times | None:
    rows = [(one.title, one.planned, one.actual) for one in section.composed.stretches]
    return Times(columns=(_("Item"), _("Planned"), _("Actual")), rows=rows) if rows else None
