"""What changes after the invitations goes out together, a few minutes after the last change: not one mail a keystroke.

Who is told of what follows from comparing what each person's calendar shows with what it should show
(``ical.concerned``), so that what was turned back meanwhile is told to nobody, and nothing is told twice however often
the work is done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.tenancy.models import Person
from pejl.meetings import policies, queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.operations import ground, telling

SEND = "meetings.send_changes"
PAUSE = timedelta(minutes=5)
"""How long nothing must have changed before it is told."""
SOON = timedelta(hours=1)
"""So long before the start nothing waits any more: people may be on their way."""


def wait(meeting: Meeting, *, now: datetime, is_moved: bool = False) -> None:
    """Something was changed: it is told when nothing has changed for a while. A draft tells nobody anything.

    With ``is_moved`` it is a new start.
    """
    if meeting.state != State.ANNOUNCED:
        return
    is_asked_for = meeting.tells_at is not None and meeting.tells_at > now
    is_soon = meeting.starts_at - now < SOON
    meeting.tells_at = now if is_soon else now + PAUSE
    meeting.asks_again = meeting.asks_again or is_moved
    meeting.save(update_fields=["tells_at", "asks_again"])
    if is_soon or not is_asked_for:
        jobs.enqueue(SEND, now=now, due_at=meeting.tells_at, meeting_id=meeting.pk)


def flush(meeting: Meeting, *, now: datetime) -> None:
    """Tell at once what waits, where anything does: whoever is invited now is told the same as the others."""
    if meeting.tells_at is not None or meeting.announced_until != queries.ends_at(meeting):
        telling.tell_changes(meeting, now=now)


def settle(meeting: Meeting) -> None:
    """Nothing waits any more: the meeting begins, or is called off. The caller saves the row."""
    meeting.tells_at, meeting.asks_again = None, False


@transaction.atomic
def tell_again(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Tell everybody to whom something is new how the meeting is now, without waiting any longer."""
    row = ground.plannable(meeting, by=by)
    policies.require_announced(row)
    telling.tell_changes(row, now=now)
    audit.record("meeting.told_again", row, by=by, now=now)
    return row


@transaction.atomic
def send_due(*, meeting_id: UUID, now: datetime) -> None:
    """Tell what waits, once nothing has changed for a while. Runs as a job; changed meanwhile, it looks again later."""
    row = Meeting.objects.select_for_update().filter(pk=meeting_id, tells_at__isnull=False).first()
    if row is None or row.tells_at is None or row.state != State.ANNOUNCED:
        return
    if row.tells_at > now:
        jobs.enqueue(SEND, now=now, due_at=row.tells_at, meeting_id=row.pk)
        return
    if telling.tell_changes(row, now=now):
        audit.record("meeting.changes_told", row, by=None, now=now)
