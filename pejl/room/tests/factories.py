"""A meeting under way, made by the operations that make real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Authorship, Behaviour, ItemRole
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.room import operations
from pejl.room.models import Card
from pejl.room.names import CardKind


@dataclass(frozen=True)
class Evening:
    """A meeting with a framing, sharing in plenary, group work in two groups, and gathering."""

    meeting: Meeting
    framing: AgendaItem
    plenary: AgendaItem
    work: AgendaItem
    groups: tuple[AgendaItem, AgendaItem]
    gathering: AgendaItem


def an_evening(
    leader: Person,
    *,
    now: datetime,
    people: Sequence[Person] = (),
    seated: tuple[Sequence[Person], Sequence[Person]] = ((), ()),
    authorship: str = Authorship.NAMED,
    other_leaders: Sequence[Person] = (),
) -> Evening:
    """An announced meeting; ``seated`` are the members of each group, ``authorship`` holds on every board."""
    meeting = a_meeting(leader, now=now, leaders=[leader, *other_leaders])

    def item(
        behaviour: str, label: str, minutes: int, parent: AgendaItem | None = None, members: Sequence[Person] = ()
    ) -> AgendaItem:
        return an_item(
            meeting,
            by=leader,
            now=now,
            behaviour=behaviour,
            label=label,
            minutes=minutes,
            parent=parent,
            authorship=authorship,
            parts={ItemRole.MEMBER: members} if members else None,
            leader_notes="Husk lokalet" if behaviour == Behaviour.FRAMING else "",
            questions="Hvorfor nu?" if behaviour == Behaviour.FRAMING else "",
        )

    framing = item(Behaviour.FRAMING, "Rammesætning", 10)
    plenary = item(Behaviour.PLENARY, "Videndeling", 20)
    work = item(Behaviour.GROUPS, "Gruppearbejde", 40)
    groups = (
        item(Behaviour.GROUP, "Gruppe 1", 0, work, seated[0]),
        item(Behaviour.GROUP, "Gruppe 2", 0, work, seated[1]),
    )
    gathering = item(Behaviour.GATHER_KNOWLEDGE, "Opsamling på viden", 20)
    meeting = meetings.invite(meeting=meeting, people=people, by=leader, now=now)
    return Evening(meeting, framing, plenary, work, groups, gathering)


def begun(evening: Evening, item: AgendaItem, *, by: Person, now: datetime) -> AgendaItem:
    """The meeting under way, with an item going on."""
    operations.begin(meeting=evening.meeting, by=by, now=now)
    if item != evening.framing:
        operations.start_item(item=item, expected_running=evening.framing.pk, by=by, now=now)
    return item


def a_card(item: AgendaItem, text: str, *, by: Person, now: datetime, kind: str = CardKind.CONSIDERATION) -> Card:
    """A card under a key of its own."""
    return operations.write_card(item=item, kind=kind, text=text, client_id=uuid4(), by=by, now=now)
