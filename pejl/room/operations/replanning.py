"""What still comes: left out, taken in again, in another order, or put in on the spot."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.room import policies
from pejl.room.models import ItemRun
from pejl.room.operations import ground
from pejl.room.operations.running import start_item


@transaction.atomic
def leave_out(*, item: AgendaItem, expected_running: UUID | None, by: Person, now: datetime) -> AgendaItem:
    """Skip an item that has not begun. Raises Stale when it has, or is left out already."""
    meeting, _running = ground.commanded(item.meeting_id, expected_running, by)
    policies.require_coming(item)
    left_out = meetings.leave_out(item=item, by=by, now=now)
    live.append(topic_of(meeting), "item.left_out", now=now, item=item.pk)
    return left_out


@transaction.atomic
def take_in_again(*, item: AgendaItem, expected_running: UUID | None, by: Person, now: datetime) -> AgendaItem:
    """Hold an item after all. Raises Stale when it is not left out any more."""
    meeting, _running = ground.commanded(item.meeting_id, expected_running, by)
    policies.require_coming(item)
    taken = meetings.take_in_again(item=item, by=by, now=now)
    live.append(topic_of(meeting), "item.taken_in", now=now, item=item.pk)
    return taken


@transaction.atomic
def swap_items(
    *,
    item: AgendaItem,
    other: AgendaItem,
    expected_position: int,
    expected_running: UUID | None,
    by: Person,
    now: datetime,
) -> None:
    """Two that have not begun, each in the place of the other. Raises Stale when one has, or stands elsewhere."""
    meeting, _running = ground.commanded(item.meeting_id, expected_running, by)
    policies.require_same_meeting(item, other)
    for one in (item, other):
        policies.require_coming(one)
    meetings.swap_items(item=item, other=other, expected_position=expected_position, by=by, now=now)
    live.append(topic_of(meeting), "item.swapped", now=now, item=item.pk, other=other.pk)


@transaction.atomic
def insert_item(
    *,
    meeting: Meeting,
    behaviour: str,
    label: str,
    minutes: int,
    begins: bool,
    expected_running: UUID | None,
    by: Person,
    now: datetime,
) -> AgendaItem:
    """Put in something that nobody had planned: next, or (``begins``) now, so that what is going on ends."""
    row, _running = ground.commanded(meeting.pk, expected_running, by)
    begun = ItemRun.objects.filter(meeting=row).aggregate(last=Max("item__position"))["last"] or 0
    item = meetings.insert_item(
        meeting=row, behaviour=behaviour, label=label, minutes=minutes, position=begun + 1, by=by, now=now
    )
    live.append(topic_of(row), "item.inserted", now=now, item=item.pk)
    if begins:
        start_item(item=item, expected_running=expected_running, by=by, now=now)
    return item
