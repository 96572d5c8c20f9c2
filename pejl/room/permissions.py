"""Who may be in the room, and who may change what stands there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ItemPart, Meeting
from pejl.meetings.names import ItemRole, State
from pejl.meetings.permissions import leads, takes_part
from pejl.room.models import Card, ProductDuty


def may_read(person: Person, meeting: Meeting) -> bool:
    """Whether the person may read what came of a meeting: who took part at once, others when it is closed."""
    return meeting.state == State.CLOSED or takes_part(person, meeting)


def require_may_read(person: Person, meeting: Meeting) -> None:
    """Refuse whoever did not take part, until the leaders have closed the meeting."""
    if not may_read(person, meeting):
        raise NotAllowed(_("What came of this meeting can be read when the meeting leaders have closed it."))


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


def may_name(person: Person, other: Person | None, meeting: Meeting) -> bool:
    """Whether the person may put somebody down for something: oneself always, others if one leads."""
    return other is None or other == person or leads(person, meeting)


def require_may_name(person: Person, other: Person | None, meeting: Meeting) -> None:
    """Refuse to let colleagues hand things to each other behind the leaders' backs."""
    if not may_name(person, other, meeting):
        raise NotAllowed(_("You can take this on yourself. Ask a meeting leader to put somebody else down."))


def require_may_link(person: Person, meeting: Meeting) -> None:
    """Refuse to say what a duty has led to, unless one leads or has taken on a product there oneself."""
    if not (leads(person, meeting) or ProductDuty.objects.filter(meeting=meeting, person=person).exists()):
        raise NotAllowed(_("The meeting leaders, or whoever took it on, say which product it has become."))
