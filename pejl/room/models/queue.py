"""The queue of those who want the floor."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.room.models.base import InMeeting, InMeetingQuerySet
from pejl.room.names import HAND_LENGTH, HandKind, HandState


class HandQuerySet(InMeetingQuerySet):
    """What can be said of raised hands."""

    def up(self) -> HandQuerySet:
        """Those that wait or have the floor."""
        return self.filter(state__in=(HandState.WAITING, HandState.SPEAKING))


class Hand(InMeeting):
    """Somebody wants the floor: what for, in a line, and perhaps in answer to another's hand.

    ``placed`` is where a leader put it; without, the rule decides (``queries.queue``). All of them are gone when the
    meeting is closed: who spoke how often is nobody's business.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=HandKind.choices)
    line = Line(max_length=HAND_LENGTH, blank=True)
    answers = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_by")
    state = models.CharField(max_length=10, choices=HandState.choices, default=HandState.WAITING)
    placed = models.PositiveSmallIntegerField(null=True, blank=True)
    raised_at = models.DateTimeField()
    client_id = models.UUIDField()

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        person=PERSON_REF,
        kind=STRUCTURE,
        line=WORDS,
        answers=STRUCTURE,
        state=STRUCTURE,
        placed=STRUCTURE,
        raised_at=STRUCTURE,
        client_id=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(HandQuerySet)()

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "client_id"], name="hand_is_raised_once")]
        indexes = [models.Index(fields=["meeting", "state"], name="hand_by_state")]

    @property
    def group(self) -> AgendaItem | None:
        """The group whose queue it stands in; None where everybody is together."""
        return self.item if self.item is not None and self.item.behaviour == Behaviour.GROUP else None
