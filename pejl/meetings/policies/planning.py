"""When a meeting can be planned, changed and held."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import (
    FREELY_PLANNED,
    LARGEST_ROOM,
    PLANNABLE,
    State,
)


def require_plannable(meeting: Meeting) -> None:
    """Refuse once the meeting has begun or is cancelled."""
    if meeting.state not in PLANNABLE:
        raise Refusal(_("The plan can no longer be changed: the meeting has begun, is over or is cancelled."))


def require_running(meeting: Meeting) -> None:
    """Refuse unless the meeting is going on."""
    if meeting.state != State.RUNNING:
        raise Refusal(_("This can only be done while the meeting is going on."))


def require_announced(meeting: Meeting) -> None:
    """Refuse unless invitations are out and the meeting has not begun."""
    if meeting.state != State.ANNOUNCED:
        raise Refusal(_("This can only be done from when the invitations are sent until the meeting begins."))


def require_state(meeting: Meeting, expected: str) -> None:
    """Refuse as stale when the meeting is not where the person believes it is."""
    if meeting.state != expected:
        raise Stale(_("The meeting has moved on: it is now “%(state)s”.") % {"state": meeting.get_state_display()})


def require_agenda(items: Sequence[object]) -> None:
    """Refuse a meeting that nothing is planned for, and to start from nothing."""
    if not items:
        raise Refusal(_("The agenda is empty. Add at least one item first."))


def require_leaders(leaders: Sequence[Person]) -> None:
    """Refuse a meeting that nobody leads, and a leader who has left."""
    if not leaders:
        raise Invalid(_("Choose at least one meeting leader."), field="leaders")
    left = [person.name for person in leaders if person.left_on is not None]
    if left:
        told = {"person": left[0]}
        raise Invalid(_("%(person)s has left. Choose a colleague to lead instead.") % told, field="leaders")


def require_capacity(capacity: int | None) -> None:
    """Refuse a room for nobody, and one that no job centre has."""
    if capacity is not None and not 1 <= capacity <= LARGEST_ROOM:
        sentence = _("Write how many the room holds, from 1 to %(most)d, or nothing.") % {"most": LARGEST_ROOM}
        raise Invalid(sentence, field="capacity")


def require_freely_planned(kind: str) -> None:
    """Refuse the kinds that begin elsewhere: a learning meeting with its theme, coordination in its working group."""
    if kind not in FREELY_PLANNED:
        sentence = _("A learning meeting begins with a theme, and coordination in its working group. Begin there.")
        raise Invalid(sentence, field="kind")
