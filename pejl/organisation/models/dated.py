"""Rows that hold from a day, and until a day once they have ended."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import STRUCTURE
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class DatedQuerySet(SpaceQuerySet["Dated"]):
    """What can be said of rows that hold from a day to a day."""

    def on(self, day: date) -> DatedQuerySet:
        """Those that hold on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


class Dated(SpaceRow):
    """A row that holds from a day, and until a day once it has ended: persons change, the history stays."""

    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = SpaceManager.from_queryset(DatedQuerySet)()

    class Meta(SpaceRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]

    def holds(self, day: date) -> bool:
        """Whether it does on a day."""
        return self.since_on <= day and (self.until_on is None or self.until_on >= day)


DATES = {"since_on": STRUCTURE, "until_on": STRUCTURE}
