"""Who is here, and where they sit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.queries.people import Involved, people_of


@dataclass(frozen=True)
class Attendance:
    """Who is here, in the order of their seats; who has gone again; and who has not come, by name."""

    here: tuple[Participant, ...]
    gone: tuple[Participant, ...]
    not_come: tuple[Involved, ...]


def present_at(meeting: Meeting) -> list[Participant]:
    """Those who are here, as they sit: one query unless the participants are prefetched with their persons."""
    prefetch_related_objects([meeting], Prefetch("participants", Participant.objects.select_related("person")))
    return _as_they_sit(one for one in meeting.participants.all() if one.is_here)


def is_here(meeting: Meeting, person: Person) -> bool:
    """Whether the person is noted as here."""
    return any(one.is_here and one.person_id == person.pk for one in meeting.participants.all())


def attendance_of(meeting: Meeting) -> Attendance:
    """Everybody who is part of the meeting; fetch it with its people and agenda for the fewest queries."""
    everybody = people_of(meeting)
    came = [one.participant for one in everybody if one.participant and one.participant.came_at]
    return Attendance(
        here=tuple(_as_they_sit(one for one in came if one.is_here)),
        gone=tuple(one for one in came if not one.is_here),
        not_come=tuple(one for one in everybody if one.participant is None or one.participant.came_at is None),
    )


def _as_they_sit(participants: Iterable[Participant]) -> list[Participant]:
    """By seat; without one, which old rows may lack, last and as they came."""
    return sorted(participants, key=lambda one: (one.seat is None, one.seat or 0, one.came_at, str(one.pk)))
