"""What everything of the room belongs to: one meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models import Meeting
from pejl.meetings.names import State


class InMeetingQuerySet(SpaceQuerySet["InMeeting"]):
    """What can be said of things that belong to a meeting."""

    def visible_to(self, person: Person) -> InMeetingQuerySet:
        """Those who take part see it at once; others who see the meeting, when the book is closed."""
        seen = Meeting.objects.visible_to(person)
        return self.filter(Q(meeting__in=seen.of(person)) | Q(meeting__in=seen.filter(state=State.CLOSED)))


class InMeeting(SpaceRow):
    """A thing that belongs to one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")

    objects = SpaceManager.from_queryset(InMeetingQuerySet)()

    class Meta(SpaceRow.Meta):
        abstract = True
