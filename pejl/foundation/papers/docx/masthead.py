"""What stands at the top of every Word paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pejl.foundation.papers.docx.blocks import Block, Para
from pejl.foundation.papers.docx.looks import Step
from pejl.foundation.papers.sheets import Fact, Sheet


def masthead(sheet: Sheet, step: Step) -> Iterator[Block]:
    """Whose paper it is, its title, a warning, and its facts."""
    yield sender(sheet)
    yield Para(style="Title", text=sheet.title)
    if sheet.notice:
        yield Para(style="Notice", text=sheet.notice)
    yield from facts_together(sheet.facts, style="Normal") if step.is_close else facts(sheet.facts)


def sender(sheet: Sheet, *, begins_page: bool = False) -> Para:
    """The job centre's name, and to the right what this is."""
    return Para(style="Sender", label=sheet.place, text=sheet.kind, begins_page=begins_page)


def facts(told: Sequence[Fact]) -> Iterator[Para]:
    """A line for each."""
    return (Para(style="Fact", label=fact.label, text=fact.value) for fact in told)


def facts_together(told: Sequence[Fact], *, style: str) -> Iterator[Para]:
    """All after each other, where there is little room."""
    if told:
        yield Para(style=style, text=" · ".join(map(said, told)))


def said(fact: Fact) -> str:
    """A fact in words."""
    return f"{fact.label}: {fact.value}"


def points(entries: Sequence[str], indent: int = 0) -> Iterator[Para]:
    """A list."""
    return (Para(style="Point", text=entry, indent=indent) for entry in entries)
