"""Where items stand among those beside them: 1 is first, without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, F, Value, When

from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.meetings.models import AgendaItem, Meeting


def make_room(meeting: Meeting, parent: AgendaItem | None, position: int | None) -> int:
    """A free place at ``position``, or last without one; what stands there and after it moves down."""
    beside = _beside(meeting, parent.pk if parent else None)
    last = beside.count() + 1
    place = last if position is None else min(max(position, 1), last)
    beside.filter(position__gte=place).update(position=F("position") + 1)
    return place


def place(item: AgendaItem, to: int, beside: Sequence[AgendaItem]) -> None:
    """To a place among those ``beside`` it, itself one of them, no further than last. The rows in hand move too."""
    to = min(max(to, 1), len(beside))
    low, high = sorted((item.position, to))
    step = 1 if to < item.position else -1
    shifted = Case(When(pk=item.pk, then=Value(to)), default=F("position") + step)
    _beside(item.meeting, item.parent_id).filter(position__range=(low, high)).update(position=shifted)
    for one in beside:
        if low <= one.position <= high:
            one.position = to if one.pk == item.pk else one.position + step
    item.position = to


def remove(item: AgendaItem) -> None:
    """Out of the agenda, with all that lies in it; what came after moves up."""
    later = _beside(item.meeting, item.parent_id).filter(position__gt=item.position)
    item.delete()
    later.update(position=F("position") - 1)


def _beside(meeting: Meeting, parent_id: UUID | None) -> SpaceQuerySet[AgendaItem]:
    """The items among which one has its place."""
    beside: SpaceQuerySet[AgendaItem] = AgendaItem.objects.filter(meeting=meeting, parent=parent_id)
    return beside
