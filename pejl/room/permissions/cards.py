"""Who may change what stands on a board."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ItemPart
from pejl.meetings.names import ItemRole
from pejl.meetings.permissions import leads
from pejl.room.models import Card


def may_change_card(person: Person, card: Card) -> bool:
    """Whether the person may edit or take away a card: who wrote it, the group's chair, a leader."""
    if card.author_id == person.pk or leads(person, card.meeting):
        return True
    chairs: bool = ItemPart.objects.filter(item=card.item_id, person=person, role=ItemRole.CHAIR).exists()
    return chairs


def require_may_change_card(person: Person, card: Card) -> None:
    """Refuse those whose card it is not."""
    if not may_change_card(person, card):
        raise NotAllowed(_("Only who wrote the card, the group's chair or a meeting leader may change it."))
