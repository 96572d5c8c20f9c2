"""Who may decide on themes: whoever sits in a working group, and nobody else (P2)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup, WorkingGroupQuerySet


def groups_of(person: Person, today: date) -> WorkingGroupQuerySet:
    """The working groups in whose name the person decides this day, by name."""
    groups: WorkingGroupQuerySet = WorkingGroup.objects.of(person, today).by_name()
    return groups.none() if person.is_guest or person.left_on is not None else groups


def may_decide(person: Person, today: date) -> bool:
    """Whether the person sits in a working group."""
    return groups_of(person, today).exists()


def require_may_decide(person: Person, group: WorkingGroup, today: date) -> None:
    """Raise NotAllowed unless the person sits in this working group."""
    if not groups_of(person, today).filter(pk=group.pk).exists():
        raise NotAllowed(_("Only the members of a working group decide on themes."))


def require_may_add_areas(person: Person | None, today: date) -> None:
    """Raise NotAllowed for a person outside the working groups; None is whoever runs the installation."""
    if person is not None and not may_decide(person, today):
        raise NotAllowed(_("Only the members of a working group add areas."))
