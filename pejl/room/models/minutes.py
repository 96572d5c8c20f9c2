"""The minutes as the leaders vouch for them: the text as it was, who approved it, and whom it was sent to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Structured, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet
from pejl.meetings.names import Role
from pejl.room.models.base import InMeeting
from pejl.room.names import NOTE_LENGTH


class MinutesVersion(InMeeting):
    """The minutes as they were when a leader put them forward. ``text`` is made by ``queries.snapshot``.

    What people may take back is not in it: that is shown as it is shared now, and goes out with no mail. ``note`` says
    what a correction changes.
    """

    append_only = True

    number = models.PositiveIntegerField()
    text = Structured()
    digest = models.CharField(max_length=64, editable=False)
    note = Words(blank=True, max_length=NOTE_LENGTH)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    data = declare(
        meeting=STRUCTURE,
        number=STRUCTURE,
        text=WORDS,
        digest=STRUCTURE,
        note=WORDS,
        asked_by=PERSON_REF,
        asked_at=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_is_numbered_once")]


class MinutesApproval(InMeeting):
    """One leader's word for one version; with the one that ``completes`` it, the version is approved."""

    append_only = True

    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_alone = models.BooleanField(default=False)
    completes = models.BooleanField(default=False)

    data = declare(
        meeting=STRUCTURE, version=STRUCTURE, by=PERSON_REF, at=STRUCTURE, is_alone=STRUCTURE, completes=STRUCTURE
    )

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "by", "is_alone"], name="minutes_are_approved_once_by_each"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(completes=True), name="minutes_version_is_completed_once"
            ),
        ]


class MinutesSendingQuerySet(SpaceQuerySet["MinutesSending"]):
    """What can be said of what was sent."""

    def visible_to(self, person: Person) -> MinutesSendingQuerySet:
        """What was sent to oneself, and all of what a meeting that one leads has sent."""
        led = Q(meeting__roles__person=person, meeting__roles__role=Role.LEADER)
        return self.filter(Q(person=person) | led).distinct()


class MinutesSending(InMeeting):
    """One version on its way to one attendee. ``attempt`` counts how often a leader had it sent; ``failed_at``: the
    mail server knows no such address.
    """

    version = models.ForeignKey(MinutesVersion, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    told_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        version=STRUCTURE,
        person=PERSON_REF,
        attempt=STRUCTURE,
        told_at=STRUCTURE,
        sent_at=STRUCTURE,
        failed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(MinutesSendingQuerySet)()  # type: ignore[misc]

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="minutes_are_sent_once_to_each")]
