"""What each person is to do in a meeting."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import ItemRole, Role
from pejl.meetings.queries.agenda import TimedItem, agenda_of


@dataclass(frozen=True)
class OwnPart:
    """One thing that somebody does: in an item, or (without one) in the meeting as a whole."""

    role: str
    starts_at: datetime
    item: AgendaItem | None = None
    called: str = ""

    @property
    def label(self) -> str:
        """What the role is called, in the active language."""
        if self.item is None:
            return str(Role(self.role).label)
        return self.called or str(ItemRole(self.role).label)

    @property
    def is_timed(self) -> bool:
        """Whether the person waits for the clock: who presents has to know when."""
        return self.item is not None and self.role == ItemRole.PRESENTER


def own_parts(meeting: Meeting, agenda: Sequence[TimedItem] | None = None) -> Mapping[UUID, list[OwnPart]]:
    """Everybody's parts by the person's id, those in the meeting as a whole first, then along the clock.

    Hand in the ``agenda`` where it has been read already.
    """
    found: dict[UUID, list[OwnPart]] = defaultdict(list)
    for role in sorted(meeting.roles.all(), key=lambda one: one.role != Role.LEADER):
        found[role.person_id].append(OwnPart(role.role, meeting.starts_at))
    for timed in _all(agenda_of(meeting) if agenda is None else agenda):
        for part in timed.parts:
            found[part.person_id].append(OwnPart(part.role, timed.starts_at, timed.item, part.called))
    return found


def mark_of(parts: Sequence[OwnPart]) -> str:
    """The same for the same parts in whatever language, another for others; when somebody presents counts too."""
    told = sorted(
        f"{part.role} {part.called} {part.item.pk if part.item else ''} {part.starts_at if part.is_timed else ''}"
        for part in parts
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32] if told else ""


def _all(agenda: Iterable[TimedItem]) -> Iterable[TimedItem]:
    for timed in agenda:
        yield timed
        yield from _all(timed.children)
