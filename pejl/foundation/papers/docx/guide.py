"""A product of any kind as Word's paragraphs, lists and tables: its sections as they follow on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pejl.foundation.formats import links
from pejl.foundation.formats.richtext import Run
from pejl.foundation.papers.docx.blocks import BULLETS, Block, Drawing, Para, Row, Series, Table
from pejl.foundation.papers.docx.looks import TEXT_WIDTH, Step
from pejl.foundation.papers.docx.masthead import masthead
from pejl.foundation.papers.docx.rich import DEEPEST, bold, rich
from pejl.foundation.papers.sheets import (
    Blank,
    Blanks,
    Definition,
    Definitions,
    Entries,
    Files,
    Guide,
    History,
    Instruction,
    Instructions,
    Outline,
    Picture,
    Point,
    Questions,
    Reference,
    References,
    Section,
    Situations,
    Tool,
    Tools,
    Writing,
)

# More columns than this stand one below the other.
MOST_ACROSS = 5
# What hangs to the left of an instruction and of a tool, in steps.
BESIDE_FORCE, BESIDE_NUMBER = 5, 6
# Room to write by hand, in millimetres: a line, and some.
A_LINE, SOME_LINES = 13, 30
# The height of a picture at most, in millimetres, and its points to the inch at least.
MOST_HEIGHT, SHARP = 150, 130


def blocks(guide: Guide, step: Step) -> Iterator[Block]:
    """The whole paper, in reading order."""
    yield from masthead(guide, step)
    for one in guide.about:
        yield from _definition(one)
    for section in guide.sections:
        if section.heading:
            yield Para(style="Heading1", text=section.heading)
        yield from _DRAWN[type(section)](section)


def _writing(told: Writing) -> Iterator[Block]:
    yield from rich(told.text, heads=True)


def _entries(told: Entries) -> Iterator[Block]:
    for entry in told.entries:
        yield Para(style="Point", text=entry, series=BULLETS)


def _definitions(told: Definitions) -> Iterator[Block]:
    for one in told.entries:
        yield from _definition(one)


def _definition(one: Definition) -> Iterator[Para]:
    yield Para(style="Term", text=one.name)
    yield from rich(one.text)


def _instructions(told: Instructions) -> Iterator[Block]:
    for entry in told.entries:
        yield from _instruction(entry)


def _instruction(entry: Instruction) -> Iterator[Para]:
    """Its force to the left of its first paragraph; the rest, the rule and the evidence below that."""
    first, *rest = [*rich(entry.text, indent=BESIDE_FORCE)] or [Para(style="Normal")]
    is_led = first.series is None and first.style == "Normal"
    yield Para(style="Instruction", label=entry.word, runs=first.runs if is_led else (), text=first.text)
    yield from rest if is_led else (first, *rest)
    if entry.citation:
        yield Para(style="Detail", text=entry.citation, indent=BESIDE_FORCE)
    for one in entry.evidence:
        yield from (Para(style="Quote", text=para.words, indent=BESIDE_FORCE) for para in rich(one.quote))
        yield Para(style="Source", text=one.source, indent=BESIDE_FORCE)


def _situations(told: Situations) -> Iterator[Block]:
    if 0 < len(told.columns) <= MOST_ACROSS:
        yield _situation_table(told)
        return
    for row in told.rows:
        yield Para(style="Heading2", text=row.name)
        for title, text in zip(told.columns, row.cells, strict=True):
            if text:
                yield Para(style="Heading3", text=title)
                yield from rich(text)


def _situation_table(told: Situations) -> Table:
    rows = []
    for one in told.rows:
        first, *others = [list(rich(text, style="Cell")) for text in one.cells]
        name = [Para(style="Cell", runs=bold(one.name))] if one.name else []
        rows.append(Row(cells=[[*name, *first], *others]))
    return Table(title=told.heading, header=told.columns, widths=_across(len(told.columns)), rows=rows)


def _across(columns: int) -> list[int]:
    """The first column is wider: what the situation is stands there."""
    other = round(TEXT_WIDTH / (columns + (0.6 if columns > 2 else 0.04)))
    return [TEXT_WIDTH - other * (columns - 1), *[other] * (columns - 1)]


def _tools(told: Tools) -> Iterator[Block]:
    for group in told.groups:
        yield Para(style="Heading2", text=group.heading)
        for tool in group.tools:
            yield from _tool(tool)


def _tool(tool: Tool) -> Iterator[Para]:
    """Its number to the left of its title; the title stands where it does, also without one."""
    if tool.number:
        yield Para(style="Tool", label=tool.number, text=tool.title)
    else:
        yield Para(style="Normal", text=tool.title, indent=BESIDE_NUMBER)
    if tool.note:
        yield Para(style="Detail", text=tool.note, indent=BESIDE_NUMBER)


def _references(told: References) -> Iterator[Block]:
    for group in told.groups:
        yield Para(style="Heading2", text=group.heading)
        if not group.references:
            yield Para(style="Detail", text=group.none)
        for one in group.references:
            yield Para(style="Point", runs=list(_reference(one)), series=BULLETS)


def _reference(one: Reference) -> Iterator[Run]:
    """A line each; the address can be followed on a screen and read on paper."""
    yield Run(one.title)
    if one.detail:
        yield Run(f"\n{one.detail}")
    if one.address:
        yield Run("\n")
        yield Run(one.address, link=one.address if links.is_link(one.address) else "")


def _history(told: History) -> Iterator[Block]:
    rows = [
        Row(
            cells=[list(rich(text, style="Cell")) for text in (one.number, one.published, one.responsible, one.changes)]
        )
        for one in told.versions
    ]
    yield Table(title=told.heading, header=told.columns, widths=(18, 38, 44, 70), rows=rows)


def _questions(told: Questions) -> Iterator[Block]:
    series = Series(1)
    for question in told.entries:
        yield Para(style="Normal", runs=bold(question.text), series=series)
        yield from rich(question.help, indent=1)


def _blanks(told: Blanks) -> Iterator[Block]:
    """Each field a row: what is asked and what to think of, and beside it what is said, or room for it."""
    rows = [Row(cells=[list(_asked(one)), list(rich(one.answer))], height=_room(one)) for one in told.entries]
    yield Table(title=told.heading, header=told.columns, widths=(62, 108), rows=rows, is_boxed=True)


def _room(one: Blank) -> int:
    return 0 if one.answer else A_LINE if one.is_short else SOME_LINES


def _asked(one: Blank) -> Iterator[Para]:
    yield Para(style="Item", text=one.name)
    if one.note:
        yield Para(style="Detail", text=one.note)
    yield from rich(one.guide, style="Cell")


def _outline(told: Outline) -> Iterator[Block]:
    yield from _branch(told.points)


def _branch(points: Sequence[Point], level: int = 0) -> Iterator[Para]:
    for one in points:
        yield Para(style="Point", text=one.text, series=BULLETS, level=level)
        yield from _branch(one.under, min(level + 1, DEEPEST))


def _files(told: Files) -> Iterator[Block]:
    for one in told.entries:
        if one.picture is None:
            yield Para(style="Point", text="\n".join(filter(None, [one.name, one.detail])), series=BULLETS)
        else:
            yield _drawing(one.picture)
            yield Para(style="Caption", text=one.name)


def _drawing(picture: Picture) -> Drawing:
    """As large as it is sharp, no wider than the text, and no higher than leaves room for its name."""
    highest = MOST_HEIGHT * picture.width / picture.height
    width = min(TEXT_WIDTH, picture.width * 25.4 / SHARP, highest)
    return Drawing(picture=picture, width=width, height=width * picture.height / picture.width)


_DRAWN: dict[type[Section], Callable[[Any], Iterator[Block]]] = {
    Writing: _writing,
    Entries: _entries,
    Definitions: _definitions,
    Instructions: _instructions,
    Situations: _situations,
    Tools: _tools,
    References: _references,
    History: _history,
    Questions: _questions,
    Blanks: _blanks,
    Outline: _outline,
    Files: _files,
}
