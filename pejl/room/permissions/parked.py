"""Who may say that a question is answered."""

from __future__ import annotations

from pejl.foundation.tenancy.models import Person
from pejl.meetings.permissions import presents, require_leads
from pejl.room.models import UnclearPoint


def require_may_settle(person: Person, point: UnclearPoint) -> None:
    """Refuse everybody but who takes care of it, who presented what it was asked about, and the leaders."""
    is_own = point.caretaker_id == person.pk
    if not is_own and not (point.item is not None and presents(person, point.item)):
        require_leads(person, point.meeting)
