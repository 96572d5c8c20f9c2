"""Reading a draft back."""

from __future__ import annotations

from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy.models import Person


def at(place: str, *, person: Person) -> Draft | None:
    """What this person has typed there and not sent, or None."""
    return Draft.objects.visible_to(person).filter(place=place).first()
