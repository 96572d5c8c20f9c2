"""What every command in the room begins with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.permissions import require_leads
from pejl.meetings.policies import require_running
from pejl.room import policies
from pejl.room.models import ItemRun


def held(meeting_id: UUID) -> Meeting:
    """The meeting while it is going on, locked so that commands come one after the other."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    require_running(meeting)
    return meeting


def led(meeting_id: UUID, by: Person) -> Meeting:
    """The same, after asking that ``by`` leads it."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    require_leads(by, meeting)
    require_running(meeting)
    return meeting


def commanded(meeting_id: UUID, expected_running: UUID | None, by: Person) -> tuple[Meeting, ItemRun | None]:
    """The locked meeting and what is going on in it, after asking that this is what the leader believes."""
    meeting = led(meeting_id, by)
    running = running_in(meeting)
    policies.require_expected(running, expected_running)
    return meeting, running


def running_in(meeting: Meeting) -> ItemRun | None:
    """What is going on."""
    running: ItemRun | None = ItemRun.objects.running().filter(meeting=meeting).select_related("item").first()
    return running


def end_run(run: ItemRun, now: datetime) -> None:
    """A run never ends before it began, also when the clock was put back meanwhile."""
    run.ended_at = max(now, run.started_at)
    run.save(update_fields=["ended_at"])


def note(event: str, subject: SpaceRow, meeting: Meeting, *, by: Person, now: datetime, **ids: UUID) -> None:
    """One audit line and one live fact of the same name."""
    audit.record(event, subject, by=by, now=now)
    live.append(topic_of(meeting), event, now=now, **ids)
