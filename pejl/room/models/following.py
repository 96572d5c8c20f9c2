"""A short code with which those who are invited follow along without signing in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import SECRET, STRUCTURE, declare
from pejl.room.models.base import InMeeting


class FollowCode(InMeeting):
    """What the wall shows as a square and as a few letters; it opens where the meeting is, and nothing else."""

    code = models.CharField(max_length=12, editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    data = declare(meeting=STRUCTURE, code=SECRET, made_at=STRUCTURE, ended_at=STRUCTURE)

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["code"], name="follow_code_is_unique"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="one_follow_code_holds_at_a_time"
            ),
        ]
