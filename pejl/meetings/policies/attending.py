"""When it is noted who is here."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import DOORS_OPEN, State


def is_open_for_coming(meeting: Meeting, now: datetime) -> bool:
    """Whether somebody can be noted as here: from an hour before the meeting until it ends."""
    is_soon = meeting.state == State.ANNOUNCED and now >= meeting.starts_at - DOORS_OPEN
    return is_soon or meeting.state == State.RUNNING


def require_open_for_coming(meeting: Meeting, now: datetime) -> None:
    """Refuse at any other time."""
    if not is_open_for_coming(meeting, now):
        raise Refusal(_("Who is here is noted from an hour before the meeting until it ends."))


def require_has_not_left(person: Person) -> None:
    """Refuse whoever no longer works here."""
    if person.left_on is not None:
        raise Invalid(_("%(person)s has left the job centre.") % {"person": person.name}, field="person")


def require_came(participant: Participant | None, person: Person) -> Participant:
    """Whoever has come; refuse for whoever has not."""
    if participant is None or participant.came_at is None:
        raise Refusal(_("%(person)s is not noted as here.") % {"person": person.name})
    return participant


def require_seat_as_seen(participant: Participant, expected: int) -> None:
    """Refuse to move somebody who has been moved meanwhile: two who press together move one place."""
    if participant.seat != expected:
        told = {"person": participant.person.name}
        raise Stale(_("%(person)s has been moved in between. Look, and press again if needed.") % told)
