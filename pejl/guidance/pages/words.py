"""How a block is called and what its fields hold, in words; handed to the templates."""

from __future__ import annotations

from typing import Any

from pejl.foundation.files.sentences import sort_and_size
from pejl.guidance.models import Block
from pejl.guidance.names import Field
from pejl.guidance.queries import for_next_version, held, piles_left_over, told_of, written_from_cards


def shape(block: Block) -> tuple[Field, ...]:
    """What a block holds, by the part of its version that it belongs to; the version must be at hand."""
    part = block.version.part(block.part)
    return part.shape if part else ()


#: What the templates of this module know beside their own context.
WORDS: dict[str, Any] = {
    "shape": shape,
    "held": held,
    "told_of": told_of,
    "sort_and_size": sort_and_size,
    "for_next_version": for_next_version,
    "piles_left_over": piles_left_over,
    "written_from_cards": written_from_cards,
}
