"""The meeting's papers: the agenda, the leaders' own edition of it with their notes, and a page for each group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates, durations, moments, times
from pejl.foundation.papers.sheets import Agenda, Entries, Fact, Group, Groups, Item, Programme, Text
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, queries
from pejl.meetings.models import ItemPart, Meeting
from pejl.meetings.names import Behaviour, ItemRole, State, lines_of
from pejl.meetings.queries import TimedItem


class Paper(StrEnum):
    """Which paper."""

    AGENDA = "agenda"
    LEADERS = "leaders"
    GROUPS = "groups"


class Form(StrEnum):
    """To print as it is, or to write on in."""

    PDF = "pdf"
    WORD = "docx"


CONTENT_TYPES = {
    Form.PDF: "application/pdf",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def make(meeting: Meeting, *, paper: Paper, form: Form, by: Person, now: datetime) -> bytes:
    """The paper in the active language. Whoever may see the meeting may have it, but for the leaders' own edition.

    Raises NotAllowed to others for that, and Refusal where the meeting has no groups to print.
    """
    if paper == Paper.LEADERS:
        permissions.require_leads(by, meeting)
    language = (get_language() or "da")[:2]
    sheet = _sheet(meeting, paper, now)
    if form == Form.WORD:
        return papers.word(sheet, language=language)
    return papers.render("groups" if paper == Paper.GROUPS else "agenda", sheet.data(), language=language)


def file_name(paper: Paper, form: Form) -> str:
    """What the file is called on the reader's machine."""
    names = {Paper.AGENDA: _("agenda"), Paper.LEADERS: _("agenda-with-notes"), Paper.GROUPS: _("groups")}
    return f"{names[paper]}.{form}"


def has_groups(agenda: Iterable[TimedItem]) -> bool:
    """Whether there is a group to print a page for."""
    return any(True for _within, _group in _groups(agenda))


def _sheet(meeting: Meeting, paper: Paper, now: datetime) -> Agenda | Groups:
    if paper == Paper.GROUPS:
        return groups_sheet(meeting, now=now)
    return agenda_sheet(meeting, now=now, with_notes=paper == Paper.LEADERS)


def agenda_sheet(meeting: Meeting, *, now: datetime, with_notes: bool = False) -> Agenda:
    """What stands on the agenda, ready to read; ``with_notes`` for the leaders' own edition only."""
    agenda = queries.agenda_of(meeting)
    return Agenda(
        **_frame(meeting, now),
        kind=_("Agenda, the meeting leaders' own edition") if with_notes else _("Agenda"),
        facts=_facts(meeting),
        notice=" · ".join(filter(None, [_state(meeting), _("Do not pass it on") if with_notes else ""])),
        purposes=Entries(heading=_("Purpose"), entries=list(meeting.purposes)),
        programme=Programme(
            heading=_("Items"),
            columns=(_("Time"), _("Item"), _("Who"), _("What it is about"), _("Length")),
            items=[_item(timed, with_notes=with_notes) for timed in agenda],
        ),
        participants=Text(
            heading=_("Participants"), text=_names(one.person for one in queries.people_of(meeting, agenda))
        ),
    )


def groups_sheet(meeting: Meeting, *, now: datetime) -> Groups:
    """What each group is handed. Raises Refusal where there are no groups."""
    groups = [_group(meeting, within, group) for within, group in _groups(queries.agenda_of(meeting))]
    if not groups:
        raise Refusal(_("This meeting has no groups yet. Add them inside the group work on the agenda."))
    return Groups(**_frame(meeting, now), kind=_("Group work"), facts=(), notice="", groups=groups)


def _frame(meeting: Meeting, now: datetime) -> dict[str, Any]:
    """What every paper about the meeting says of itself."""
    today = moments.day_of(now)
    return {
        "place": meeting.space.name,
        "title": meeting.title,
        "printed": _("Printed copy of %(day)s. The agenda as it is now stands in Pejl.") % {"day": dates.long(today)},
        "printed_on": today,
        "page": _("Page {page} of {pages}"),
    }


def _state(meeting: Meeting) -> str:
    return str(meeting.get_state_display()) if meeting.state in (State.DRAFT, State.CANCELLED) else ""


def _facts(meeting: Meeting) -> list[Fact]:
    chair = queries.chair_of(meeting)
    return _filled(
        (_("Date"), dates.with_weekday(meeting.starts_at)),
        (_("Time"), times.span(meeting.starts_at, queries.ends_at(meeting))),
        (_("Place"), meeting.place),
        (_("Meeting leaders"), _names(queries.leaders_of(meeting))),
        (_("Chair"), chair.name if chair else ""),
    )


