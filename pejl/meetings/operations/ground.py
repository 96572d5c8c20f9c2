"""What every change of a plan begins with."""

from __future__ import annotations

from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import Meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting as the database has it now; nobody else writes to it until the transaction ends."""
    row: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return row


def plannable(meeting: Meeting, *, by: Person) -> Meeting:
    """The locked meeting, after asking that ``by`` may plan it and that it can still be planned."""
    row = locked(meeting)
    permissions.require_plans(by, row)
    policies.require_plannable(row)
    return row
