"""A round going on between the owner and a guest, room for another, and what the owner wrote to it."""

from __future__ import annotations

from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour, Speaking
from pejl.meetings.tests.factories import an_item
from pejl.room import operations as room
from tests.people import NOW


def planned(meeting: Meeting, board: AgendaItem, *, by: Person) -> dict[str, Any]:
    """Two steps of the plenary in which everybody speaks in turn."""
    how: dict[str, Any] = {"behaviour": Behaviour.FREE, "parent": board, "minutes": 5, "speaking": Speaking.IN_TURN}
    names = {"circle": "Runde om bordet", "other_circle": "Runde mere"}
    return {name: an_item(meeting, by=by, now=NOW, label=label, **how) for name, label in names.items()}


def begun(meeting: Meeting, circle: AgendaItem, people: dict[str, Person]) -> dict[str, Any]:
    """The owner speaks, a guest waits, and the owner has written something that nobody else sees."""
    owner, leader = people["owner"], people["leader"]
    for person in (owner, people["invited_guest"]):
        meetings.come(meeting=meeting, person=person, by=person, now=NOW)
    said = {"item": circle, "by": owner, "now": NOW}
    return {
        "round": room.begin_round(item=circle, turn_seconds=60, by=leader, now=NOW),
        "contribution": room.write_contribution(text="At ejeren spørger", expected_version=None, **said),
    }
