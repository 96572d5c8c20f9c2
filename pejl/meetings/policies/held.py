"""When the agenda can be changed while the meeting is held, and when somebody can stop leading it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Refusal, Stale
from pejl.meetings.models import AgendaItem, MeetingRole


def require_left_out(item: AgendaItem, *, is_left_out: bool) -> None:
    """Refuse to leave out twice, and to take in what is in."""
    if is_left_out == (item.left_out_at is not None):
        return
    told = {"item": item.label}
    raise Stale((_("“%(item)s” is not left out.") if is_left_out else _("“%(item)s” is already left out.")) % told)


def require_position(item: AgendaItem, expected: int) -> None:
    """Refuse to move what somebody has moved meanwhile."""
    if item.position != expected:
        raise Stale(_("The agenda has changed in the meantime. Look at it and move the item once more."))


def require_retimed(edits: Sequence[object]) -> None:
    """Refuse to undo new times that are undone already, or with which something has begun."""
    if not edits:
        raise Stale(_("There are no new times to undo: they are undone already, or the next item has begun."))


def require_another_leader(others: Sequence[MeetingRole]) -> None:
    """Refuse to leave a meeting without anybody who leads it."""
    if not any(role.person.left_on is None for role in others):
        raise Refusal(_("Nobody else leads this meeting. Offer somebody the lead first."))
