"""Whose turn it is. The turns taken are read from agendas and kept nowhere; nobody can list or count them by person.

A leader who plans gets at most three names, each with its reason, for one place in the leader's own meeting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from pejl.foundation.formats import dates, moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting, MeetingRole, Participant
from pejl.meetings.names import BEGUN, MOST_PROPOSED, REST, AskState, ItemRole, Reply, Role, State, Turn
from pejl.meetings.queries.people import people_of
from pejl.organisation.models import Membership

# What is announced can be seen by all, so it counts as well as what was held: nobody is proposed to two meetings.
KNOWN = (State.ANNOUNCED, *BEGUN)


class Somebody(Protocol):
    """All of a person that the order asks for."""

    pk: Any
    name_sort: str


SomebodyT = TypeVar("SomebodyT", bound=Somebody)


@dataclass(frozen=True)
class Proposal:
    """Somebody whose turn it may be, and why: a day, never a number."""

    person: Person
    reason: str


def next_for(
    turn: str,
    *,
    meeting: Meeting,
    by: Person,
    now: datetime,
    item: AgendaItem | None = None,
    among: Collection[Person] | None = None,
) -> list[Proposal]:
    """At most three of the meeting's people (``among`` them, where given) for a turn, longest since first.

    Left out: guests, managers where practice is presented, whoever has a part in the item or was asked for it, and for
    a while whoever said "not this time".
    Raises NotAllowed for everybody but the meeting's leaders.
    """
    permissions.require_leads(by, meeting)
    if item is not None:
        policies.require_turn_in(turn, item)
    today = moments.day_of(now)
    here = _pool(meeting, item, among, now)
    joined, managers = _places(here, today)
    # Practice is what practitioners do; management has a presentation of its own.
    pool = [one for one in here if turn != Turn.PRESENTING or one.pk not in managers]
    taken = _taken_by(turn, meeting, pool)
    first = longest_since(pool, taken, joined, today)[:MOST_PROPOSED]
    return [Proposal(one, _reason(turn, taken.get(one.pk), joined.get(one.pk), today)) for one in first]


def longest_since(
    people: Iterable[SomebodyT], taken: Mapping[UUID, Sequence[date]], joined: Mapping[UUID, date], today: date
) -> list[SomebodyT]:
    """People in the order of their turns: by the day of the last one, or where there was none the day they joined.

    Of those whose last turn was on one day, that one is first whose turn before it is longest ago. So each stays
    where they are in the round, and nobody gets two turns while another gets none.
    """

    def since(person: SomebodyT) -> tuple[tuple[date, ...], str, str]:
        days = (*sorted(taken.get(person.pk, ()), reverse=True), joined.get(person.pk, today))
        return days, person.name_sort, str(person.pk)

    return sorted(people, key=since)


def _pool(meeting: Meeting, item: AgendaItem | None, among: Collection[Person] | None, now: datetime) -> list[Person]:
    here = [one.person for one in people_of(meeting) if one.reply != Reply.DECLINED]
    wanted = None if among is None else {one.pk for one in among}
    out = _resting(here, now) | (_taken(item) if item is not None else set())
    return [
        one
        for one in here
        if not one.is_guest and one.left_on is None and one.pk not in out and (wanted is None or one.pk in wanted)
    ]


def _taken(item: AgendaItem) -> set[UUID]:
    """Who has a part in the item, was asked for it whatever came of it, or is just being asked for another here."""
    here = Ask.objects.filter(item__meeting=item.meeting_id)
    asked = here.filter(Q(item=item) & ~Q(state=AskState.WITHDRAWN) | Q(state=AskState.ASKED))
    return {
        *ItemPart.objects.filter(item=item).values_list("person_id", flat=True),
        *asked.values_list("person_id", flat=True),
    }


def _resting(people: Iterable[Person], now: datetime) -> set[UUID]:
    """Who has said "not this time", or had no example, so lately that another question would press."""
    said = Q(state__in=(AskState.NOT_NOW, AskState.FIND_ANOTHER), answered_at__gt=now - REST)
    return set(Ask.objects.filter(said, person__in=list(people)).values_list("person_id", flat=True))


def _taken_by(turn: str, meeting: Meeting, people: Iterable[Person]) -> Mapping[UUID, Sequence[date]]:
    """The days of everybody's turns; what they do at this meeting counts already. Read for the order alone."""
    rows, of = _rows(turn), "meeting" if turn == Turn.LEADING else "item__meeting"
    absent = Participant.objects.filter(
        meeting=OuterRef(of), person=OuterRef("person"), reply=Reply.DECLINED, came_at=None
    )
    known = Q(**{f"{of}__state__in": KNOWN}) | Q(**{of: meeting})
    found = rows.filter(known, ~Exists(absent), person__in=list(people))
    days: dict[UUID, list[date]] = defaultdict(list)
    for person, starts_at in found.values_list("person", f"{of}__starts_at"):
        days[person].append(moments.day_of(starts_at))
    return days


