"""An agenda as Word's paragraphs and one table."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.foundation.papers.docx.blocks import Block, Para, Row, Table, prose
from pejl.foundation.papers.docx.looks import Step
from pejl.foundation.papers.docx.masthead import facts_together, masthead, points, said
from pejl.foundation.papers.sheets import Agenda, Item, Programme

WIDTHS = (25, 88, 39, 18)
CLOSE = (21, 47, 85, 17)


def blocks(agenda: Agenda, step: Step) -> Iterator[Block]:
    """The whole paper, in reading order."""
    yield from masthead(agenda, step)
    if agenda.purposes and agenda.purposes.entries:
        yield Para(style="Heading1", text=agenda.purposes.heading)
        yield from points(agenda.purposes.entries)
    if agenda.programme and agenda.programme.items:
        yield Para(style="Heading1", text=agenda.programme.heading)
        yield programme(agenda.programme, step)
    for section in (agenda.participants, agenda.remarks):
        if section and section.text:
            yield Para(style="Heading1", text=section.heading)
            yield from prose(section.text, style="Normal")


def programme(told: Programme, step: Step) -> Table:
    """The items, each with what runs inside it on rows below; what runs at the same time has the same time."""
    rows = [row for item in told.items for row in _rows(item, step)]
    time, title, who, about, length = told.columns
    header = (time, title, about if step.is_close else who, length)
    return Table(
        title=told.heading, header=header, widths=CLOSE if step.is_close else WIDTHS, rows=rows, ends_right=True
    )


def _rows(item: Item, step: Step, depth: int = 0) -> Iterator[Row]:
    is_light = depth > 0 or item.is_quiet
    title = Para(style="Part" if is_light else "Item", text=item.title, indent=depth)
    who = [Para(style="Detail", text=item.who, indent=depth if step.is_close else 0)] if item.who else []
    below = list(_said_of(item, step, 0 if step.is_close else depth))
    yield Row(
        cells=(
            [Para(style="LightClock" if is_light else "Clock", text=item.clock)],
            *(([title, *who], below) if step.is_close else ([title, *below], who)),
            [Para(style="Length", text=item.length)],
        ),
        is_quiet=item.is_quiet,
    )
    for beside in item.parts:
        for part in beside:
            yield from _rows(part, step, depth + 1)


def _said_of(item: Item, step: Step, depth: int) -> Iterator[Para]:
    yield from prose(item.text, style="Normal", indent=depth)
    if step.is_close:
        yield from facts_together(item.facts, style="Detail")
    else:
        yield from (Para(style="Detail", text=said(fact), indent=depth) for fact in item.facts)
    yield from points(item.points, indent=depth)
    if item.notes:
        yield Para(style="NoteHeading", text=item.notes.heading, indent=depth)
        yield from prose(item.notes.text, style="Note", indent=depth)
