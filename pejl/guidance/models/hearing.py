"""Hearings: colleagues read a draft, comment on it, and each comment gets an answer."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.versions import Version
from pejl.organisation.models import Unit


class HearingQuerySet(SpaceQuerySet["Hearing"]):
    """What can be said of hearings."""

    def open(self) -> HearingQuerySet:
        """Those nobody has closed yet."""
        return self.filter(closed_at=None)


class Hearing(SpaceRow):
    """A draft is laid before colleagues as it stands; while it is open, the text is not changed.

    It ends on the evening of ``closes_on``, or when an author ends it before.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="hearings")
    digest = models.CharField(max_length=64)
    asks = Words(blank=True)
    closes_on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        version=STRUCTURE,
        digest=STRUCTURE,
        asks=WORDS,
        closes_on=STRUCTURE,
        opened_by=PERSON_REF,
        opened_at=STRUCTURE,
        closed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(HearingQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(closed_at=None), name="only_one_hearing_of_a_version_is_open"
            )
        ]

    def takes_comments(self, today: date) -> bool:
        """Whether one may still comment."""
        return self.closed_at is None and today <= self.closes_on


class HearingParty(SpaceRow):
    """Somebody who is asked to comment; ``unit`` where that is because of the unit one belongs to."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    data = declare(hearing=STRUCTURE, person=PERSON_REF, unit=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["hearing", "person"], name="hearing_party_is_named_once")]


class Comment(SpaceRow):
    """What somebody says of a draft: of one block by its ``lineage``, or of all of it."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="comments")
    lineage = models.UUIDField(null=True, blank=True)
    text = Words()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edit = models.PositiveIntegerField(default=1)

    data = declare(hearing=STRUCTURE, lineage=STRUCTURE, text=WORDS, by=PERSON_REF, at=STRUCTURE, edit=STRUCTURE)


class CommentAnswer(SpaceRow):
    """What the authors answer to a comment, and whether they followed it."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="answer")
    text = Words()
    is_followed = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edit = models.PositiveIntegerField(default=1)

    data = declare(comment=STRUCTURE, text=WORDS, is_followed=STRUCTURE, by=PERSON_REF, at=STRUCTURE, edit=STRUCTURE)
