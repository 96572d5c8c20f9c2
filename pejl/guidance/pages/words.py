"""How a block is called and what its fields hold, in words; handed to the templates."""

from __future__ import annotations

from typing import Any

from pejl.foundation.formats import dates
from pejl.guidance.models import Block
from pejl.guidance.names import Field, Holds


def held(block: Block, field: Field) -> str:
    """What a field of a block holds, as it is read."""
    value = block.content.get(field.name)
    if not value:
        return ""
    if field.holds is Holds.DAY:
        day = block.day(field.name)
        return dates.long(day) if day else ""
    if field.holds is Holds.CHOICE and field.choices:
        return str(dict(field.choices.choices).get(value, value))
    return str(field.label) if field.holds is Holds.FLAG else str(value)


def shape(block: Block) -> tuple[Field, ...]:
    """What a block holds, by the part of its version that it belongs to; the version must be at hand."""
    part = block.version.part(block.part)
    return part.shape if part else ()


#: What the templates of this module know beside their own context.
WORDS: dict[str, Any] = {"shape": shape, "held": held}
