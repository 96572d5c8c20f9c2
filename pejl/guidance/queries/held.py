"""What the fields of a block hold, in words."""

from __future__ import annotations

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
    return str(field.label) if value is True else str(value)
