"""What a Word paper consists of: paragraphs, and tables of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pejl.foundation.formats.richtext import Run
from pejl.foundation.papers.sheets import Picture


@dataclass(frozen=True, eq=False)
class Series:
    """A list; its items share it. One with a ``start`` is numbered from there, so that each begins anew."""

    start: int | None = None


BULLETS = Series()
"""Lists of points go on from each other: none of them is counted."""


@dataclass(frozen=True, kw_only=True)
class Para:
    """A paragraph in one of the styles of ``looks``; line ends in it stay.

    ``label`` is a word in front, with a tab after it; ``indent`` counts steps to the right. ``runs`` are its words
    where they have looks and links of their own, instead of ``text``. ``series`` makes it an item of a list, as deep
    in other lists as ``level`` says; without one it may belong to an item and stand below it.
    """

    style: str
    text: str = ""
    label: str = ""
    indent: int = 0
    begins_page: bool = False
    runs: Sequence[Run] = ()
    series: Series | None = None
    level: int = 0

    @property
    def looks(self) -> Sequence[Run]:
        """Its words, each stretch with its look."""
        return self.runs or (Run(self.text),)

    @property
    def words(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.looks)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table; one that is short stays on one page. ``height`` is the least it has, in millimetres."""

    cells: Sequence[Sequence[Para]]
    is_quiet: bool = False
    height: int = 0

    @property
    def is_short(self) -> bool:
        """Whether a page never has to break inside it."""
        return sum(len(para.words) for cell in self.cells for para in cell) < 900


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a header row, which comes again on every page it reaches; ``widths`` are in millimetres.

    ``is_boxed`` draws its cells all around, as what one writes in has it.
    """

    title: str
    header: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Row] = field(default_factory=list)
    ends_right: bool = False
    is_boxed: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """A picture on a line of its own, kept with what follows; ``width`` and ``height`` are in millimetres."""

    picture: Picture
    width: float
    height: float


Block = Para | Table | Drawing


def paragraphs(blocks: Sequence[Block]) -> Iterator[Para]:
    """Every paragraph, those of tables too, in reading order."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        elif isinstance(block, Table):
            yield from (para for row in block.rows for cell in row.cells for para in cell)


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
