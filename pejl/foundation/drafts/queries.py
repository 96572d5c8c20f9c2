"""Reading a draft back."""

from __future__ import annotations

from uuid import UUID

from pejl.foundation.drafts.models import Draft, Sent
from pejl.foundation.tenancy.models import Person


def at(place: str, *, person: Person) -> Draft | None:
    """What this person has typed there and not sent, or None."""
    return Draft.objects.visible_to(person).filter(place=place).first()


def is_sent(client_id: UUID | None, *, person: Person) -> bool:
    """Whether this person has sent that form already, as a second press or somebody going back would do."""
    return client_id is not None and Sent.objects.filter(client_id=client_id, person=person).exists()
