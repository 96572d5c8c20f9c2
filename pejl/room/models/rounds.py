"""Rounds: everybody speaks once, aloud, in an order that the room shows; and what somebody writes to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.room.models.base import InMeeting, InMeetingQuerySet
from pejl.room.names import RoundOrder, RoundPhase, TurnState


def group_of(item: AgendaItem) -> AgendaItem | None:
    """The group that an item is, or lies in; fetch it with ``parent__parent`` for no query."""
    within: AgendaItem | None = item
    while within is not None and within.behaviour != Behaviour.GROUP:
        within = within.parent
    return within


class RoundQuerySet(InMeetingQuerySet):
    """What can be said of rounds."""

    def going_on(self) -> RoundQuerySet:
        """Those that are not over: one an item at most, and one in each group."""
        return self.filter(ended_at=None)


class Round(InMeeting):
    """A round in an item, or in a group: silence first if it is wanted, then writing, then everybody's turn.

    The clock of a turn stands here and is forgotten with the turn: how long somebody spoke is kept nowhere
    (system.md, P1). ``turn_seconds`` is what each turn is meant to take; None where nobody counts.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="rounds")
    order = models.CharField(max_length=10, choices=RoundOrder.choices, default=RoundOrder.SEAT)
    phase = models.CharField(max_length=10, choices=RoundPhase.choices, default=RoundPhase.SPEAKING)
    silence_seconds = models.PositiveSmallIntegerField(default=0)
    writing_seconds = models.PositiveSmallIntegerField(default=0)
    turn_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of the phase that goes on: silence, writing, or the turn of whoever speaks.
    clock_started_at = models.DateTimeField()
    clock_paused_at = models.DateTimeField(null=True, blank=True)
    clock_paused_seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        order=STRUCTURE,
        phase=STRUCTURE,
        silence_seconds=STRUCTURE,
        writing_seconds=STRUCTURE,
        turn_seconds=STRUCTURE,
        clock_started_at=STRUCTURE,
        clock_paused_at=STRUCTURE,
        clock_paused_seconds=STRUCTURE,
        started_at=STRUCTURE,
        ended_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(RoundQuerySet)()

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_at=None), name="only_one_round_goes_on_in_an_item"
            )
        ]

    @property
    def phase_seconds(self) -> int | None:
        """How long what goes on is meant to take; None where nobody counts."""
        lengths = {RoundPhase.SILENCE: self.silence_seconds, RoundPhase.WRITING: self.writing_seconds}
        return lengths.get(RoundPhase(self.phase), self.turn_seconds)

    def left(self, now: datetime) -> timedelta | None:
        """What is left of it; below zero once it takes longer."""
        if self.phase_seconds is None:
            return None
        until = self.clock_paused_at or now
        passed = until - self.clock_started_at - timedelta(seconds=self.clock_paused_seconds)
        return timedelta(seconds=self.phase_seconds) - passed


class TurnQuerySet(SpaceQuerySet["Turn"]):
    """What can be said of turns."""

    def visible_to(self, person: Person) -> TurnQuerySet:
        """Who takes part sees whose turn it is; they are gone when the meeting is closed."""
        return self.filter(round__meeting__in=Meeting.objects.visible_to(person).of(person))

    def in_order(self) -> TurnQuerySet:
        """As they come."""
        return self.order_by("position", "id")


class Turn(SpaceRow):
    """Somebody's turn in a round. It says that it was had, and neither when nor how long."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="turns")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=TurnState.choices, default=TurnState.WAITING)
    has_passed = models.BooleanField(default=False)

    data = declare(round=STRUCTURE, person=PERSON_REF, position=STRUCTURE, state=STRUCTURE, has_passed=STRUCTURE)

    objects = SpaceManager.from_queryset(TurnQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="everybody_has_one_turn_in_a_round"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=TurnState.SPEAKING), name="only_one_speaks_in_a_round"
            ),
        ]


class ContributionQuerySet(SpaceQuerySet["Contribution"]):
    """What can be said of what is written to a round."""

    def visible_to(self, person: Person) -> ContributionQuerySet:
        """One's own; others' when they share it, for those who take part, and for colleagues when it is closed."""
        seen = Meeting.objects.visible_to(person)
        read = Q(meeting__in=seen.of(person)) | Q(meeting__in=seen.filter(state="closed"))
        return self.filter(Q(person=person) | (Q(is_shared=True) & read))


class Contribution(InMeeting):
    """What somebody wrote to a round, before speaking or instead of it: the person's own until it is shared."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = Words(max_length=4000)
    is_shared = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        person=PERSON_REF,
        text=OWN,
        is_shared=STRUCTURE,
        written_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ContributionQuerySet)()

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="contribution_is_one_for_each")]
