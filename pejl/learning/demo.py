"""The demo's learning meetings, planned on their themes and led on to what was written down; coordination; and what
became of what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Kind, Product
from pejl.learning import operations
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import Meeting
from pejl.organisation.models import WorkingGroup
from pejl.room import queries as room
from pejl.room.models import Card, ProductDuty
from pejl.themes.models import Theme

ACTION_GUIDE = "Handlingsanvisning"


def plan(
    *, theme: Theme, group: WorkingGroup, starts_at: datetime, frame: dict[str, Any], now: datetime
) -> LearningMeeting:
    """The first of its leaders plans a learning meeting; ``frame`` is what the meeting itself is planned with."""
    by = frame["leaders"][0]
    return operations.plan(theme=theme.again(), group=group, starts_at=starts_at, by=by, now=now, **frame)


def coordinate(
    told: Mapping[str, Any], *, group: WorkingGroup, starts_at: datetime, people: Mapping[str, Person], now: datetime
) -> Meeting:
    """The first of its leaders plans a group's coordination, with the agenda that lies before it."""
    leaders = [people[name] for name in told["leaders"]]
    planned = operations.plan_coordination(
        group=group,
        title=told["title"],
        purposes=told["purposes"],
        place=told["place"],
        starts_at=starts_at,
        leaders=leaders,
        by=leaders[0],
        now=now,
    )
    return planned.meeting


def start_guide(
    *,
    learning_meeting: LearningMeeting,
    title: str,
    cards: Sequence[Card],
    duty: ProductDuty,
    now: datetime,
) -> Product:
    """Whoever took it on begins to write down what the meeting found out."""
    return operations.start_guide(
        learning_meeting=learning_meeting.again(),
        kind=Kind.objects.get(name=ACTION_GUIDE),
        title=title,
        cards=cards,
        duty=duty,
        by=duty.person,
        now=now,
    )


def follow_up(told: Mapping[str, Any], *, meeting: Meeting, people: Mapping[str, Person], now: datetime) -> None:
    """Some weeks later: what became of what was decided together, as far as somebody has said it."""
    made = {decision.text: decision for decision in room.decisions_of(meeting)}
    for one in told["decisions"]:
        if "became" in one:
            said = {"state": one["became"], "reason": one["said"], "seen": None}
            operations.follow_up_decision(decision=made[one["text"]], **said, by=people[one["by"]], now=now)
