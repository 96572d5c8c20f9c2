"""Where items stand among those beside them: 1 is first, without gaps."""

from __future__ import annotations

from django.db.models import F

from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.meetings.models import AgendaItem, Meeting


def make_room(meeting: Meeting, parent: AgendaItem | None, position: int | None) -> int:
    """A free place at ``position``, or last without one; what stands there and after it moves down."""
    beside = _beside(meeting, parent)
    last = beside.count() + 1
    place = last if position is None else min(max(position, 1), last)
    beside.filter(position__gte=place).update(position=F("position") + 1)
    return place


def place(item: AgendaItem, to: int) -> None:
    """To a place among those beside it, no further than last."""
    beside = _beside(item.meeting, item.parent)
    to = min(max(to, 1), beside.count())
    if to < item.position:
        beside.filter(position__gte=to, position__lt=item.position).update(position=F("position") + 1)
    else:
        beside.filter(position__gt=item.position, position__lte=to).update(position=F("position") - 1)
    item.position = to
    item.save(update_fields=["position"])


def remove(item: AgendaItem) -> None:
    """Out of the agenda, with all that lies in it; what came after moves up."""
    later = _beside(item.meeting, item.parent).filter(position__gt=item.position)
    item.delete()
    later.update(position=F("position") - 1)


def _beside(meeting: Meeting, parent: AgendaItem | None) -> SpaceQuerySet[AgendaItem]:
    """The items among which one has its place."""
    beside: SpaceQuerySet[AgendaItem] = AgendaItem.objects.filter(meeting=meeting, parent=parent)
    return beside
