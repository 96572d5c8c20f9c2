"""A page for each group as Word's paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from pejl.foundation.papers.docx.blocks import Block, Para
from pejl.foundation.papers.docx.masthead import facts, points, sender
from pejl.foundation.papers.sheets import Group, Groups


def page(groups: Groups, group: Group, *, begins_page: bool = False) -> Iterator[Block]:
    """One group's page."""
    yield sender(groups, begins_page=begins_page)
    yield Para(style="Kicker", text=groups.title)
    yield Para(style="GroupName", text=group.name)
    yield from facts(group.facts)
    for entries in group.lists:
        if entries.entries:
            yield Para(style="Heading2", text=entries.heading)
            yield from points(entries.entries)
