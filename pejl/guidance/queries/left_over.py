"""What was laid before the authors of a draft and stands in none of its blocks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from pejl.guidance.models import BroughtCard, Evidence, Version
from pejl.guidance.names import BlockKind, Part, in_piles


@dataclass(frozen=True)
class Pile:
    """Cards that were laid on one pile, or a single card."""

    name: str
    cards: tuple[BroughtCard, ...]

    @property
    def ids(self) -> str:
        """The cards as an address names them."""
        return ",".join(str(card.card_id) for card in self.cards)


def left_over(version: Version) -> QuerySet[BroughtCard]:
    """Cards that were laid before the authors and that no block of this version rests on, by pile and time."""
    used = Evidence.objects.filter(block__version=version, block__removed_at=None).values("card_id")
    found = BroughtCard.objects.filter(product=version.product_id).exclude(card_id__in=used)
    return found.order_by("alike_name", "alike", "at", "id")


def piles_left_over(version: Version) -> list[Pile]:
    """The cards that are left over, those of one pile together."""
    return [Pile(cards[0].alike_name, tuple(cards)) for cards in in_piles(left_over(version))]


def written_from_cards(version: Version) -> Part | None:
    """The part whose blocks are made of cards: marks first, else the first part whose blocks are one text."""
    parts = version.made_of
    marks = (part for part in parts if part.kind == BlockKind.MARK)
    texts = (part for part in parts if part.kind in (BlockKind.PARAMETER, BlockKind.TEXT))
    return next(marks, None) or next(texts, None)
