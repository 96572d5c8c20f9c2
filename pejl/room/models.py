"""What happens while a meeting is held: actual times, cards, unclear points, decisions and who makes the product."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models import Product
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Authorship, State
from pejl.room.names import CARD_LENGTH, RESTORABLE, CardKind


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


class ItemRunQuerySet(InMeetingQuerySet):
    """What can be said of items as they were held."""

    def running(self) -> ItemRunQuerySet:
        """Those going on; one a meeting at most."""
        return self.filter(ended_at=None)

    def in_order(self) -> ItemRunQuerySet:
        """As they happened."""
        return self.order_by("started_at", "id")


class ItemRun(InMeeting):
    """An agenda item as it was really held: started, ended, and what was added or paused meanwhile, in seconds."""

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
        """How long it has been going on, or went on, pauses left out."""
        until = self.ended_at or self.paused_at or now
        return until - self.started_at - timedelta(seconds=self.paused_seconds)

    def left(self, minutes: int, now: datetime) -> timedelta:
        """What is left of the minutes it was given and those added; below zero once it takes longer."""
        return timedelta(minutes=minutes, seconds=self.added_seconds) - self.lasted(now)


class CardQuerySet(InMeetingQuerySet):
    """What can be said of cards."""

    def standing(self) -> CardQuerySet:
        """Those that nobody has taken away."""
        return self.filter(removed_at=None)

    def in_order(self) -> CardQuerySet:
        """By their random keys: the order tells nothing of who wrote first."""
        return self.order_by("id")


class Card(InMeeting):
    """One consideration, example or question, on the board of an item (of a group, where the item is one).

    Where the item stores no author, ``author`` is empty, ``written_at`` is a five-minute step and nothing else
    tells who wrote it. ``client_id`` comes from the writer's device, so that a resent card is not doubled;
    ``sent_digest`` tells, also after the card was edited, whether it is the same one that comes again.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=20, choices=CardKind.choices)
    text = Words(max_length=CARD_LENGTH)
    authorship = models.CharField(max_length=10, choices=Authorship.choices)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    client_id = models.UUIDField()
    sent_digest = models.CharField(max_length=64, editable=False)
    is_for_product = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        kind=STRUCTURE,
        text=WORDS,
        authorship=STRUCTURE,
        author=PERSON_REF,
        written_at=STRUCTURE,
        client_id=STRUCTURE,
        sent_digest=STRUCTURE,
        is_for_product=STRUCTURE,
        removed_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(CardQuerySet)()

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="card_is_sent_once"),
            models.CheckConstraint(
                condition=Q(authorship=Authorship.NONE, author=None)
                | (~Q(authorship=Authorship.NONE) & Q(author__isnull=False)),
                name="card_has_an_author_unless_none_is_stored",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "item"], name="card_by_board")]

    @property
    def names_author(self) -> bool:
        """Whether everybody may read who wrote it."""
        return self.authorship == Authorship.NAMED

    @property
    def hides_author(self) -> bool:
        """Whether nobody, not even the database, knows who wrote it."""
        return self.authorship == Authorship.NONE

    def is_restorable(self, now: datetime) -> bool:
        """Whether it was taken away, and so lately that it can come back."""
        return self.removed_at is not None and self.removed_at > now - RESTORABLE

    @staticmethod
    def digest_of(item_id: UUID, kind: str, text: str) -> str:
        """What is remembered of a card as it was first sent."""
        return hashlib.sha256(f"{item_id}\n{kind}\n{text}".encode()).hexdigest()


class UnclearPoint(InMeeting):
    """Something still unclear at the end, and who takes care of it."""

    text = Line(max_length=300)
    caretaker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    data = declare(meeting=STRUCTURE, text=WORDS, caretaker=PERSON_REF, written_at=STRUCTURE, answered_at=STRUCTURE)


class JointDecision(InMeeting):
    """What the meeting decided together; kept apart from what single colleagues agreed to do."""

    append_only = True

    text = Line(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(meeting=STRUCTURE, text=WORDS, by=PERSON_REF, at=STRUCTURE)


class ProductDuty(InMeeting):
    """Who makes which product after the meeting, and the product once it is begun."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = Line(max_length=160)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()

    data = declare(meeting=STRUCTURE, person=PERSON_REF, what=WORDS, product=STRUCTURE, taken_at=STRUCTURE)

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "what"], name="product_duty_is_taken_once")]
