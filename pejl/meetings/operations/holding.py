"""From the planned meeting to the closed book; what happens in between stands in ``pejl.room``."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.names import State
from pejl.meetings.operations import bundling, ground, undoing


@transaction.atomic
def begin(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Open the room: everybody who comes can follow and write."""
    policies.require_agenda(queries.items_of(meeting))
    undoing.forget(meeting)
    return _step(meeting, State.ANNOUNCED, State.RUNNING, "meeting.begun", by, now)


def end(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """The meeting is over; what came of it is written up."""
    return _step(meeting, State.RUNNING, State.WRITING_UP, "meeting.ended", by, now)


def close(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Nothing is written any more; the theme's trail says that the meeting was held."""
    return _step(meeting, State.WRITING_UP, State.CLOSED, "meeting.closed", by, now)


@transaction.atomic
def _step(meeting: Meeting, expected: str, state: str, event: str, by: Person, now: datetime) -> Meeting:
    """One step on, by a leader. Raises Stale where the other leader was first."""
    row = ground.locked(meeting)
    permissions.require_leads(by, row)
    policies.require_state(row, expected)
    row.state = state
    row.version += 1
    bundling.settle(row)
    row.save(update_fields=["state", "version", "tells_at", "asks_again"])
    live.append(topic_of(row), event, now=now)
    audit.record(event, row, by=by, now=now)
    return row
