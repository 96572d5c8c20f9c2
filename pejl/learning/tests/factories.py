"""Learning meetings for tests, made by the operations that make real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.learning import operations
from pejl.learning.models import Coordination, LearningMeeting
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.tests.factories import NEXT_WEEK, group_work
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.room import operations as room
from pejl.room.models import Card
from pejl.room.names import CardKind
from pejl.themes.models import Theme
from pejl.themes.tests.factories import a_theme


def a_learning_meeting(
    by: Person, now: datetime, *, theme: Theme | None = None, group: WorkingGroup | None = None, **changes: Any
) -> LearningMeeting:
    """A learning meeting that is being planned by a member of the working group, who leads it."""
    told: dict[str, Any] = {
        "title": "Virksomhedspraktik",
        "purposes": ["At vide hvornår"],
        "place": "Mødelokale 2",
        "starts_at": NEXT_WEEK,
        "leaders": [by],
        "template": None,
    }
    return operations.plan(
        theme=theme or a_theme(by, now), group=group or a_group(now, by), **(told | changes), by=by, now=now
    )


def a_coordination(by: Person, now: datetime, *, group: WorkingGroup | None = None, **changes: Any) -> Coordination:
    """A coordination meeting that is being planned by a member of the working group, who leads it."""
    told: dict[str, Any] = {
        "title": "Koordinering",
        "purposes": [],
        "place": "Mødelokale 1",
        "starts_at": NEXT_WEEK,
        "leaders": [by],
    }
    return operations.plan_coordination(group=group or a_group(now, by), **(told | changes), by=by, now=now)


@dataclass(frozen=True)
class Held:
    """A learning meeting that is over, with what was written in its first group and marked for the product."""

    learning_meeting: LearningMeeting
    meeting: Meeting
    group: AgendaItem
    cards: list[Card]


def a_held_meeting(by: Person, now: datetime, *texts: str, people: tuple[Person, ...] = (), **changes: Any) -> Held:
    """Two groups, a card for each text, all of them marked; nobody has closed it yet."""
    planned = a_learning_meeting(by, now, **changes)
    work, group, _other = group_work(planned.meeting, by=by, now=now)
    meeting = meetings.invite(meeting=planned.meeting, people=people, by=by, now=now)
    room.begin(meeting=meeting, by=by, now=now)
    assert work.behaviour == Behaviour.GROUPS
    cards = [
        room.write_card(item=group, kind=CardKind.PARAMETER, text=text, client_id=uuid4(), by=by, now=now)
        for text in texts
    ]
    for card in cards:
        room.mark_for_product(card=card, is_for_product=True, by=by, now=now)
    return Held(planned, meetings.end(meeting=meeting, by=by, now=now), group, [card.again() for card in cards])


def held_with(anna: Person, bo: Person, group: WorkingGroup, now: datetime, *, number: int = 1) -> Held:
    """A meeting of the group that is being written up, and has left something of everything."""
    held = a_held_meeting(anna, now, people=(bo,), group=group, title="Det holdte møde")
    for count in range(number):
        said: dict[str, Any] = {"meeting": held.meeting, "by": anna, "now": now}
        room.agree(what=f"Ring til virksomheden {count}", owner=bo, due_on=day_of(now - timedelta(days=1)), **said)
        room.note_unclear_point(text=f"Hvad med fleksjob {count}?", caretaker=None, **said)
        room.take_on_product(person=bo, what=f"En anvisning {count}", **said)
        room.decide_together(text=f"Vi ringer først {count}", **said)
    return held
