"""Who is here, and how they sit."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from pejl.foundation import clock
from pejl.meetings import operations as meetings
from pejl.meetings.models import Participant
from pejl.meetings.queries import present_at
from pejl.room.endpoints.fetching import entered, person_of

router = Router()


class PresentOut(Schema):
    """Somebody who is here. ``seat`` is their place in the order of the round, not when they came."""

    person_id: UUID
    name: str
    seat: int | None

    @staticmethod
    def resolve_name(one: Participant) -> str:
        """Who it is."""
        return one.person.name


class PresenceIn(Schema):
    """Whether the person is here."""

    is_here: bool


class SeatIn(Schema):
    """One place up (-1) or down (1), from the seat that the sender believes the person has."""

    places: Literal[-1, 1]
    expected_seat: int


@router.get("/meetings/{meeting_id}/presence", response=list[PresentOut], operation_id="list_present")
def list_present(request: HttpRequest, meeting_id: UUID) -> list[Participant]:
    """Those who are here, as they sit."""
    return present_at(entered(request, meeting_id))


@router.put("/meetings/{meeting_id}/presence/{person_id}", response=list[PresentOut], operation_id="note_presence")
def note_presence(request: HttpRequest, meeting_id: UUID, person_id: UUID, said: PresenceIn) -> list[Participant]:
    """Note that somebody has come or gone: oneself, or anybody if one leads. Twice changes nothing."""
    operation = meetings.come if said.is_here else meetings.go
    person, by = person_of(request, person_id), request.auth  # type: ignore[attr-defined]
    operation(meeting=entered(request, meeting_id), person=person, by=by, now=clock.now())
    return present_at(entered(request, meeting_id))


@router.put("/meetings/{meeting_id}/presence/{person_id}/seat", response=list[PresentOut], operation_id="move_seat")
def move_seat(request: HttpRequest, meeting_id: UUID, person_id: UUID, said: SeatIn) -> list[Participant]:
    """Change places with a neighbour. Refused as stale when the person sits elsewhere by now."""
    meetings.move_seat(
        meeting=entered(request, meeting_id),
        person=person_of(request, person_id),
        places=said.places,
        expected_seat=said.expected_seat,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return present_at(entered(request, meeting_id))
