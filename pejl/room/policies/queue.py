"""When a hand can be raised, and when a command in the queue is too late."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.policies import require_running
from pejl.room.models import Hand, ItemRun
from pejl.room.names import HandKind, HandState, SentBefore


def require_hand_kind(kind: str) -> None:
    """Refuse a kind of hand that there is not."""
    if kind not in HandKind.values:
        raise Invalid(_("Choose what you want the floor for."), field="kind")


def require_queue_open(meeting: Meeting, group: AgendaItem | None) -> None:
    """Refuse a hand when no meeting is going on; in a group, when its group work is not."""
    require_running(meeting)
    if group is None:
        return
    is_group = group.behaviour == Behaviour.GROUP and group.meeting_id == meeting.pk
    if not is_group or not ItemRun.objects.running().filter(item=group.parent_id).exists():
        raise Refusal(_("The group work is not going on now. Raise your hand with everybody."))


def require_same_hand(sent: Hand, person: Person) -> None:
    """Refuse somebody else's hand under a key that is taken."""
    if sent.person_id != person.pk:
        raise SentBefore(_("Another hand was already raised from here. Send once more, and this becomes a new one."))


def require_expected_floor(speaking: Hand | None, expected: UUID | None) -> None:
    """Refuse a command that believes somebody else has the floor than who has."""
    if (speaking.pk if speaking else None) == expected:
        return
    if speaking is None:
        raise Stale(_("Nobody has the floor now: somebody pressed before you. Look, and press again if it is needed."))
    told = {"name": speaking.person.name}
    raise Stale(_("%(name)s has the floor now: somebody pressed before you. Look, and press again if needed.") % told)


def require_waiting(hand: Hand) -> None:
    """Refuse to do something with a hand that waits no more."""
    if hand.state != HandState.WAITING:
        raise Stale(_("This hand does not wait any more: somebody pressed before you."))


def require_in_line(before: Hand | None, line: Sequence[Hand]) -> None:
    """Refuse to put somebody before a hand that stands in the line no more."""
    if before is not None and before not in line:
        raise Stale(_("The hand you wanted to put this one before does not wait any more. Look, and press again."))


def require_speaking(hand: Hand) -> None:
    """Refuse to end what is not going on."""
    if hand.state != HandState.SPEAKING:
        raise Stale(_("This hand does not have the floor any more: somebody pressed before you."))
