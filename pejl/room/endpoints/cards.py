"""Cards: what everybody writes, and what is done with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, WordsText
from pejl.meetings.names import Authorship, State
from pejl.room import operations, permissions, queries
from pejl.room.endpoints.fetching import Key, item_of, row_of, seen
from pejl.room.models import Card
from pejl.room.names import CARD_LENGTH, CardKind

router = Router()
CardText = Annotated[WordsText, Field(max_length=CARD_LENGTH)]


class CardOut(Schema):
    """A card. Who wrote it, and when, is told only where cards are written with names."""

    id: UUID
    item_id: UUID
    kind: CardKind
    text: str
    authorship: Authorship
    author: str | None
    written_at: datetime | None
    cluster_id: UUID | None
    is_from_paper: bool
    is_for_product: bool
    is_removed: bool
    version: int

    @staticmethod
    def resolve_author(card: Card) -> str | None:
        """The name, where it is shown."""
        return card.author.name if card.author and card.names_author else None

    @staticmethod
    def resolve_written_at(card: Card) -> datetime | None:
        """The moment, where the name is shown."""
        return card.written_at if card.names_author else None

    @staticmethod
    def resolve_is_removed(card: Card) -> bool:
        """Whether it has been taken away."""
        return card.removed_at is not None


class CardIn(GuardedSchema):
    """A card to put up. ``expected_authorship`` is what the writer was told is kept of the author; ``is_from_paper``
    says that it is typed in from a poster, by one for many.
    """

    kind: CardKind
    text: CardText
    expected_authorship: Authorship | None = None
    is_from_paper: bool = False


class CardChange(GuardedSchema):
    """A card written anew, over the version that was read."""

    kind: CardKind
    text: CardText
    expected_version: int


class Choice(Schema):
    """Whether a card belongs in the product."""

    is_for_product: bool


@router.get("/meetings/{meeting_id}/cards", response=list[CardOut], operation_id="list_cards")
def list_cards(request: HttpRequest, meeting_id: UUID) -> list[Card]:
    """The cards on the boards, board by board; once the meeting is closed without who wrote them."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    permissions.require_may_read(by, meeting)
    cards = [card for board in queries.boards_of(meeting, by, clock.now()) for card in board.cards]
    if meeting.state == State.CLOSED:
        for card in cards:
            card.author = None  # not saved: what is read afterwards is what was said, not who said it (D1)
    return cards


@router.post("/meetings/{meeting_id}/items/{item_id}/cards", response={201: CardOut}, operation_id="write_card")
def write(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: CardIn, key: Key = None) -> Status[Card]:
    """Put up a card. Sent again with the same key it is answered as it stands; other words under it are refused."""
    card = operations.write_card(
        item=item_of(request, meeting_id, item_id),
        kind=said.kind,
        text=said.text,
        client_id=key or uuid4(),
        expected_authorship=said.expected_authorship,
        is_from_paper=said.is_from_paper,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return Status(201, card)


@router.put("/cards/{card_id}", response=CardOut, operation_id="change_card")
def change(request: HttpRequest, card_id: UUID, said: CardChange) -> Card:
    """Write a card anew."""
    return operations.change_card(
        card=row_of(request, Card, card_id),
        kind=said.kind,
        text=said.text,
        expected_version=said.expected_version,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )


@router.delete("/cards/{card_id}", response=CardOut, operation_id="remove_card")
def remove(request: HttpRequest, card_id: UUID) -> Card:
    """Take a card away; for a while it can be brought back."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.remove_card(card=row_of(request, Card, card_id), by=by, now=clock.now())


@router.post("/cards/{card_id}/restore", response=CardOut, operation_id="restore_card")
def restore(request: HttpRequest, card_id: UUID) -> Card:
    """Bring a card back that was taken away lately."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.restore_card(card=row_of(request, Card, card_id), by=by, now=clock.now())


@router.put("/cards/{card_id}/for-product", response=CardOut, operation_id="mark_card_for_product")
def mark_for_product(request: HttpRequest, card_id: UUID, said: Choice) -> Card:
    """Say whether a card belongs in the product."""
    return operations.mark_for_product(
        card=row_of(request, Card, card_id),
        is_for_product=said.is_for_product,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
