"""What every page of the room begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_takes_part
from pejl.room import queries


def meeting_seen(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever may see it; 404 for others."""
    meeting: Meeting = get_object_or_404(queries.meetings_before(request.person, meeting_id))
    return meeting


def meeting_entered(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The same, for those who take part in it."""
    meeting = meeting_seen(request, meeting_id)
    require_takes_part(request.person, meeting)
    return meeting
