"""Who may what, as it follows from where somebody sits in the organisation."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment, GroupMembership, Membership, Unit, WorkingGroup
from pejl.organisation.names import AssignmentKind


def may_approve(person: Person, today: date) -> bool:
    """Whether the person holds, this day, a function that approves guidance."""
    if person.left_on is not None:
        return False
    held = Membership.objects.on(today).filter(person=person, function__may_approve=True)
    return bool(held.exists())


def sits_in_a_group(person: Person, today: date) -> bool:
    """Whether the person is, this day, a member of a working group, and thereby decides on themes."""
    return person.left_on is None and WorkingGroup.objects.of(person, today).exists()


def looks_after(person: Person, today: date) -> bool:
    """Whether the person looks after Pejl here this day: builds up the organisation, lets people in and out."""
    if person.left_on is not None or person.is_guest:
        return False
    held = Assignment.objects.current(AssignmentKind.ADMINISTRATOR, today).filter(person=person)
    return bool(held.exists())


def require_looks_after(by: Person | None, today: date) -> None:
    """Raise NotAllowed unless the person looks after Pejl. None stands for whoever runs the installation."""
    if by is not None and not looks_after(by, today):
        raise NotAllowed(_("Only those who look after Pejl here can do this. Ask one of them."))


def leads(person: Person, other: Person, today: date) -> bool:
    """Whether the person leads a unit that the other belongs to this day, or one above it."""
    if person.left_on is not None:
        return False
    led = set(
        Assignment.objects.current(AssignmentKind.LEADER, today).filter(person=person).values_list("unit_id", flat=True)
    )
    belongs = Membership.objects.on(today).filter(person=other).values_list("unit_id", flat=True)
    return bool(led) and bool(led & Unit.objects.with_those_above(belongs))


def may_appoint_mentor(person: Person, for_person: Person, today: date) -> bool:
    """Whether the person may say who is somebody's mentor: those who look after Pejl, and the unit's leaders."""
    return leads(person, for_person, today) or looks_after(person, today)


def require_may_appoint_mentor(by: Person | None, for_person: Person, today: date) -> None:
    """Raise NotAllowed unless the person may say who is the other's mentor."""
    if by is not None and not may_appoint_mentor(by, for_person, today):
        raise NotAllowed(_("Those who look after Pejl, and the unit's leader, say who is a mentor."))


def may_run_group(person: Person, group: WorkingGroup, today: date) -> bool:
    """Whether the person may change a group's mandate and seats: its members, and those who look after Pejl."""
    if person.left_on is not None:
        return False
    is_member = GroupMembership.objects.on(today).filter(group=group, person=person).exists()
    return is_member or looks_after(person, today)


def require_may_run_group(by: Person | None, group: WorkingGroup, today: date) -> None:
    """Raise NotAllowed unless the person may change the group's mandate and seats."""
    if by is not None and not may_run_group(by, group, today):
        raise NotAllowed(_("Only the group's members, and those who look after Pejl, can do this."))


def may_read_about(person: Person) -> bool:
    """Whether the person may read how colleagues are reached, who has left and what they did before: no guest."""
    return not person.is_guest
