"""The weekly message: to whom it went in which week, and who wants none."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, TRACE, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class OwnQuerySet(SpaceQuerySet["SpaceRow"]):
    """What concerns nobody but its person."""

    def visible_to(self, person: Person) -> OwnQuerySet:
        """One's own."""
        return self.filter(person=person)


class DigestSent(SpaceRow):
    """A person's message of one ISO week. The row is what makes it one, however many workers there are."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    data = declare(person=PERSON_REF, year=STRUCTURE, week=STRUCTURE, sent_at=TRACE)

    objects = SpaceManager.from_queryset(OwnQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "year", "week"], name="digest_is_one_a_week")]


class NoDigest(SpaceRow):
    """Somebody who wants no weekly message; everything still stands on their own page."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    data = declare(person=PERSON_REF, since=STRUCTURE)

    objects = SpaceManager.from_queryset(OwnQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["person"], name="no_digest_is_said_once")]
