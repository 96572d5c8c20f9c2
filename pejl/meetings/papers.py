"""The agenda on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates, durations, moments, times
from pejl.foundation.papers.sheets import Agenda, Entries, Fact, Group, Groups, Item, Programme
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour, ItemRole, State
from pejl.meetings.queries import Involved, TimedItem


def agenda_pdf(meeting: Meeting, *, now: datetime) -> bytes:
    """The agenda as PDF in the active language, without the leaders' notes: papers are handed on."""
    return papers.render("agenda", agenda_sheet(meeting, now=now).data(), language=(get_language() or "da")[:2])


def agenda_sheet(meeting: Meeting, *, now: datetime) -> Agenda:
    """What stands on the paper, ready to read."""
    agenda = queries.agenda_of(meeting)
    today = moments.day_of(now)
    return Agenda(
        place=meeting.space.name,
        kind=_("Agenda"),
        title=meeting.title,
        facts=_facts(meeting),
        printed=_("Printed copy of %(day)s. The agenda as it is now stands in Pejl.") % {"day": dates.long(today)},
        printed_on=today,
        page=_("Page {page} of {pages}"),
        notice=_notice(meeting),
        purposes=Entries(heading=_("Purpose"), entries=list(meeting.purposes)),
        programme=Programme(heading=_("Items"), items=[_item(timed) for timed in agenda]),
        participants=_participants(queries.people_of(meeting, agenda)),
        groups=Groups(heading=_("Groups"), groups=[_group(group) for timed in agenda for group in timed.children]),
    )


def _notice(meeting: Meeting) -> str:
    if meeting.state in (State.DRAFT, State.CANCELLED):
        return str(meeting.get_state_display())
    return ""


def _facts(meeting: Meeting) -> list[Fact]:
    chair = queries.chair_of(meeting)
    facts = [
        (_("Date"), dates.with_weekday(meeting.starts_at)),
        (_("Time"), times.span(meeting.starts_at, queries.ends_at(meeting))),
        (_("Place"), meeting.place),
        (_("Meeting leaders"), _names(queries.leaders_of(meeting))),
        (_("Chair"), chair.name if chair else ""),
    ]
    return [Fact(label=label, value=value) for label, value in facts if value]


def _item(timed: TimedItem) -> Item:
    item = timed.item
    return Item(
        clock=f"{times.clock(timed.starts_at)}-{times.clock(timed.ends_at)}",
        title=item.label,
        length=durations.minutes(timed.minutes),
        who=_names(timed.people(ItemRole.PRESENTER, ItemRole.CHAIR, ItemRole.HELICOPTER)),
        points=item.question_lines,
        is_quiet=item.behaviour == Behaviour.BREAK,
    )


def _group(timed: TimedItem) -> Group:
    chairs = timed.people(ItemRole.CHAIR)
    facts = [(_("Room"), timed.item.room), (_("Chair"), _names(chairs))]
    members = [person.name for person in timed.people(ItemRole.MEMBER) if person not in chairs]
    lists = [(_("Members"), members), (_("Questions"), timed.item.question_lines)]
    return Group(
        name=timed.item.label,
        facts=[Fact(label=label, value=value) for label, value in facts if value],
        lists=[Entries(heading=heading, entries=entries) for heading, entries in lists if entries],
    )


def _participants(people: Sequence[Involved]) -> Entries:
    return Entries(heading=_("Participants"), entries=[one.person.name for one in people])


def _names(people: Iterable[Person]) -> str:
    return ", ".join(person.name for person in people)
