"""Meetings for tests, made by the operations that make real ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import AgendaItem, Meeting, Pause, Rhythm
from pejl.meetings.names import Behaviour, Kind
from pejl.organisation.models import Unit

NEXT_WEEK = moments.local(date(2026, 3, 11), time(9))


def a_meeting(leader: Person, *, now: datetime, **changes: Any) -> Meeting:
    """A meeting that is being planned, on Wednesday next week from 9.00."""
    told: dict[str, Any] = {
        "kind": Kind.LEARNING,
        "title": "Virksomhedspraktik",
        "purposes": ["At vide hvornår", "At vide hvordan"],
        "place": "Mødelokale 2",
        "starts_at": NEXT_WEEK,
        "leaders": [leader],
        "template": None,
        "by": leader,
    }
    return operations.plan(**(told | changes), now=now)


def an_item(meeting: Meeting, *, by: Person, now: datetime, **changes: Any) -> AgendaItem:
    """A presentation of ten minutes at the end of the agenda."""
    told: dict[str, Any] = {"behaviour": Behaviour.LAW, "label": "Loven", "minutes": 10}
    return operations.add_item(meeting=meeting, by=by, now=now, **(told | changes))


def group_work(meeting: Meeting, *, by: Person, now: datetime, minutes: int = 40) -> list[AgendaItem]:
    """Group work with two groups: the item, then its groups."""
    work = an_item(meeting, by=by, now=now, behaviour=Behaviour.GROUPS, label="Grupper", minutes=minutes)
    groups = [
        an_item(meeting, by=by, now=now, behaviour=Behaviour.GROUP, label=f"Gruppe {number}", minutes=0, parent=work)
        for number in (1, 2)
    ]
    return [work, *groups]


def an_announced_meeting(leader: Person, *, now: datetime, people: tuple[Person, ...] = (), **changes: Any) -> Meeting:
    """A meeting with one item, and the invitations sent."""
    meeting = a_meeting(leader, now=now, **changes)
    an_item(meeting, by=leader, now=now, minutes=60)
    return operations.invite(meeting=meeting, people=people, by=leader, now=now)


def a_running_meeting(leader: Person, *, now: datetime, people: tuple[Person, ...] = (), **changes: Any) -> Meeting:
    """A meeting that is going on."""
    meeting = an_announced_meeting(leader, now=now, people=people, **changes)
    return operations.begin(meeting=meeting, by=leader, now=now)


def a_rhythm(unit: Unit, *, by: Person, now: datetime, **changes: Any) -> Rhythm:
    """Every ten weeks, on Wednesdays from nine to twelve."""
    told: dict[str, Any] = {"weeks": 10, "weekday": 2, "starts_at": time(9), "minutes": 180, "expected": None}
    return operations.set_rhythm(unit=unit, by=by, now=now, **(told | changes))


def a_pause(unit: Unit, *, by: Person, now: datetime, **changes: Any) -> Pause:
    """From today for half a year, with a reason."""
    today = moments.day_of(now)
    told: dict[str, Any] = {
        "since_on": today,
        "until_on": today + timedelta(days=180),
        "reason": "Vi arbejder med, hvordan vi giver sparring.",
    }
    return operations.take_pause(unit=unit, by=by, now=now, **(told | changes))
