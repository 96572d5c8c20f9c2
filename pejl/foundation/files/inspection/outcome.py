"""What came of looking over a file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Place(StrEnum):
    """Where in a file a text stands."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"
    SLIDE = "slide"
    NOTES = "notes"
    COMMENTS = "comments"
    HEADER = "header"
    PROPERTIES = "properties"
    ELSEWHERE = "elsewhere"


#: Between texts that have nothing to do with each other, so that no number seems to run from one into the next.
APART = "¶"
#: Places whose number is the line's own; elsewhere the passage has one.
COUNTED_BY_LINE = frozenset({Place.LINE, Place.PARAGRAPH})


@dataclass(frozen=True)
class Passage:
    """Text of one place, a line for each paragraph; ``number`` is that of the page or slide."""

    place: Place
    text: str
    number: int = 0


@dataclass(frozen=True)
class Outcome:
    """The file as it may be kept, and all the text that was found in it; ``measures`` are a picture's in pixels."""

    content: bytes
    passages: list[Passage] = field(default_factory=list)
    measures: tuple[int, int] | None = None

    def told(self) -> dict[str, Any]:
        """What the other process is told beside the content."""
        return {"passages": [asdict(passage) for passage in self.passages], "measures": self.measures}