def _rows(turn: str) -> QuerySet[ItemPart] | QuerySet[MeetingRole]:
    if turn == Turn.LEADING:
        return MeetingRole.objects.filter(role=Role.LEADER)
    role = {Turn.PRESENTING: ItemRole.PRESENTER, Turn.CHAIRING: ItemRole.CHAIR, Turn.OBSERVING: ItemRole.HELICOPTER}
    parts: QuerySet[ItemPart] = ItemPart.objects.filter(role=role[Turn(turn)])
    return parts.filter(item__behaviour="practice") if turn == Turn.PRESENTING else parts


def _places(people: Iterable[Person], today: date) -> tuple[Mapping[UUID, date], set[UUID]]:
    """Since when each has been in the unit where they are now, the one they have been in longest; and who does nothing
    but manage.
    """
    joined: dict[UUID, date] = {}
    manages: dict[UUID, bool] = {}
    rows = Membership.objects.on(today).filter(person__in=list(people))
    for person, since, is_management in rows.values_list("person", "since_on", "function__is_management"):
        joined[person] = min(since, joined.get(person, since))
        manages[person] = is_management and manages.get(person, True)
    return joined, {person for person, only in manages.items() if only}


def _reason(turn: str, taken: Sequence[date] | None, joined: date | None, today: date) -> str:
    if not taken:
        return _never(turn, joined)
    last = max(taken)
    told = {"day": dates.long(last)}
    sentences = _TO_COME if last >= today else _LAST
    return sentences[Turn(turn)]() % told


def _never(turn: str, joined: date | None) -> str:
    done = _NOT_YET[Turn(turn)]()
    if joined is None:
        return done
    return _("%(not_yet)s, here since %(year)s") % {"not_yet": done, "year": joined.year}


_LAST = {
    Turn.PRESENTING: lambda: _("presented last on %(day)s"),
    Turn.LEADING: lambda: _("led a meeting last on %(day)s"),
    Turn.CHAIRING: lambda: _("chaired a group last on %(day)s"),
    Turn.OBSERVING: lambda: _("listened from above last on %(day)s"),
}
_TO_COME = {
    Turn.PRESENTING: lambda: _("presents already on %(day)s"),
    Turn.LEADING: lambda: _("leads a meeting already on %(day)s"),
    Turn.CHAIRING: lambda: _("chairs a group already on %(day)s"),
    Turn.OBSERVING: lambda: _("listens from above already on %(day)s"),
}
_NOT_YET = {
    Turn.PRESENTING: lambda: _("has not presented yet"),
    Turn.LEADING: lambda: _("has not led a meeting yet"),
    Turn.CHAIRING: lambda: _("has not chaired a group yet"),
    Turn.OBSERVING: lambda: _("has not listened from above yet"),
}
