"""Who wants the floor, and which questions wait while somebody presents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour, ItemRole
from pejl.room import queries
from pejl.room.live.looking import Look
from pejl.room.models import UnclearPoint
from pejl.room.queries import Queue

# Where somebody tells the others something, whoever it is.
PRESENTATIONS = (Behaviour.MANAGEMENT, Behaviour.LAW, Behaviour.PRACTICE)


@dataclass(frozen=True)
class Line:
    """A queue as it stands on a page: of everybody, or of a group with those who sit there and who chair it."""

    queue: Queue
    group: AgendaItem | None = None
    members: tuple[Person, ...] = ()
    chairs: tuple[Person, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody speaks and nobody waits."""
        return self.queue.speaking is None and not self.queue.waiting


def context(look: Look) -> Mapping[str, Any]:
    """The queue of everybody and, while one works in groups, those of the groups."""
    return {"is_on": look.meeting.state == "running", "lines": lines(look)}


def lines(look: Look) -> list[Line]:
    """The queues that belong to what is going on."""
    found = look.ask(queues)
    current = look.room.current
    groups = current.timed.groups if current else ()
    of_groups = [
        Line(
            found.get(group.item.pk, Queue(group.item)),
            group.item,
            tuple(group.people(ItemRole.MEMBER, ItemRole.CHAIR)),
            tuple(group.people(ItemRole.CHAIR)),
        )
        for group in groups
    ]
    return [Line(found[None]), *of_groups]


def queues(look: Look) -> dict[UUID | None, Queue]:
    """Asked once a look."""
    return queries.queues_of(look.meeting)


def parked(look: Look) -> Mapping[str, Any]:
    """The list of what is being presented; nothing while nobody presents."""
    current = look.room.current
    presenters = current.timed.people(ItemRole.PRESENTER) if current else []
    is_on = current is not None and bool(presenters or current.item.behaviour in PRESENTATIONS)
    return {
        "item": current.item if current is not None and is_on else None,
        "presenters": presenters,
        "points": _points(look, current.item) if current is not None and is_on else [],
    }


def _points(look: Look, item: AgendaItem) -> list[UnclearPoint]:
    return queries.parked_at(look.meeting, item)
