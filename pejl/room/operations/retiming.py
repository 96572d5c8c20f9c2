"""New times for what comes: used by one press, undone by another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, topic_of
from pejl.room import policies, queries
from pejl.room.operations import ground
from pejl.room.queries import Retiming


@transaction.atomic
def use_retiming(
    *, meeting: Meeting, minutes: int, digest: str, expected_running: UUID | None, by: Person, now: datetime
) -> Retiming:
    """Give what comes the times of the suggestion that wins so many ``minutes``.

    ``digest`` is of the agenda that the leader saw it for; Raises Stale when that is another by now. The minutes are
    those that were seen, also when the meeting has fallen further behind since.
    """
    row, _running = ground.commanded(meeting.pk, expected_running, by)
    suggestion = queries.new_times(queries.held_items(row), minutes)
    policies.require_suggested(suggestion.digest if suggestion else None, digest)
    assert suggestion is not None
    meetings.retime(meeting=row, minutes={one.item.pk: one.minutes for one in suggestion.times}, by=by, now=now)
    live.append(topic_of(row), "item.retimed", now=now)
    return suggestion


@transaction.atomic
def undo_retiming(*, meeting: Meeting, expected_running: UUID | None, by: Person, now: datetime) -> None:
    """The times as they were. Raises Stale where something has begun since."""
    row, _running = ground.commanded(meeting.pk, expected_running, by)
    meetings.undo_times(meeting=row, by=by, now=now)
    live.append(topic_of(row), "item.retimed", now=now)
