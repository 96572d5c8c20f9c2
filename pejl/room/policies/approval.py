"""When the minutes may be approved, and what makes them approved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import dates
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room.models import MinutesVersion
from pejl.room.names import APPROVED_ALONE_FROM


def require_approvable(meeting: Meeting) -> None:
    """Refuse to approve the minutes of a meeting that is still going on, or has not begun."""
    if meeting.state not in (State.WRITING_UP, State.CLOSED):
        raise Refusal(_("The minutes are approved when the meeting is over."))


def require_same_text(digest: str, seen: str) -> None:
    """Refuse to vouch for a text that is not the one that was read."""
    if digest != seen:
        raise Stale(_("The minutes have been changed since you read them. Read them once more, and approve then."))


def require_note(note: str, *, is_correction: bool) -> None:
    """Refuse a correction that does not say what it changes."""
    if is_correction:
        tidy.require_words(note, field="note")


def require_may_stand_alone(version: MinutesVersion | None, now: datetime) -> MinutesVersion:
    """The version that waits; refuses to go past the other leaders before they have had their days."""
    if version is None:
        raise Stale(_("Nothing waits for approval. Read the minutes once more."))
    if now < (since := version.asked_at + APPROVED_ALONE_FROM):
        told = {"moment": dates.moment(since)}
        raise Refusal(_("The other leaders have until %(moment)s. After that, you can approve alone.") % told)
    return version


def is_complete(given: Collection[UUID], needed: Collection[UUID]) -> bool:
    """Whether everybody whose yes it takes has said yes."""
    return set(needed) <= set(given)
