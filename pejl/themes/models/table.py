"""What lies on a working group's table: how its members weigh a theme, and in which order it lies."""

from __future__ import annotations

from datetime import date

from django.db import models

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import WorkingGroup
from pejl.themes.models.themes import Theme
from pejl.themes.names import Dimension


class WeightQuerySet(SpaceQuerySet["Weight"]):
    """What can be said of weights."""

    def visible_to(self, person: Person, day: date) -> WeightQuerySet:
        """The members of the group that weighs, and nobody else: no member's weight is named outside (P1)."""
        return self.filter(group__in=WorkingGroup.objects.of(person, day).values("pk"))


class Weight(SpaceRow):
    """How a member of a working group weighs a theme, each from 1 (little) to 5 (much); empty is not weighed."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="weights")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.PositiveSmallIntegerField(null=True, blank=True)
    strategy = models.PositiveSmallIntegerField(null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    data = declare(
        theme=STRUCTURE,
        group=STRUCTURE,
        person=PERSON_REF,
        practice=OWN,
        strategy=OWN,
        urgency=OWN,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(WeightQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["theme", "group", "person"], name="theme_is_weighed_once_by_a_member"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (1, 5)}),
                    name=f"{name}_is_weighed_from_1_to_5",
                )
                for name in Dimension.values
            ),
        ]
        indexes = [models.Index(fields=["space", "group", "theme"], name="weight_by_group")]


class PlacementQuerySet(SpaceQuerySet["Placement"]):
    """What can be said of places on a table."""

    def visible_to(self, person: Person, day: date) -> PlacementQuerySet:
        """The members of the group whose table it is."""
        return self.filter(group__in=WorkingGroup.objects.of(person, day).values("pk"))

    def in_order(self) -> PlacementQuerySet:
        """From the first."""
        return self.order_by("position", "id")


class Placement(SpaceRow):
    """Where a theme lies on a working group's table, from 1; the members order it by hand, nothing orders by itself."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="placements")
    position = models.PositiveSmallIntegerField()

    data = declare(group=STRUCTURE, theme=STRUCTURE, position=STRUCTURE)

    objects = SpaceManager.from_queryset(PlacementQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["group", "theme"], name="theme_lies_in_one_place_on_a_table")]
        indexes = [models.Index(fields=["space", "group", "theme"], name="placement_by_group")]
