"""Minutes as Word's paragraphs, and a table of the times."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.foundation.papers.docx.blocks import Block, Para, Row, Table, prose
from pejl.foundation.papers.docx.looks import Step
from pejl.foundation.papers.docx.masthead import masthead
from pejl.foundation.papers.sheets import Chapter, Minutes, Noted, Passage, Times

WIDTHS = (90, 40, 40)


def blocks(minutes: Minutes, step: Step) -> Iterator[Block]:
    """The whole paper, in reading order."""
    yield from masthead(minutes, step)
    for chapter in minutes.chapters:
        yield from _chapter(chapter)


def _chapter(chapter: Chapter) -> Iterator[Block]:
    yield Para(style="Heading1", text=chapter.heading)
    for passage in chapter.passages:
        yield from _passage(passage, style="BeforeTable" if chapter.times else "Normal")
    if chapter.times:
        yield _times(chapter.times, title=chapter.heading)


def _passage(passage: Passage, *, style: str) -> Iterator[Para]:
    if passage.heading:
        yield Para(style="MinorHeading" if passage.is_minor else "PassageHeading", text=passage.heading)
    yield from prose(passage.text, style=style)
    for entry in passage.entries:
        yield Para(style="Point", text=_entry(entry))


def _entry(entry: Noted) -> str:
    """What is noted stands on a line of its own, below what it is about."""
    text = " ".join(entry.text.split())
    return f"{text}\n{entry.note}" if entry.note else text


def _times(times: Times, *, title: str) -> Table:
    rows = [
        Row(
            cells=(
                [Para(style="Part", text=item)],
                [Para(style="Detail", text=planned)],
                [Para(style="Length", text=real)],
            )
        )
        for item, planned, real in times.rows
    ]
    return Table(title=title, header=times.columns, widths=WIDTHS, rows=rows, ends_right=True)
