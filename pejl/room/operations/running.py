"""What is going on: one item at a time, started and finished by the leaders."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.queries import items_of
from pejl.room import policies
from pejl.room.models import ItemRun
from pejl.room.operations import ground, lead_offers


@transaction.atomic
def begin(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Begin the meeting, and its first item with it."""
    begun = meetings.begin(meeting=meeting, by=by, now=now)
    first = next(item for item in items_of(begun) if item.parent_id is None)
    start_item(item=first, expected_running=None, by=by, now=now)
    return begun


@transaction.atomic
def start_item(*, item: AgendaItem, expected_running: UUID | None, by: Person, now: datetime) -> ItemRun:
    """Start an item; what is going on ends in the same moment.

    ``expected_running`` is the item that the leader believes is going on, or None for nothing. Raises Stale when
    something else is: two leaders who press "next" together move one step, not two.
    """
    meeting = ground.led(item.meeting_id, by)
    policies.require_startable(item)
    running = ground.running_in(meeting)
    policies.require_expected(running, expected_running, wanted=item)
    if running is not None:
        ground.end_run(running, now)
    meetings.settle_times(meeting)
    if AgendaItem.objects.filter(pk=item.pk, left_out_at__isnull=False).exists():
        meetings.take_in_again(item=item, by=by, now=now)
    run: ItemRun = ItemRun.objects.create(meeting=meeting, item=item, started_at=now)
    ground.note("item.started", item, meeting, by=by, now=now, item=item.pk)
    return run


@transaction.atomic
def finish_item(*, item: AgendaItem, by: Person, now: datetime) -> ItemRun:
    """Finish the item that is going on, and begin nothing yet. Raises Stale when it is not going on."""
    meeting, running = ground.commanded(item.meeting_id, item.pk, by)
    assert running is not None
    ground.end_run(running, now)
    ground.note("item.finished", item, meeting, by=by, now=now, item=item.pk)
    return running


@transaction.atomic
def end(*, meeting: Meeting, expected_running: UUID | None, by: Person, now: datetime) -> Meeting:
    """The meeting is over, also before its agenda is. Raises Stale when something else is going on than expected."""
    row, _running = ground.commanded(meeting.pk, expected_running, by)
    return meetings.end(meeting=row, by=by, now=now)


def finish_with_meeting(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """What is going on ends with the meeting, and nobody is asked to lead it on: the reaction to "meeting.ended"."""
    running = ground.running_in(meeting)
    if running is not None:
        ground.end_run(running, now)
        live.append(topic_of(meeting), "item.finished", now=now, item=running.item_id)
    meetings.settle_times(meeting)
    lead_offers.let_lapse(meeting, now=now)
