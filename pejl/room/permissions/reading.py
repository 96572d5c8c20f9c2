"""Who may read what came of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import takes_part


def may_read(person: Person, meeting: Meeting) -> bool:
    """Whether the person may read what came of a meeting: who took part at once, others when it is closed."""
    return meeting.state == State.CLOSED or takes_part(person, meeting)


def require_may_read(person: Person, meeting: Meeting) -> None:
    """Refuse whoever did not take part, until the leaders have closed the meeting."""
    if not may_read(person, meeting):
        raise NotAllowed(_("What came of this meeting can be read when the meeting leaders have closed it."))
