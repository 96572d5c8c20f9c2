"""Handing the lead over: offered, asked for, answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema, Status

from pejl.foundation import clock
from pejl.room import operations
from pejl.room.endpoints.fetching import entered, person_of, row_of
from pejl.room.endpoints.holding import RoomOut, room_as_it_is
from pejl.room.models import LeadOffer
from pejl.room.names import OfferState

router = Router()


class LeadOfferOut(Schema):
    """That somebody might lead on. ``by_id`` is the leader who offered it, null where the person asks for it."""

    id: UUID
    to_id: UUID
    name: str
    by_id: UUID | None
    offered_at: datetime
    state: OfferState

    @staticmethod
    def resolve_name(offer: LeadOffer) -> str:
        """Who would lead."""
        return offer.to.name


class LeadOfferIn(Schema):
    """Whom a leader asks; null to ask for the lead oneself."""

    to_id: UUID | None = None


@router.get("/meetings/{meeting_id}/lead-offers", response=list[LeadOfferOut], operation_id="list_lead_offers")
def offers(request: HttpRequest, meeting_id: UUID) -> QuerySet[LeadOffer]:
    """What waits for an answer."""
    waiting: QuerySet[LeadOffer] = LeadOffer.objects.filter(meeting=entered(request, meeting_id))
    return waiting.filter(state=OfferState.OPEN).select_related("to").order_by("offered_at", "id")


@router.post("/meetings/{meeting_id}/lead-offers", response={201: LeadOfferOut}, operation_id="offer_lead")
def offer(request: HttpRequest, meeting_id: UUID, said: LeadOfferIn) -> Status[LeadOffer]:
    """Offer the lead to somebody who takes part, or ask for it. Where both want it, it is accepted at once."""
    by, meeting, now = request.auth, entered(request, meeting_id), clock.now()  # type: ignore[attr-defined]
    if said.to_id is None:
        return Status(201, operations.ask_for_lead(meeting=meeting, by=by, now=now))
    to = person_of(request, said.to_id)
    return Status(201, operations.offer_lead(meeting=meeting, to=to, by=by, now=now))


@router.post("/lead-offers/{offer_id}/accept", response=LeadOfferOut, operation_id="accept_lead")
def accept(request: HttpRequest, offer_id: UUID) -> LeadOffer:
    """Say yes: to an offer whom it was made to, to somebody who asks another."""
    return operations.accept_lead(offer=row_of(request, LeadOffer, offer_id), **_by(request))


@router.post("/lead-offers/{offer_id}/decline", response=LeadOfferOut, operation_id="decline_lead")
def decline(request: HttpRequest, offer_id: UUID) -> LeadOffer:
    """Say no."""
    return operations.decline_lead(offer=row_of(request, LeadOffer, offer_id), **_by(request))


@router.post("/lead-offers/{offer_id}/withdraw", response=LeadOfferOut, operation_id="withdraw_lead")
def withdraw(request: HttpRequest, offer_id: UUID) -> LeadOffer:
    """Take it back."""
    return operations.withdraw_lead(offer=row_of(request, LeadOffer, offer_id), **_by(request))


@router.post("/meetings/{meeting_id}/room/step-down", response=RoomOut, operation_id="step_down_from_leading")
def step_down(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Lead no longer, as long as somebody else does."""
    operations.step_down(meeting=entered(request, meeting_id), **_by(request))
    return room_as_it_is(request, meeting_id)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.auth, "now": clock.now()}  # type: ignore[attr-defined]
