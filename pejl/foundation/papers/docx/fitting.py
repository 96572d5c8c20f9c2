"""The largest letters with which a paper fits on its page.

Word sets the page itself, so the height is reckoned, from each style's size and the width of Calibri's letters. Where
no step fits, the paper is set in the ordinary size on as many pages as it needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from pejl.foundation.papers.docx.blocks import Block, Drawing, Para, Row, Table
from pejl.foundation.papers.docx.looks import (
    CELL_PADDING,
    INDENT,
    LEADING,
    LOOKS,
    ORDINARY,
    STEPS,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    Step,
)

POINT = 25.4 / 72
# The mean width of a letter of Calibri in Danish text, of its size, and a little more: lines never fill quite.
LETTER, BOLD_LETTER = 0.435, 0.46
# So much of the page may be filled by reckoning: LibreOffice agreed within a twentieth.
SURE = 0.97


def step_for(pages: Callable[[Step], Iterable[Sequence[Block]]]) -> Step:
    """The first step with which each of ``pages`` (as they are at that step) is no higher than a page."""
    fitting = (step for step in STEPS if all(height(page, step) <= SURE * TEXT_HEIGHT for page in pages(step)))
    return next(fitting, ORDINARY)


def height(blocks: Sequence[Block], step: Step) -> float:
    """How high the blocks stand above each other, in millimetres."""
    return sum(_block(one, step) for one in blocks)


def _block(one: Block, step: Step) -> float:
    if isinstance(one, Drawing):
        return one.height
    return _table(one, step) if isinstance(one, Table) else _para(one, TEXT_WIDTH, step)


def half_points(points: float) -> int:
    """A size of letters as Word counts it."""
    return round(2 * points)


def _table(table: Table, step: Step) -> float:
    header = Row(cells=[[Para(style="TableHead", text=text)] for text in table.header])
    return sum(_row(row, table.widths, step) for row in (header, *table.rows))


def _row(row: Row, widths: Sequence[int], step: Step) -> float:
    cells = (sum(_para(para, width - 2, step) for para in cell) for cell, width in zip(row.cells, widths, strict=True))
    return max(cells) + 2 * CELL_PADDING * step.air * POINT + 0.2


def _para(para: Para, width: float, step: Step) -> float:
    look = LOOKS[para.style]
    size = half_points(look.size * step.letters) / 2
    room = max(width - look.left - para.indent * INDENT, 20)
    letter = size * POINT * (BOLD_LETTER if look.is_bold else LETTER)
    lines = sum(max(1, math.ceil(len(line) * letter / room)) for line in para.text.split("\n"))
    return (lines * size * LEADING * step.line + (look.above + look.below) * step.air) * POINT