def _item(timed: TimedItem, *, with_notes: bool, is_beside: bool = False) -> Item:
    """An item; one that runs beside others has its room and people as facts, since it is narrow."""
    item = timed.item
    notes = item.leader_notes if with_notes else ""
    return Item(
        clock=f"{times.clock(timed.starts_at)}-{times.clock(timed.ends_at)}",
        title=item.label,
        length="" if is_beside else durations.minutes(timed.minutes),
        who="" if is_beside else _who(timed),
        text=_purpose(timed),
        facts=_filled((_("Room"), item.room), _speakers(timed), *(_roles(timed) if is_beside else ())),
        points=item.question_lines,
        notes=Text(heading=_("Notes for the meeting leaders"), text=notes) if notes else None,
        parts=[
            [_item(one, with_notes=with_notes, is_beside=_is_beside(one, all_)) for one in all_]
            for all_ in _together(timed.children)
        ],
        is_quiet=item.behaviour == Behaviour.BREAK,
    )


def _group(meeting: Meeting, within: TimedItem | None, group: TimedItem) -> Group:
    """A group's page: the questions and case stories of the group work it belongs to come before its own."""
    facts = [
        (_("Date"), dates.with_weekday(meeting.starts_at)),
        (_("Time"), times.span(group.starts_at, group.ends_at)),
        *_round_and_dialogue(within),
        (_("Room"), group.item.room),
        _speakers(group),
        *((role, names) for role, names in _roles(group) if role != _("Members")),
    ]
    members = [part.person.name for part in _shown(group) if part.role == ItemRole.MEMBER]
    items = [*([within.item] if within else []), group.item]
    asked = [line for item in items for line in item.question_lines]
    cases = [story for item in items for story in _stories(item.cases)]
    lists = [(_("Questions"), asked), *([(_("Case stories"), cases)] if cases else []), (_("Members"), members)]
    return Group(
        name=group.item.label,
        facts=_filled(*facts),
        lists=[Entries(heading=heading, entries=entries) for heading, entries in lists],
    )


def _round_and_dialogue(within: TimedItem | None) -> list[tuple[str, str]]:
    """How the group work's time is parted, where it opens with a round."""
    if within is None or not within.item.round_minutes:
        return []
    first = within.item.round_minutes
    told = [(_("Round"), durations.minutes(first))]
    left = max(0, within.minutes - first)
    return [*told, (_("Dialogue"), durations.minutes(left))] if left else told


def _stories(cases: str) -> list[str]:
    """Case stories have an empty line between them; inside, lines run on."""
    stories = (" ".join(lines_of(story)) for story in re.split(r"\n\s*\n", cases))
    return [story for story in stories if story]


def _groups(
    agenda: Iterable[TimedItem], within: TimedItem | None = None
) -> Iterator[tuple[TimedItem | None, TimedItem]]:
    """Every group with what it is inside of, at any depth."""
    for all_ in _together(agenda):
        for timed in all_:
            if within is not None and _is_beside(timed, all_):
                yield within, timed
            yield from _groups(timed.children, timed)


def _together(timed: Iterable[TimedItem]) -> list[list[TimedItem]]:
    """Cut where the time goes on: what begins at the same moment runs side by side."""
    return [list(all_) for _start, all_ in groupby(timed, key=lambda one: one.starts_at)]


def _is_beside(timed: TimedItem, together: Sequence[TimedItem]) -> bool:
    return timed.item.behaviour == Behaviour.GROUP or len(together) > 1


def _purpose(timed: TimedItem) -> str:
    """What the item is for."""
    return timed.item.purpose


def _speakers(timed: TimedItem) -> tuple[str, str]:
    """Which roles speak, where only some do."""
    return _("Those who speak"), ", ".join(timed.item.named_speakers)


def _role(part: ItemPart) -> str:
    """What the part is called on paper."""
    return _("Members") if part.role == ItemRole.MEMBER else str(part.called or part.get_role_display())


def _shown(timed: TimedItem) -> list[ItemPart]:
    """Its parts; who chairs a group is not named once more among its members."""
    chairs = {part.person_id for part in timed.parts if part.role == ItemRole.CHAIR}
    return [part for part in timed.parts if part.role != ItemRole.MEMBER or part.person_id not in chairs]


def _roles(timed: TimedItem) -> list[tuple[str, str]]:
    """Each role with the names of who has it, in the order of the roles."""
    parts = sorted(_shown(timed), key=lambda part: (list(ItemRole).index(ItemRole(part.role)), _role(part)))
    return [(role, _names(part.person for part in some)) for role, some in groupby(parts, key=_role)]


def _who(timed: TimedItem) -> str:
    """The roles, a line each; whoever presents needs no word for it."""
    presenting = str(ItemRole.PRESENTER.label)
    return "\n".join(names if role == presenting else f"{role}: {names}" for role, names in _roles(timed))


def _filled(*facts: tuple[str, str]) -> list[Fact]:
    return [Fact(label=label, value=value) for label, value in facts if value]


def _names(people: Iterable[Person]) -> str:
    return ", ".join(person.name for person in people)
