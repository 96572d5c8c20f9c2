"""The main pages, and which rows each shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pejl.foundation.notices.models import Notice
from pejl.guidance.models import Block, Product
from pejl.meetings.models import AgendaItem
from pejl.room.models import Card
from pejl.themes.models import Theme


@dataclass(frozen=True)
class Page:
    """A page: its name here, its path (``{…}`` is filled from the history), and the rows it shows most of."""

    name: str
    path: str
    model: Any
    column: str
    rows: int


PAGES = (
    Page("my overview", "/", Notice, "subject", 25),
    Page("themes", "/temaer/", Theme, "title", 25),
    Page("theme table", "/temaer/bordet/", Theme, "title", 18),
    Page("guidance list", "/pejlemaerker/", Product, "title", 25),
    Page("room", "/moeder/{meeting}/rum/", Card, "text", 50),
    Page("action guide", "/pejlemaerker/{product}/", Block, "kind", 25),
)
# Measured by itself (bench/editor.py): an agenda of this many items.
EDITOR = Page("editor", "/moeder/{meeting}/dagsorden/", AgendaItem, "label", 40)
# Measured by themselves too (bench/guidance.py): a guide of ten pages, and what is kept of a text while one writes.
GUIDE = Page("guide of ten pages", "/pejlemaerker/{product}/", Block, "kind", 70)
KEPT = Page("what one is writing", "/kladde/", Block, "kind", 1)
BY_NAME = {page.name: page for page in (*PAGES, EDITOR, GUIDE, KEPT)}
