"""What makes a meeting a learning meeting, a theme and the group that chose it; and what makes it coordination."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models import Meeting
from pejl.organisation.models import WorkingGroup
from pejl.themes.models import Theme


class LearningMeetingQuerySet(SpaceQuerySet["LearningMeeting"]):
    """What can be said of learning meetings."""

    def visible_to(self, person: Person) -> LearningMeetingQuerySet:
        """Whoever sees the meeting."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class LearningMeeting(SpaceRow):
    """One theme, one meeting, and who chose it."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="+")

    data = declare(meeting=STRUCTURE, theme=STRUCTURE, group=STRUCTURE)

    objects = SpaceManager.from_queryset(LearningMeetingQuerySet)()


class CoordinationQuerySet(SpaceQuerySet["Coordination"]):
    """What can be said of coordination meetings."""

    def visible_to(self, person: Person) -> CoordinationQuerySet:
        """Whoever sees the meeting."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class Coordination(SpaceRow):
    """A working group's own meeting between two learning meetings."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="+")

    data = declare(meeting=STRUCTURE, group=STRUCTURE)

    objects = SpaceManager.from_queryset(CoordinationQuerySet)()
