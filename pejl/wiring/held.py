"""Meetings that were held, for the modules below that point at them."""

from __future__ import annotations

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, MeetingQuerySet
from pejl.meetings.names import State


def held(person: Person) -> MeetingQuerySet:
    """Those whose book is closed, so that what came of them can be read, as far as the person may; newest first."""
    found: MeetingQuerySet = Meeting.objects.visible_to(person).filter(state=State.CLOSED)
    return found.newest()
