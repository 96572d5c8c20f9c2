"""Who may say who speaks next."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import ItemRole
from pejl.meetings.permissions import leads
from pejl.room.models import Hand


def may_order_hands(person: Person, meeting: Meeting, group: AgendaItem | None) -> bool:
    """Whether the person gives the floor: the meeting's leaders, and in a group its chair."""
    if leads(person, meeting):
        return True
    chairs = ItemPart.objects.filter(item=group, person=person, role=ItemRole.CHAIR)
    return group is not None and bool(chairs.exists())


def require_may_order_hands(person: Person, meeting: Meeting, group: AgendaItem | None) -> None:
    """Refuse everybody else."""
    if not may_order_hands(person, meeting, group):
        raise NotAllowed(_("Only the meeting leaders, and in a group its chair, say who speaks next."))


def require_may_lower(person: Person, hand: Hand) -> None:
    """Refuse to take down somebody else's hand, but for those who give the floor."""
    if hand.person_id != person.pk:
        require_may_order_hands(person, hand.meeting, hand.group)
