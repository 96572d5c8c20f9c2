"""What a Word paper consists of: paragraphs, and tables of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Para:
    """A paragraph in one of the styles of ``looks``; line ends in it stay.

    ``label`` is a word in front, with a tab after it; ``indent`` counts steps to the right.
    """

    style: str
    text: str = ""
    label: str = ""
    indent: int = 0
    begins_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table; one that is short stays on one page."""

    cells: Sequence[Sequence[Para]]
    is_quiet: bool = False

    @property
    def is_short(self) -> bool:
        """Whether a page never has to break inside it."""
        return sum(len(para.text) for cell in self.cells for para in cell) < 900


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a header row, which comes again on every page it reaches; ``widths`` are in millimetres."""

    title: str
    header: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Row]


Block = Para | Table


def prose(text: str, *, style: str, indent: int = 0) -> Iterator[Para]:
    """What people type: an empty line begins a paragraph, lines that begin with "- " make a list."""
    lines: list[str] = []
    for line in [*text.strip().splitlines(), ""]:
        is_point = line.startswith("- ")
        if lines and (is_point or not line.strip()):
            yield Para(style=style, text="\n".join(lines), indent=indent)
            lines = []
        if is_point:
            yield Para(style="Point", text=line[2:], indent=indent)
        elif line.strip():
            lines.append(line)
