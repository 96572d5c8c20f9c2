"""What the parts of the story share: what has happened so far, and how something is said to happen at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from pejl.direction.models import Statement
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import Meeting
from pejl.organisation.demo import Cast
from pejl.room.models import Card
from pejl.themes.models import Collection, Theme
from pejl.wiring.demo_story.calendar import WorkingWeeks

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment, through the operations that everybody uses."""

    at: datetime
    happen: Callable[[], object]


@dataclass
class Story:
    """What has happened so far in one job centre, by the keys that the texts know it by."""

    place: str
    weeks: WorkingWeeks
    cast: Cast
    collections: dict[str, Collection] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    meetings: dict[str, LearningMeeting] = field(default_factory=dict)
    other_meetings: dict[str, Meeting] = field(default_factory=dict)
    cards: dict[str, dict[str, Card]] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody who has ever been here, by key."""
        return self.cast.people

    def meeting(self, key: str) -> Meeting:
        """A meeting of any kind as it is now."""
        planned = self.other_meetings[key] if key in self.other_meetings else self.meetings[key].meeting
        meeting: Meeting = planned.again()
        return meeting

    def event(self, at: str, do: Callable[..., object], *said: Any, **named: Any) -> Event:
        """``do`` happens at a moment written as in the texts; it is told ``now``."""
        return self.event_at(self.weeks.moment(at), do, *said, **named)

    def event_at(self, at: datetime, do: Callable[..., object], *said: Any, **named: Any) -> Event:
        """``do`` happens at a moment."""
        return Event(at, partial(do, *said, **named, now=at))


def in_order(events: Iterator[Event]) -> list[Event]:
    """First things first; of two at the same moment, the one that was told first."""
    return sorted(events, key=lambda event: event.at)
