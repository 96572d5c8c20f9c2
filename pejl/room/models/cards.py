"""What is put up on the boards: cards, the clusters they lie in, and posters of paper."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from pejl.foundation.files.models import KeptFile
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Authorship
from pejl.room.models.base import InMeeting, InMeetingQuerySet
from pejl.room.names import CARD_LENGTH, RESTORABLE, CardKind


class Cluster(InMeeting):
    """Cards of one board that belong together, under a heading."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="clusters")
    title = Line(max_length=120)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    data = declare(meeting=STRUCTURE, item=STRUCTURE, title=WORDS, position=STRUCTURE, version=STRUCTURE)

    class Meta(InMeeting.Meta):
        indexes = [models.Index(fields=["item", "position"], name="cluster_in_order")]


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
    ``is_from_paper``: typed in by one for many, so that no name stands on it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=20, choices=CardKind.choices)
    text = Words(max_length=CARD_LENGTH)
    authorship = models.CharField(max_length=10, choices=Authorship.choices)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="cards")
    is_from_paper = models.BooleanField(default=False)
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
        cluster=STRUCTURE,
        is_from_paper=STRUCTURE,
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
        return self.authorship == Authorship.NAMED and not self.is_from_paper

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


class Poster(InMeeting):
    """A poster of paper, photographed. Its text is typed in as cards: what stands in a picture finds nobody."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="posters")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    data = declare(meeting=STRUCTURE, item=STRUCTURE, file=STRUCTURE, kept_by=PERSON_REF, kept_at=STRUCTURE)

    class Meta(InMeeting.Meta):
        indexes = [models.Index(fields=["item", "kept_at"], name="poster_in_order")]
