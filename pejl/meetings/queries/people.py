"""Who is in a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import (
    Meeting,
    Participant,
)
from pejl.meetings.names import Reply, Role
from pejl.meetings.queries.agenda import TimedItem, agenda_of, parts_in


@dataclass(frozen=True)
class Involved:
    """Somebody in a meeting: what they are there, and what they answered (None for who was never chosen)."""

    person: Person
    roles: tuple[str, ...] = ()
    participant: Participant | None = None

    @property
    def reply(self) -> str:
        """What they answered, ``none`` for who was not asked."""
        return self.participant.reply if self.participant else Reply.NONE

    @property
    def is_invited(self) -> bool:
        """Whether they have been sent an invitation."""
        return self.participant is not None and self.participant.invited_at is not None


@dataclass
class _Found:
    roles: list[str] = field(default_factory=list)
    participant: Participant | None = None


def leaders_of(meeting: Meeting) -> list[Person]:
    """Those who lead, by name."""
    return _by_name(role.person for role in meeting.roles.all() if role.role == Role.LEADER)


def chair_of(meeting: Meeting) -> Person | None:
    """Who chairs in plenary, where somebody is named."""
    return next((role.person for role in meeting.roles.all() if role.role == Role.CHAIR), None)


def people_of(meeting: Meeting, agenda: Sequence[TimedItem] | None = None) -> list[Involved]:
    """Everybody who is part of the meeting, by name: leaders, chair, those with a part, those chosen or invited.

    Hand in the ``agenda`` where it has been read already.
    """
    found: dict[UUID, _Found] = defaultdict(_Found)
    persons: dict[UUID, Person] = {}
    for role in meeting.roles.all():
        persons[role.person_id] = role.person
        found[role.person_id].roles.append(role.role)
    for participant in meeting.participants.all():
        persons[participant.person_id] = participant.person
        found[participant.person_id].participant = participant
    for part in parts_in(agenda_of(meeting) if agenda is None else agenda):
        persons[part.person_id] = part.person
        if part.role not in found[part.person_id].roles:
            found[part.person_id].roles.append(part.role)
    return [
        Involved(person, tuple(found[person.pk].roles), found[person.pk].participant)
        for person in _by_name(persons.values())
    ]


def participant_of(meeting: Meeting, person: Person) -> Participant | None:
    """The person's place in the meeting, if chosen or invited."""
    return next((one for one in meeting.participants.all() if one.person_id == person.pk), None)


def _by_name(persons: Iterable[Person]) -> list[Person]:
    return sorted(persons, key=lambda person: (person.name_sort, str(person.pk)))
