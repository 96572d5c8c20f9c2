"""Where people belong, and what they are for each other: dated, so that persons change and the duty stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import CONTACT, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceRow
from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet
from pejl.organisation.models.structure import Function, Unit
from pejl.organisation.names import AssignmentKind


@dataclass(frozen=True)
class Place:
    """Where somebody is to belong: a unit, a function in it, and from when (until when)."""

    unit: Unit
    function: Function
    since_on: date
    until_on: date | None = None


class Membership(Dated):
    """A person belongs to a unit, in a function, for a while; several at once are common."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="memberships")

    data = declare(person=PERSON_REF, unit=STRUCTURE, function=STRUCTURE, **DATES)


class AssignmentQuerySet(DatedQuerySet):
    """What can be said of assignments."""

    def visible_to(self, person: Person) -> AssignmentQuerySet:
        """Everybody may know who leads, who stands in and who runs Pejl here; guests know nobody's mentor."""
        return self.exclude(kind=AssignmentKind.MENTOR) if person.is_guest else self

    def current(self, kind: AssignmentKind, day: date) -> AssignmentQuerySet:
        """Those of a kind that hold on a day."""
        return self.on(day).filter(kind=kind)


class Assignment(Dated):
    """Somebody leads a unit, stands in for a colleague, is a newcomer's mentor, or runs Pejl in the job centre."""

    kind = models.CharField(max_length=20, choices=AssignmentKind.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    for_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="supported_by")

    data = declare(kind=STRUCTURE, person=PERSON_REF, unit=STRUCTURE, for_person=PERSON_REF, **DATES)

    objects = SpaceManager.from_queryset(AssignmentQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=AssignmentKind.LEADER, unit__isnull=False, for_person=None)
                | Q(kind__in=(AssignmentKind.DEPUTY, AssignmentKind.MENTOR), unit=None, for_person__isnull=False)
                | Q(kind=AssignmentKind.ADMINISTRATOR, unit=None, for_person=None),
                name="assignment_says_for_what",
            ),
            models.CheckConstraint(
                condition=Q(for_person=None) | ~Q(for_person=F("person")), name="nobody_is_assigned_to_themselves"
            ),
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(until_on=None, kind=AssignmentKind.LEADER), name="leads_once"
            ),
            models.UniqueConstraint(
                fields=["person", "for_person"],
                condition=Q(until_on=None, kind=AssignmentKind.MENTOR),
                name="is_mentor_once",
            ),
            models.UniqueConstraint(
                fields=["for_person"],
                condition=Q(until_on=None, kind=AssignmentKind.DEPUTY),
                name="one_stands_in_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on=None, kind=AssignmentKind.ADMINISTRATOR),
                name="is_administrator_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "kind"], name="assignment_by_person")]


class Guest(SpaceRow):
    """Where somebody from outside comes from, and until when the door is open."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="guest")
    comes_from = Line(max_length=160)
    welcome_until = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(person=PERSON_REF, comes_from=CONTACT, welcome_until=STRUCTURE, invited_by=PERSON_REF)


class StaffNumber(SpaceRow):
    """What the municipality's personnel system calls a person, so that an import knows them again after a new name."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="staff_number")
    number = Line(max_length=40)

    data = declare(person=PERSON_REF, number=CONTACT)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="staff_number_is_unique")]
