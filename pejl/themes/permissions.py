"""Who may do what with themes: decide, weigh and order whoever sits in a working group, and nobody else (P2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment, Membership, WorkingGroup, WorkingGroupQuerySet
from pejl.organisation.names import AssignmentKind
from pejl.themes.models import Theme


def groups_of(person: Person, today: date) -> WorkingGroupQuerySet:
    """The working groups in whose name the person decides this day, by name."""
    groups: WorkingGroupQuerySet = WorkingGroup.objects.of(person, today).by_name()
    return groups.none() if person.is_guest or person.left_on is not None else groups


def may_decide(person: Person, today: date) -> bool:
    """Whether the person sits in a working group."""
    return groups_of(person, today).exists()


def require_may_decide(person: Person, group: WorkingGroup, today: date) -> None:
    """Raise NotAllowed unless the person sits in this working group."""
    if not _sits_in(person, group, today):
        raise NotAllowed(_("Only the members of a working group decide on themes."))


def require_may_weigh(person: Person, group: WorkingGroup | None, today: date) -> None:
    """Raise NotAllowed unless the person sits in this working group: its weights and its order are its own."""
    if group is None or not _sits_in(person, group, today):
        raise NotAllowed(_("Only the members of the working group weigh and order what lies on its table."))


def require_may_keep_areas(person: Person | None, today: date) -> None:
    """Raise NotAllowed for a person outside the working groups; None is whoever runs the installation."""
    if person is not None and not may_decide(person, today):
        raise NotAllowed(_("Only the members of a working group add and close areas."))


def speaks_for_management(person: Person, today: date) -> bool:
    """Whether the person leads this day, by an assignment or by the own function, and proposes on that behalf."""
    if person.is_guest or person.left_on is not None:
        return False
    leads = Assignment.objects.current(AssignmentKind.LEADER, today).filter(person=person)
    manages = Membership.objects.on(today).filter(person=person, function__is_management=True)
    return leads.exists() or manages.exists()


def require_speaks_for_management(person: Person, today: date) -> None:
    """Raise NotAllowed unless the person leads."""
    if not speaks_for_management(person, today):
        raise NotAllowed(_("Only those who lead propose on behalf of the management."))


def may_collect(person: Person, today: date) -> bool:
    """Whether the person collects themes at a department meeting: working groups, and those who lead."""
    return may_decide(person, today) or speaks_for_management(person, today)


def require_may_collect(person: Person, today: date) -> None:
    """Raise NotAllowed for everybody else: whoever collects writes in the names of others."""
    if not may_collect(person, today):
        raise NotAllowed(_("Those who sit in a working group or lead collect themes at a department meeting."))


def may_back(person: Person, theme: Theme) -> bool:
    """Whether the person may need the theme too: colleagues, except who proposed it."""
    return not person.is_guest and person.left_on is None and theme.proposed_by_id != person.pk


def require_may_back(person: Person, theme: Theme) -> None:
    """Raise NotAllowed for a guest, and for who proposed the theme."""
    if theme.proposed_by_id == person.pk:
        raise NotAllowed(_("Whoever proposed a theme stands behind it already."))
    if not may_back(person, theme):
        raise NotAllowed(_("Only colleagues back themes."))


def require_proposed(person: Person, theme: Theme) -> None:
    """Raise NotAllowed unless the person is the theme's proposer."""
    if theme.proposed_by_id != person.pk:
        raise NotAllowed(_("Only whoever proposed a theme withdraws it."))


def require_stands_behind(person: Person, behind: Collection[UUID]) -> None:
    """Raise NotAllowed unless the person is among those who proposed or back the theme."""
    if person.pk not in behind:
        raise NotAllowed(_("Those who proposed or back a theme take it over."))


def _sits_in(person: Person, group: WorkingGroup, today: date) -> bool:
    return groups_of(person, today).filter(pk=group.pk).exists()
