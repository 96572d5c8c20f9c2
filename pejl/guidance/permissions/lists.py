"""Who reads and keeps reading lists, and who sees what a colleague has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import ReadingList
from pejl.organisation import permissions as organisation
from pejl.organisation import queries as units
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind


@dataclass(frozen=True)
class Keeps:
    """For whom somebody keeps reading lists: the whole job centre, or some units by their ids."""

    is_for_all: bool = False
    units: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.is_for_all or bool(self.units)

    def covers(self, unit_id: UUID | None) -> bool:
        """Whether a list for this unit lies within it; None stands for the whole job centre."""
        return self.is_for_all or unit_id in self.units


def keeps(person: Person, today: date) -> Keeps:
    """Whoever looks after Pejl keeps all lists; who leads a unit those of that unit and of the ones below it."""
    if not may_read_lists(person):
        return Keeps()
    if organisation.looks_after(person, today):
        return Keeps(is_for_all=True)
    led = Assignment.objects.current(AssignmentKind.LEADER, today).filter(person=person)
    return Keeps(units=frozenset(units.with_those_below(list(led.values_list("unit_id", flat=True)))))


def may_read_lists(person: Person) -> bool:
    """Colleagues see every list; guests none."""
    return person.left_on is None and not person.is_guest


def require_may_read_lists(person: Person) -> None:
    """Raise NotAllowed for guests and those who have left."""
    if not may_read_lists(person):
        raise NotAllowed(_("Reading lists are for those who work here."))


def require_keeps(person: Person, today: date) -> Keeps:
    """For whom the person keeps lists. Raises NotAllowed for somebody who keeps none."""
    found = keeps(person, today)
    if not found:
        raise NotAllowed(
            _("Reading lists are made by those who lead a unit and those who look after Pejl here. Ask one of them.")
        )
    return found


def require_may_keep(person: Person, unit_id: UUID | None, today: date) -> None:
    """Raise NotAllowed unless the person keeps lists for this unit; None stands for the whole job centre."""
    if not require_keeps(person, today).covers(unit_id):
        raise NotAllowed(_("You keep the lists of the units that you lead. Ask those who look after Pejl here."))


def may_keep(person: Person, reading_list: ReadingList, today: date) -> bool:
    """Whether the person may change this list."""
    return keeps(person, today).covers(reading_list.unit_id)


def is_mentor_of(person: Person, other: Person, today: date) -> bool:
    """Whether the person is the other's mentor this day."""
    if person.left_on is not None or other.left_on is not None:
        return False
    held = Assignment.objects.current(AssignmentKind.MENTOR, today)
    return bool(held.filter(person=person, for_person=other).exists())


def require_may_see_what_is_read(person: Person, other: Person, today: date) -> None:
    """Raise NotAllowed unless it is the person's own, or that of somebody whose mentor the person is."""
    if person != other and not is_mentor_of(person, other, today):
        raise NotAllowed(_("What somebody has read, and what not, is seen by that person and the mentor only."))
