"""Who is here: noted by oneself in one press, or by a leader for whoever came without a device."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import Meeting, Participant, topic_of
from pejl.meetings.operations import ground


@transaction.atomic
def come(*, meeting: Meeting, person: Person, by: Person, now: datetime) -> Participant:
    """Note that somebody is here, or here again: oneself, or anybody if one leads, also who was not invited.

    Whoever is no participant yet becomes one. The first time the person sits down behind those who came before.
    Somebody who is here already stays as they are. Facts: ``presence.came``, ``presence.back``.
    """
    row = _open(meeting, person, by, now)
    policies.require_has_not_left(person)
    participant, _is_new = Participant.objects.select_related("person").get_or_create(meeting=row, person=person)
    if participant.is_here:
        return participant
    event = "presence.came" if participant.came_at is None else "presence.back"
    participant.came_at, participant.went_at = participant.came_at or now, None
    if participant.seat is None:
        participant.seat = _next_seat(row)
    participant.save(update_fields=["came_at", "went_at", "seat"])
    _tell(event, participant, by=by, now=now)
    return participant


@transaction.atomic
def go(*, meeting: Meeting, person: Person, by: Person, now: datetime) -> Participant:
    """Note that somebody has gone: oneself, or anybody if one leads. Who has gone already stays as they are."""
    participant = _who_came(_open(meeting, person, by, now), person)
    if participant.is_here:
        participant.went_at = now
        participant.save(update_fields=["went_at"])
        _tell("presence.gone", participant, by=by, now=now)
    return participant


@transaction.atomic
def move_seat(
    *, meeting: Meeting, person: Person, places: int, expected_seat: int, by: Person, now: datetime
) -> Participant:
    """Change places with the neighbour before (``places`` -1) or after (1) among those who are here: the leaders.

    Raises Stale when the person does not sit on ``expected_seat`` any more. At the end of the row nothing moves.
    """
    row = _open(meeting, person, by, now)
    permissions.require_leads(by, row)
    participant = _who_came(row, person)
    policies.require_seat_as_seen(participant, expected_seat)
    here = queries.present_at(row)
    at = next((number for number, one in enumerate(here) if one.pk == participant.pk), None)
    if at is None or not 0 <= at + places < len(here):
        return participant
    neighbour = here[at + places]
    participant.seat, neighbour.seat = neighbour.seat, participant.seat
    for one in (participant, neighbour):
        one.save(update_fields=["seat"])
    _tell("presence.seated", participant, by=by, now=now)
    return participant


def _open(meeting: Meeting, person: Person, by: Person, now: datetime) -> Meeting:
    """The locked meeting, after asking who notes whom, and when."""
    row = ground.locked(meeting)
    permissions.require_may_note(by, person, row)
    policies.require_open_for_coming(row, now)
    return row


def _who_came(meeting: Meeting, person: Person) -> Participant:
    participant = Participant.objects.select_related("person").filter(meeting=meeting, person=person).first()
    return policies.require_came(participant, person)


def _next_seat(meeting: Meeting) -> int:
    seats = Participant.objects.filter(meeting=meeting, seat__isnull=False).values_list("seat", flat=True)
    return max(seats, default=0) + 1


def _tell(event: str, participant: Participant, *, by: Person, now: datetime) -> None:
    """To the screens first: what reacts to it tells them of more."""
    live.append(topic_of(participant.meeting), event, now=now, participant=participant.pk)
    audit.record(event, participant, by=by, now=now)
