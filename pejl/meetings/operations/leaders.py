"""Who leads a meeting that is going on. ``pejl.room`` calls these, after somebody was offered the lead and took it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import Meeting, MeetingRole, Participant
from pejl.meetings.names import Role
from pejl.meetings.operations import ground


@transaction.atomic
def add_leader(*, meeting: Meeting, person: Person, by: Person, now: datetime) -> MeetingRole:
    """One leader more among those who take part. Nobody makes themselves one."""
    row = ground.locked(meeting)
    policies.require_running(row)
    permissions.require_takes_part(person, row)
    role, is_new = MeetingRole.objects.get_or_create(meeting=row, person=person, role=Role.LEADER)
    if is_new:
        audit.record("meeting.leader_added", row, by=by, now=now)
    return role


@transaction.atomic
def step_down(*, meeting: Meeting, by: Person, now: datetime) -> None:
    """``by`` leads no longer and takes part on. Refused for the last one who leads."""
    row = ground.locked(meeting)
    permissions.require_leads(by, row)
    policies.require_running(row)
    roles = MeetingRole.objects.filter(meeting=row, role=Role.LEADER)
    policies.require_another_leader(list(roles.exclude(person=by).select_related("person")))
    roles.filter(person=by).delete()
    Participant.objects.get_or_create(meeting=row, person=by)
    audit.record("meeting.leader_stepped_down", row, by=by, now=now)
