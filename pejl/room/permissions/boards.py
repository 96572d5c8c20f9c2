"""Who may order what stands on a board, say what the product builds on, and take a poster away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.permissions import leads, takes_part
from pejl.room.models import Poster

SEATED = (ItemRole.MEMBER, ItemRole.CHAIR)


def is_seated(person: Person, item: AgendaItem) -> bool:
    """Whether the person sits in this group."""
    seated: bool = ItemPart.objects.filter(item=item, person=person, role__in=SEATED).exists()
    return seated


def may_arrange(person: Person, item: AgendaItem) -> bool:
    """Whether the person may lay the cards of a board in clusters and move them: the leaders and the group itself.

    Where nobody is seated (in plenary, or in a group that found itself) the board is everybody's who takes part.
    """
    if leads(person, item.meeting):
        return True
    if item.behaviour == Behaviour.GROUP and ItemPart.objects.filter(item=item, role__in=SEATED).exists():
        return is_seated(person, item)
    return takes_part(person, item.meeting)


def require_may_arrange(person: Person, item: AgendaItem) -> None:
    """Refuse those whose board it is not."""
    if not may_arrange(person, item):
        raise NotAllowed(_("Only those in the group and the meeting leaders arrange the cards on this board."))


def may_choose(person: Person, item: AgendaItem) -> bool:
    """Whether the person may say which cards of a board are for the product: the leaders, and each group of its own."""
    return leads(person, item.meeting) or (item.behaviour == Behaviour.GROUP and is_seated(person, item))


def require_may_choose(person: Person, item: AgendaItem) -> None:
    """Refuse those whose choice it is not."""
    if not may_choose(person, item):
        raise NotAllowed(_("Each group chooses among its own cards. Here the meeting leaders choose."))


def may_take_poster_away(person: Person, poster: Poster) -> bool:
    """Whether the person may take a photograph away: who kept it, the group's chair, a leader."""
    if poster.kept_by_id == person.pk or leads(person, poster.meeting):
        return True
    chairs: bool = ItemPart.objects.filter(item=poster.item_id, person=person, role=ItemRole.CHAIR).exists()
    return chairs


def require_may_take_poster_away(person: Person, poster: Poster) -> None:
    """Refuse those whose photograph it is not."""
    if not may_take_poster_away(person, poster):
        raise NotAllowed(_("Only who kept the photograph, the group's chair or a meeting leader may take it away."))
