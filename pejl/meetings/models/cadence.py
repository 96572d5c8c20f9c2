"""How often a unit meets, when it does not, and the days on which nobody can."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.names import Kind
from pejl.organisation.models import Unit
from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet


class RhythmQuerySet(DatedQuerySet):
    """What can be said of rhythms and pauses."""

    def visible_to(self, person: Person) -> RhythmQuerySet:
        """Colleagues; guests plan nothing."""
        return self.none() if person.is_guest else self


class Rhythm(Dated):
    """How often a unit holds meetings of a kind: every so many weeks, on a weekday (0 is Monday), at a time of day.

    A change ends the row and begins another.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LEARNING)
    weeks = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(
        unit=STRUCTURE,
        kind=STRUCTURE,
        weeks=STRUCTURE,
        weekday=STRUCTURE,
        starts_at=STRUCTURE,
        minutes=STRUCTURE,
        set_by=PERSON_REF,
        **DATES,
    )

    objects = SpaceManager.from_queryset(RhythmQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(until_on=None), name="unit_has_one_rhythm_of_a_kind"
            ),
        ]


class Pause(Dated):
    """That a unit holds no such meetings for a while, and why: a state, never an alarm (system.md, B1)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LEARNING)
    reason = Words()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(unit=STRUCTURE, kind=STRUCTURE, reason=WORDS, set_by=PERSON_REF, **DATES)

    objects = SpaceManager.from_queryset(RhythmQuerySet)()


class ClosedDaysQuerySet(SpaceQuerySet["ClosedDays"]):
    """What can be said of closed days."""

    def visible_to(self, person: Person) -> ClosedDaysQuerySet:
        """Everybody: guests plan their travel by them too."""
        return self


class ClosedDays(SpaceRow):
    """Days on which a unit, or without one the whole house, is closed or busy; beside the public holidays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    label = Line(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(unit=STRUCTURE, label=STRUCTURE, first_on=STRUCTURE, last_on=STRUCTURE, set_by=PERSON_REF)

    objects = SpaceManager.from_queryset(ClosedDaysQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closed_days_end_after_they_start")
        ]
