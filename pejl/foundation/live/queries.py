"""Where a topic stands."""

from __future__ import annotations

from django.db.models import Subquery

from pejl.foundation.live.models import Fact, Topic
from pejl.foundation.tenancy.rows import SpaceQuerySet


def number_of(topic: str) -> int:
    """The number of the topic's latest fact; 0 before the first."""
    return Topic.objects.filter(name=topic).values_list("last_number", flat=True).first() or 0


def number_beside(topic: str) -> Subquery:
    """The same as an annotation, read in one look with the row it is put beside; None before the first fact."""
    return Subquery(Topic.objects.filter(name=topic).values("last_number")[:1])


def facts_after(topic: str, number: int) -> SpaceQuerySet[Fact]:
    """The facts later than a number, in order."""
    facts: SpaceQuerySet[Fact] = Fact.objects.filter(topic__name=topic, number__gt=number).order_by("number")
    return facts
