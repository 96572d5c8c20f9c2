"""Who leads a round, and whose turn it is to say something of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import ItemRole
from pejl.meetings.permissions import leads
from pejl.room.models import Contribution, Turn
from pejl.room.models.rounds import group_of
from pejl.room.names import TurnState


def may_lead_round(person: Person, item: AgendaItem, meeting: Meeting) -> bool:
    """Whether the person leads rounds in an item: a leader of the meeting, and in a group its chair."""
    if leads(person, meeting):
        return True
    group = group_of(item)
    if group is None:
        return False
    chairs: bool = ItemPart.objects.filter(item=group, person=person, role=ItemRole.CHAIR).exists()
    return chairs


def require_may_lead_round(person: Person, item: AgendaItem, meeting: Meeting) -> None:
    """Refuse everybody else."""
    if not may_lead_round(person, item, meeting):
        raise NotAllowed(_("The meeting leaders lead the round, and in a group its chair does."))


def require_may_move(person: Person, item: AgendaItem, meeting: Meeting, turns: Sequence[Turn]) -> None:
    """Refuse whoever neither leads the round nor speaks now: one says for oneself that one is done, or passes."""
    if not any(turn.state == TurnState.SPEAKING and turn.person_id == person.pk for turn in turns):
        require_may_lead_round(person, item, meeting)


def require_own(person: Person, contribution: Contribution) -> None:
    """Refuse everybody but whoever wrote it."""
    if contribution.person_id != person.pk:
        raise NotAllowed(_("Only whoever wrote this can change or share it."))
