"""What is going on: one item at a time, started and finished by the leaders."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.permissions import require_leads
from pejl.meetings.policies import require_running
from pejl.meetings.queries import items_of
from pejl.room import policies
from pejl.room.models import ItemRun


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
    meeting = _led(item.meeting_id, by)
    policies.require_startable(item)
    running = _running(meeting)
    policies.require_expected(running, expected_running, wanted=item)
    if running is not None:
        _end(running, now)
    run: ItemRun = ItemRun.objects.create(meeting=meeting, item=item, started_at=now)
    audit.record("item.started", item, by=by, now=now)
    live.append(topic_of(meeting), "item.started", now=now, item=item.pk)
    return run


@transaction.atomic
def finish_item(*, item: AgendaItem, by: Person, now: datetime) -> ItemRun:
    """Finish the item that is going on, and begin nothing yet. Raises Stale when it is not going on."""
    meeting = _led(item.meeting_id, by)
    running = _running(meeting)
    policies.require_expected(running, item.pk)
    assert running is not None
    _end(running, now)
    audit.record("item.finished", item, by=by, now=now)
    live.append(topic_of(meeting), "item.finished", now=now, item=item.pk)
    return running


def finish_with_meeting(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """What is going on ends with the meeting: the reaction to "meeting.ended"."""
    running = _running(meeting)
    if running is not None:
        _end(running, now)
        live.append(topic_of(meeting), "item.finished", now=now, item=running.item_id)


def _led(meeting_id: UUID, by: Person) -> Meeting:
    """The meeting, locked so that commands come one after the other, after asking who and when."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    require_leads(by, meeting)
    require_running(meeting)
    return meeting


def _running(meeting: Meeting) -> ItemRun | None:
    running: ItemRun | None = ItemRun.objects.running().filter(meeting=meeting).select_related("item").first()
    return running


def _end(run: ItemRun, now: datetime) -> None:
    """A run never ends before it began, also when the clock was put back meanwhile; a pause ends with it."""
    run.ended_at = max(now, run.started_at)
    if run.paused_at is not None:
        run.paused_seconds += int((run.ended_at - run.paused_at).total_seconds())
        run.paused_at = None
    run.save(update_fields=["ended_at", "paused_seconds", "paused_at"])
