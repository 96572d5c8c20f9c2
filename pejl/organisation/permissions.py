"""Who may what, as it follows from where somebody sits in the organisation."""

from __future__ import annotations

from datetime import date

from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Membership, WorkingGroup


def may_approve(person: Person, today: date) -> bool:
    """Whether the person holds, this day, a function that approves guidance."""
    if person.left_on is not None:
        return False
    held = Membership.objects.on(today).filter(person=person, function__may_approve=True)
    return bool(held.exists())


def sits_in_a_group(person: Person, today: date) -> bool:
    """Whether the person is, this day, a member of a working group, and thereby decides on themes."""
    return person.left_on is None and WorkingGroup.objects.of(person, today).exists()
