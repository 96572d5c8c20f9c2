"""Individual sparring in the API."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.agreements import operations, permissions, queries
from pejl.agreements.endpoints.routing import router
from pejl.agreements.models import SparringOffer, SparringReply
from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords, WordsText


class SparringIn(GuardedSchema):
    """What I offer everybody."""

    words: Annotated[WordsText, Field(max_length=1000)]


class WantIn(GuardedSchema):
    """A yes, with a few words or none."""

    words: Annotated[OptionalWords, Field(max_length=1000)] = ""


class SparringOut(Schema):
    """What a colleague offers everybody."""

    id: UUID
    by_id: UUID
    words: str
    offered_at: datetime
    closed_at: datetime | None


class WantOut(Schema):
    """Somebody who would like to; read by them and by who offers it."""

    offer_id: UUID
    person_id: UUID
    words: str
    replied_at: datetime


@router.get("/sparring", response=list[SparringOut], operation_id="list_sparring")
@paginate
def list_offers(request: HttpRequest) -> Any:
    """What colleagues offer everybody, by name."""
    permissions.require_colleague(request.auth)  # type: ignore[attr-defined]
    return queries.offers_for(request.auth)  # type: ignore[attr-defined]


@router.post("/sparring", response={201: SparringOut}, operation_id="offer_sparring")
def offer(request: HttpRequest, said: SparringIn) -> Status[SparringOffer]:
    """Offer it to everybody; a second time says it in new words."""
    by = request.auth  # type: ignore[attr-defined]
    return Status(201, operations.offer_sparring(words=said.words, by=by, now=clock.now()))


@router.get("/sparring/wanted", response=list[WantOut], operation_id="list_wanted_sparring")
@paginate
def list_wanted(request: HttpRequest) -> Any:
    """What I said yes to, and who said yes to what I offer."""
    seen = SparringReply.objects.visible_to(request.auth)  # type: ignore[attr-defined]
    return seen.order_by("replied_at", "id")


@router.post("/sparring/{sparring_id}/close", response=SparringOut, operation_id="close_sparring")
def close(request: HttpRequest, sparring_id: UUID) -> SparringOffer:
    """Offer it no longer."""
    operations.close_sparring(offer=_offer(request, sparring_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return _offer(request, sparring_id)


@router.put("/sparring/{sparring_id}/want", response=WantOut, operation_id="want_sparring")
def want(request: HttpRequest, sparring_id: UUID, said: WantIn) -> SparringReply:
    """Say yes to an offer; only who offers it reads that."""
    offer, by = _offer(request, sparring_id), request.auth  # type: ignore[attr-defined]
    return operations.want_sparring(offer=offer, words=said.words, by=by, now=clock.now())


@router.delete("/sparring/{sparring_id}/want", response={204: None}, operation_id="let_sparring_be")
def let_be(request: HttpRequest, sparring_id: UUID) -> Status[None]:
    """Take my yes back."""
    operations.let_sparring_be(offer=_offer(request, sparring_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(204, None)


def _offer(request: HttpRequest, sparring_id: UUID) -> SparringOffer:
    return get_object_or_404(SparringOffer.objects.visible_to(request.auth), pk=sparring_id)  # type: ignore[attr-defined]
