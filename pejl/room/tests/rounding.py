"""A meeting with a round in it, and people who have come, for tests of rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.room import operations, queries
from pejl.room.models import Round
from tests.people import person_in


@dataclass
class Circle:
    """A meeting that Anna leads, with a round going on and a group after it; Berit, Carl and Dan have come, then Anna.

    Berit chairs the group, in which Carl sits too. Eva is invited and has not come.
    """

    meeting: Meeting
    check_in: AgendaItem
    work: AgendaItem
    group: AgendaItem
    anna: Person
    people: Sequence[Person]
    now: datetime

    def come(self, person: Person) -> None:
        meetings.come(meeting=self.meeting, person=person, by=self.anna, now=self.now)

    def go(self, person: Person) -> None:
        meetings.go(meeting=self.meeting, person=person, by=self.anna, now=self.now)

    def begin(self, **how: Any) -> Round:
        said = {"item": self.check_in, "by": self.anna, "now": self.now}
        return operations.begin_round(**(said | how))

    def do(self, name: str, row: Round, **how: Any) -> Round:
        """A command by Anna, who has seen the round as it is."""
        said = {"round_": row, "expected_version": row.again().version, "by": self.anna, "now": self.now}
        done: Round = getattr(operations, name)(**(said | how))
        return done


def a_circle(space: Space, anna: Person, *, now: datetime) -> Circle:
    """See Circle."""
    names = ("Berit Bro", "Carl Carlsen", "Dan Dal", "Eva Eng")
    people = [person_in(space, name, f"{name.split()[0].lower()}@nordager.example") for name in names]
    meeting = a_meeting(anna, now=now)
    check_in = an_item(
        meeting, by=anna, now=now, behaviour=Behaviour.ROUND, label="Tjek-ind", questions="Hvad vil jeg have ud af det?"
    )
    work = an_item(meeting, by=anna, now=now, behaviour=Behaviour.GROUPS, label="Grupper", minutes=30)
    parts = {ItemRole.CHAIR: [people[0]], ItemRole.MEMBER: [people[1]], ItemRole.HELICOPTER: [people[2]]}
    group = an_item(
        meeting, by=anna, now=now, behaviour=Behaviour.GROUP, label="Gruppe 1", minutes=0, parent=work, parts=parts
    )
    meeting = meetings.invite(meeting=meeting, people=people, by=anna, now=now)
    operations.begin(meeting=meeting, by=anna, now=now)
    circle = Circle(meeting.again(), check_in, work, group, anna, people, now)
    for person in (*people[:3], anna):
        circle.come(person)
    return circle


def shown(row: Round) -> str:
    """Who is where, in the order of their places: ``Berit:speaking Carl:waiting``."""
    return " ".join(f"{turn.person.name.split()[0]}:{turn.state}" for turn in queries.turns_of(row))
