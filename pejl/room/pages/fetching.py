"""What every page of the room begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from pejl.foundation.live.queries import number_beside
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.permissions import require_takes_part
from pejl.meetings.queries import with_people


def meeting_seen(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting with its people and ``live_number``, or 404.

    The number is read before anything else that is shown: a page may be newer than its number, never older.
    """
    seen = with_people(Meeting.objects.visible_to(request.person))
    topic = topic_of(Meeting(pk=meeting_id))
    meeting: Meeting = get_object_or_404(seen.annotate(live_number=number_beside(topic)), pk=meeting_id)
    return meeting


def meeting_entered(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The same, for those who take part in it."""
    meeting = meeting_seen(request, meeting_id)
    require_takes_part(request.person, meeting)
    return meeting
