"""How long an item took the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import State
from pejl.room.models import ItemRun
from pejl.room.names import FEWEST_FOR_A_PACE
from pejl.room.queries.pace import came_to, meetings_like

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class LastTime:
    """So many ``minutes``, pauses left out, at that ``meeting``."""

    meeting: Meeting
    minutes: int


def took_last_time(item: AgendaItem, person: Person | None = None) -> LastTime | None:
    """What such an item took at the latest meeting like this one; None where nobody knows.

    Such an item does the same in the room, and is called the same where that meeting had several of them. The meeting
    is one that the person may see; where nobody in particular asks, one that the first leader sees. So small a meeting
    that it would tell about somebody tells nothing.
    """
    if item.parent_id is not None:
        return None
    like = meetings_like(item.meeting, person or _asker(item.meeting)).filter(
        state__in=(State.WRITING_UP, State.CLOSED)
    )
    held = ItemRun.objects.filter(item__behaviour=item.behaviour, item__parent=None, ended_at__isnull=False)
    last = held.filter(meeting__in=like).select_related("meeting").order_by("-meeting__starts_at", "-id").first()
    if last is None or came_to(last.meeting) < FEWEST_FOR_A_PACE:
        return None
    took = _took(item, list(held.filter(meeting=last.meeting_id).select_related("item")))
    return LastTime(last.meeting, max(1, round(took / MINUTE))) if took else None


def _took(item: AgendaItem, runs: list[ItemRun]) -> timedelta | None:
    """What the one of them took that is meant."""
    items = {run.item_id: run.item for run in runs}
    name = search_key(item.label)
    meant = [pk for pk, one in items.items() if len(items) == 1 or search_key(one.label) == name]
    if len(meant) != 1:
        return None
    return sum((run.lasted(run.started_at) for run in runs if run.item_id == meant[0]), timedelta())


def _asker(meeting: Meeting) -> Person:
    return next((role.person for role in meeting.roles.all()), meeting.created_by)
