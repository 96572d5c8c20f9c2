"""How a block is called and what its fields hold, in words; handed to the templates."""

from __future__ import annotations

from typing import Any

from pejl.foundation.formats import dates
from pejl.guidance.models import Block
from pejl.guidance.names import SHAPES, Field, Holds

_FEW = 6


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


def called(block: Block) -> str:
    """What one calls a block: its own title, or else how its text begins."""
    own = next((block.content.get(name) for name in ("title", "name", "heading") if block.content.get(name)), "")
    return str(own) or beginning(str(block.content.get("text", "")))


def beginning(text: str) -> str:
    """The first few words of a text."""
    words = text.split()
    return " ".join(words[:_FEW]) + (" …" if len(words) > _FEW else "")


#: What the templates of this module know beside their own context.
WORDS: dict[str, Any] = {"shapes": SHAPES, "held": held, "called": called}
