"""What the meeting chose for its product, and what the product has of it already."""

from __future__ import annotations

from dataclasses import dataclass

from pejl.guidance import queries as guidance
from pejl.guidance.models import Product, Version
from pejl.learning.queries.meetings import duties_open
from pejl.meetings.models import Meeting
from pejl.room import queries as room
from pejl.room.models import Card, ProductDuty


@dataclass(frozen=True)
class Chosen:
    """The cards chosen for the product, those that it has not got yet, and the product where it is begun.

    ``duty`` is what was taken on at the meeting and nobody has begun; it says what a product would be called.
    """

    cards: tuple[Card, ...]
    waiting: tuple[Card, ...]
    product: Product | None
    duty: ProductDuty | None


def chosen_at(meeting: Meeting, product: Product | None = None) -> Chosen:
    """What is chosen at the meeting, held against ``product`` or the one that was begun from it."""
    product = product or product_begun(meeting)
    cards = room.cards_for_product(meeting)
    known = guidance.cards_in(product) if product else set()
    duty = None if product else next(iter(duties_open(meeting)), None)
    return Chosen(tuple(cards), tuple(card for card in cards if card.pk not in known), product, duty)


def product_begun(meeting: Meeting) -> Product | None:
    """The product that was begun from the meeting: the one being written, newest first; else the newest."""
    begun = Product.objects.filter(source_kind="meeting", source_id=meeting.pk).order_by("-created_at", "id")
    written = Version.objects.in_the_making().values("product")
    found: Product | None = begun.filter(pk__in=written).first() or begun.first()
    return found
