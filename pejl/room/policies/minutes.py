"""When a section of the minutes may be written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room.models import MinutesSection, MinutesVersion
from pejl.room.names import Section


def is_being_written(meeting: Meeting) -> bool:
    """Whether sections may be written: from when the meeting begins until it is closed, and again once the leaders have
    begun to approve: then to correct. What is approved stands all the same until they approve another text.
    """
    if meeting.state == State.CLOSED:
        begun: bool = MinutesVersion.objects.filter(meeting=meeting).exists()
        return begun
    return meeting.state in (State.RUNNING, State.WRITING_UP)


def require_being_written(meeting: Meeting) -> None:
    """Refuse to edit the minutes before the meeting has begun and after it is closed."""
    if not is_being_written(meeting):
        raise Refusal(_("The minutes are written from when the meeting begins until the meeting leaders close it."))


def require_section(key: str) -> None:
    """Refuse a section that the minutes do not have."""
    if key not in Section.values:
        raise Invalid(_("The minutes have no such section."), field="section")


def require_section_version(section: MinutesSection | None, expected: int) -> None:
    """Refuse to overwrite what the other leader did in between; 0 is expected where nothing was done yet."""
    if (section.version if section else 0) != expected:
        raise Stale(_("Somebody else has changed this section in the meantime. Look at both, and save once more."))
