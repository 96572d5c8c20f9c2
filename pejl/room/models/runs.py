"""The agenda as it is really held, and who is asked to lead it on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager
from pejl.meetings.models import AgendaItem
from pejl.room.models.base import InMeeting, InMeetingQuerySet
from pejl.room.names import OfferState


class ItemRunQuerySet(InMeetingQuerySet):
    """What can be said of items as they were held."""

    def running(self) -> ItemRunQuerySet:
        """Those going on; one a meeting at most."""
        return self.filter(ended_at=None)

    def in_order(self) -> ItemRunQuerySet:
        """As they happened."""
        return self.order_by("started_at", "id")


class ItemRun(InMeeting):
    """An agenda item as it was really held: started, ended, and what was added or paused meanwhile, in seconds.

    ``paused_at`` stays when it ends in a pause: who steps back finds it as it was.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    added_seconds = models.IntegerField(default=0)
    paused_seconds = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        started_at=STRUCTURE,
        ended_at=STRUCTURE,
        added_seconds=STRUCTURE,
        paused_seconds=STRUCTURE,
        paused_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ItemRunQuerySet)()

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="only_one_item_runs_in_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="item_run_ends_after_it_starts"
            ),
        ]

    def lasted(self, now: datetime) -> timedelta:
        """How long it has been going on, or went on, pauses left out; never below zero where a clock was put back."""
        passed = (self.ended_at or now).astimezone(UTC) - self.started_at.astimezone(UTC)
        return max(passed - self.paused(now), timedelta())

    def paused(self, now: datetime) -> timedelta:
        """How long it has stood still."""
        earlier = timedelta(seconds=self.paused_seconds)
        if self.paused_at is None:
            return earlier
        standing = (self.ended_at or now).astimezone(UTC) - self.paused_at.astimezone(UTC)
        return earlier + max(standing, timedelta())

    def left(self, minutes: int, now: datetime) -> timedelta:
        """What is left of the minutes it was given and those added; below zero once it takes longer."""
        return timedelta(minutes=minutes, seconds=self.added_seconds) - self.lasted(now)


class LeadOffer(InMeeting):
    """That somebody might lead the meeting on: offered by a leader, or asked for (``by`` is then empty).

    Nothing is handed over before it is accepted, and everybody in the room sees that it was.
    """

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        to=PERSON_REF,
        by=PERSON_REF,
        offered_at=STRUCTURE,
        state=STRUCTURE,
        answered_by=PERSON_REF,
        answered_at=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "to"], condition=Q(state=OfferState.OPEN), name="lead_is_offered_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, answered_at=None)
                | (~Q(state=OfferState.OPEN) & Q(answered_at__isnull=False)),
                name="lead_offer_is_answered_at_a_moment",
            ),
        ]
