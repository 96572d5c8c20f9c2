"""The minutes on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
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
from pejl.room.models import MinutesVersion
from pejl.room.names import Section
from pejl.room.queries import SectionOfMinutes
from pejl.room.queries.approval import approved_minutes
from pejl.room.queries.snapshots import ReadSection, has_learning, sections_of

__all__ = ["CONTENT_TYPES", "Form", "approved_sheet", "file_name", "make", "make_approved", "sheet"]


def make(meeting: Meeting, *, form: Form, now: datetime) -> bytes:
    """The minutes as readers get them: approved, or as they are yet; ask ``permissions.may_read`` first."""
    approved = approved_minutes(meeting)
    return make_approved(approved.version, form=form, now=now) if approved else _set(sheet(meeting, now=now), form)


def make_approved(version: MinutesVersion, *, form: Form, now: datetime) -> bytes:
    """An approved version, in the language of the house as its text. What was shared as learning stays in Pejl, where
    it can be taken back: paper cannot.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _set(approved_sheet(version, now=now), form)


def _set(told: Minutes, form: Form) -> bytes:
    language = (get_language() or "da")[:2]
    if form == Form.WORD:
        return papers.word(told, language=language)
    return papers.render("minutes", told.data(), language=language)


def file_name(form: Form) -> str:
    """What the file is called on the reader's machine."""
    return _("minutes-of-meeting") + f".{form}"


def sheet(meeting: Meeting, *, now: datetime) -> Minutes:
    """What stands in the minutes, ready to read."""
    notice = "" if meeting.state == State.CLOSED else _("Not finished: the meeting leaders are still writing")
    return _sheet(meeting, queries.minutes_of(meeting, now).read, _facts(meeting), notice, now)


def approved_sheet(version: MinutesVersion, *, now: datetime) -> Minutes:
    """What stands in an approved version, and who vouches for it."""
    meeting = version.meeting
    sections = sections_of(version)
    if has_learning(version):
        said = _("What was shared as learning stands in Pejl, where whoever shared it can take it back.")
        sections.append(ReadSection(Section.LEARNING, said, queries.Composed(Section.LEARNING)))
    in_order = sorted(sections, key=lambda one: list(Section).index(one.key))
    return _sheet(meeting, in_order, [*_facts(meeting), *_vouched(version)], "", now)


def _sheet(
    meeting: Meeting, sections: Iterable[SectionOfMinutes | ReadSection], facts: list[Fact], notice: str, now: datetime
) -> Minutes:
    today = moments.day_of(now)
    return Minutes(
        place=meeting.space.name,
        kind=pgettext("of a meeting", "Minutes"),
        title=meeting.title,
        facts=facts,
        notice=notice,
        printed=_("Printed copy of %(day)s. The minutes as they are now stand in Pejl.") % {"day": dates.long(today)},
        printed_on=today,
        page=_("Page {page} of {pages}"),
        chapters=[_chapter(section) for section in sections],
    )


def _vouched(version: MinutesVersion) -> list[Fact]:
    """Who approved it and when; what a correction changes."""
    rows = version.approvals.select_related("by").order_by("by__name_sort", "id")
    names = ", ".join(dict.fromkeys(row.by.name for row in rows))
    day = next((dates.long(moments.day_of(row.at)) for row in rows if row.completes), "")
    facts = [Fact(label=_("Approved"), value=_("%(day)s by %(names)s") % {"day": day, "names": names})]
    return [*facts, Fact(label=_("Corrected"), value=version.note)] if version.note else facts


def _facts(meeting: Meeting) -> list[Fact]:
    said = (
        (_("Date"), dates.with_weekday(meeting.starts_at)),
        (_("Time"), times.span(meeting.starts_at, ends_at(meeting))),
        (_("Place"), meeting.place),
        (_("Meeting leaders"), ", ".join(person.name for person in leaders_of(meeting))),
    )
    return [Fact(label=label, value=value) for label, value in said if value]


def _chapter(section: SectionOfMinutes | ReadSection) -> Chapter:
    heading = str(section.key.label)
    if section.own_text:
        return Chapter(heading=heading, passages=[Passage(text=section.own_text)])
    return Chapter(heading=heading, passages=list(map(_passage, section.composed.passages)), times=_times(section))


def _passage(passage: queries.Passage) -> Passage:
    """Without what became of it since: paper would go on saying so."""
    entries = [Noted(text=one.text, note=one.note) for one in passage.entries]
    return Passage(heading=passage.heading, text=passage.text, entries=entries, is_minor=passage.is_minor)


def _times(section: SectionOfMinutes | ReadSection) -> Times | None:
    rows = [(one.title, one.planned, one.actual) for one in section.composed.stretches]
    return Times(columns=(_("Item"), _("Planned"), _("Actual")), rows=rows) if rows else None
