"""Time and order of what is going on: pause, more or less of it, and back from a press that came too early."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.room import policies, queries
from pejl.room.models import ItemRun
from pejl.room.operations import ground


@transaction.atomic
def pause_item(*, meeting: Meeting, expected_running: UUID | None, by: Person, now: datetime) -> ItemRun:
    """Let the clock of what is going on stand still. Raises Stale when it stands already, or something else goes on."""
    row, running = ground.commanded(meeting.pk, expected_running, by)
    run = policies.require_going_on(running)
    policies.require_paused(run, is_paused=False)
    run.paused_at = max(now, run.started_at)
    run.save(update_fields=["paused_at"])
    ground.note("item.paused", run.item, row, by=by, now=now, item=run.item_id)
    return run


@transaction.atomic
def resume_item(*, meeting: Meeting, expected_running: UUID | None, by: Person, now: datetime) -> ItemRun:
    """Let the clock go on. Raises Stale when it goes already, or something else goes on."""
    row, running = ground.commanded(meeting.pk, expected_running, by)
    run = policies.require_going_on(running)
    policies.require_paused(run, is_paused=True)
    run.paused_seconds = round(run.paused(now).total_seconds())
    run.paused_at = None
    run.save(update_fields=["paused_seconds", "paused_at"])
    ground.note("item.resumed", run.item, row, by=by, now=now, item=run.item_id)
    return run


@transaction.atomic
def add_minutes(*, meeting: Meeting, minutes: int, expected_running: UUID | None, by: Person, now: datetime) -> ItemRun:
    """Give what is going on so many minutes more, or fewer where below zero: two leaders' presses add up."""
    row, running = ground.commanded(meeting.pk, expected_running, by)
    run = policies.require_going_on(running)
    run.added_seconds += round(timedelta(minutes=minutes).total_seconds())
    policies.require_some_time(run, minutes)
    run.save(update_fields=["added_seconds"])
    ground.note("item.time_added", run.item, row, by=by, now=now, item=run.item_id)
    return run


@transaction.atomic
def step_back(*, meeting: Meeting, expected_running: UUID | None, by: Person, now: datetime) -> ItemRun | None:
    """Take back a "next", or a "finish", just pressed: what began is taken away again, and what ended with it goes on
    as if it had not ended. Returns what goes on then. Raises Refusal when it is too late.
    """
    row, running = ground.commanded(meeting.pk, expected_running, by)
    ended = queries.last_ended(row)
    change = running.started_at if running else ended.ended_at if ended else None
    policies.require_back_in_time(change, now)
    if running is not None:
        running.delete()
    resumed = ended if queries.ended_with(ended, running) else None
    if resumed is not None:
        resumed.ended_at = None
        resumed.save(update_fields=["ended_at"])
    about = running or resumed
    assert about is not None
    ground.note("item.stepped_back", about.item, row, by=by, now=now, item=about.item_id)
    return resumed
