"""When the room is open, and when a press is too late."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Refusal, Stale
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import State
from pejl.room.models import ItemRun


def require_open(meeting: Meeting) -> None:
    """Refuse to write before the meeting has begun and after it is closed."""
    if meeting.state not in (State.RUNNING, State.WRITING_UP):
        raise Refusal(_("This can be written from when the meeting begins until the meeting leaders close it."))


def require_startable(item: AgendaItem) -> None:
    """Refuse to start a group by itself: it begins with its group work."""
    if item.parent_id is not None:
        raise Refusal(_("A group begins together with its group work."))


def require_expected(running: ItemRun | None, expected: UUID | None, wanted: AgendaItem | None = None) -> None:
    """Refuse a press that believes something else is going on than what is."""
    actual = running.item_id if running else None
    if running and wanted and actual == wanted.pk:
        raise Stale(_("“%(item)s” is already going on: somebody pressed before you.") % {"item": running.item.label})
    if actual == expected:
        return
    if running is None:
        raise Stale(_("Nothing is going on now: somebody pressed before you. Look, and press again if it is needed."))
    told = {"item": running.item.label}
    raise Stale(_("“%(item)s” is going on now: somebody pressed before you. Look, and press again if needed.") % told)
