"""Giving an item its minutes by one press."""

from __future__ import annotations

from datetime import datetime

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.meetings.operations.agenda import change_item

AS_IT_IS = ("behaviour", "label", "questions", "may_shrink", "speaking", "authorship", "locked_start", "room")


def set_minutes(*, item: AgendaItem, minutes: int, expected_version: int, by: Person, now: datetime) -> AgendaItem:
    """So many minutes for an item, for group work those of its first round; all else stays as it is.

    Raises Stale when somebody else changed the item meanwhile.
    """
    is_work = item.behaviour == Behaviour.GROUPS
    return change_item(
        item=item,
        **{name: getattr(item, name) for name in AS_IT_IS},
        minutes=item.minutes if is_work else minutes,
        round_minutes=minutes if is_work else item.round_minutes,
        leader_notes=None,
        expected_version=expected_version,
        by=by,
        now=now,
    )
