"""What was laid before the authors of a draft and stands in none of its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejl.guidance.models import Block, BroughtCard, Version
from pejl.guidance.names import BlockKind, Part
from pejl.guidance.queries.products import left_over


@dataclass(frozen=True)
class Pile:
    """Cards that were laid on one pile, or a single card."""

    name: str
    cards: tuple[BroughtCard, ...]

    @property
    def ids(self) -> str:
        """The cards as an address names them."""
        return ",".join(str(card.card_id) for card in self.cards)


def piles_left_over(version: Version) -> list[Pile]:
    """The cards that are left over, those of one pile together."""
    piles: dict[object, list[BroughtCard]] = {}
    for card in left_over(version):
        piles.setdefault(card.alike or card.card_id, []).append(card)
    return [Pile(cards[0].alike_name, tuple(cards)) for cards in piles.values()]


def written_from_cards(version: Version) -> Part | None:
    """The part whose blocks are made of cards: marks first, else the first part whose blocks are one text."""
    parts = version.made_of
    marks = (part for part in parts if part.kind == BlockKind.MARK)
    texts = (part for part in parts if part.kind in (BlockKind.PARAMETER, BlockKind.TEXT))
    return next(marks, None) or next(texts, None)


def rule_under(block: Block) -> Block | None:
    """The rule that a guiding mark rests on, as it stands in the same version; asked once for all its marks."""
    lineage = block.content.get("rule")
    if not lineage:
        return None
    version = block.version
    if "rules_by_lineage" not in vars(version):
        rules: Sequence[Block] = Block.objects.standing().filter(version=version, kind=BlockKind.RULE)
        vars(version)["rules_by_lineage"] = {str(one.lineage): one for one in rules}
    found: Block | None = vars(version)["rules_by_lineage"].get(lineage)
    return found
