"""What must be true of guidance, whoever asks."""

from pejl.guidance.policies.blocks import (
    LONGEST,
    MOST_BLOCKS,
    content_of,
    gaps,
    link_of,
    obligation_of,
    part_of,
    require_in_the_making,
    require_no_gaps,
    require_room,
)

__all__ = [
    "LONGEST",
    "MOST_BLOCKS",
    "content_of",
    "gaps",
    "link_of",
    "obligation_of",
    "part_of",
    "require_in_the_making",
    "require_no_gaps",
    "require_room",
]
