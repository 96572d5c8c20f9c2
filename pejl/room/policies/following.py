"""When a meeting can be followed without signing in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.formats import moments
from pejl.foundation.refusals import Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room.models import FollowCode


def may_be_followed(meeting: Meeting, now: datetime) -> bool:
    """Whether a code opens anything: on the day before the meeting begins, and until it ends."""
    is_today = moments.day_of(meeting.starts_at) == moments.day_of(now)
    return meeting.state == State.RUNNING or (meeting.state == State.ANNOUNCED and is_today)


def require_not_over(meeting: Meeting) -> None:
    """Refuse a code for a meeting that nobody is invited to yet, or that is over."""
    if meeting.state not in (State.ANNOUNCED, State.RUNNING):
        raise Refusal(_("A meeting can be followed from when invitations are sent until it ends."))


def require_expected_code(holding: FollowCode | None, expected: str | None) -> None:
    """Refuse to take back another code than the one that was seen."""
    if expected is not None and (holding is None or holding.code != expected):
        raise Stale(_("The code has been changed in between: somebody pressed before you."))
