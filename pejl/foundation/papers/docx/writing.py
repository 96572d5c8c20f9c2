"""The file: blocks filled into the parts of an Office Open XML document, and these zipped."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any
from urllib.parse import quote

import jinja2

from pejl.foundation.formats.richtext import Run
from pejl.foundation.papers.characters import writable
from pejl.foundation.papers.docx import agenda, fitting, groups, guide, looks, minutes
from pejl.foundation.papers.docx.blocks import BULLETS, Block, Drawing, paragraphs
from pejl.foundation.papers.docx.looks import Step
from pejl.foundation.papers.sheets import Agenda, Groups, Guide, Minutes

WordSheet = Agenda | Groups | Guide | Minutes

# The parts by their name in the file, with the template each is made from. The first must come first.
PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "relations.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_relations.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/header.xml": "header.xml",
    "word/footer.xml": "footer.xml",
    "word/footer_first.xml": "footer.xml",
}
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
# A time before which zip knows none: the same words give the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+")
PIECES = re.compile(f"(\n|{RTL.pattern}(?:[\\s\\d]*{RTL.pattern})*)")
FIRST_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is written in one direction; an empty one is the end of a line."""

    text: str
    is_rtl: bool


def word(sheet: WordSheet, *, language: str) -> bytes:
    """The paper as a Word file (.docx). ``language`` is ``da`` or ``en``: how it is spelt, divided and read aloud.

    The same arguments give the same bytes. No text in it can be anything but text: no macro, no field, and no
    link but those of rich text and references (``formats.links``).
    """
    # Guides and minutes are read from page to page; the others are to be seen at one glance.
    is_read = isinstance(sheet, Guide | Minutes)
    step = looks.ORDINARY if is_read else fitting.step_for(lambda step: _pages(sheet, step))
    blocks = [block for page in _pages(sheet, step) for block in page]
    drawings = [block for block in blocks if isinstance(block, Drawing)]
    known: dict[str, Any] = {
        "sheet": sheet,
        "blocks": blocks,
        **_named(blocks),
        "drawings": drawings,
        "step": step,
        "language": LANGUAGES[language],
        "has_running_head": not isinstance(sheet, Groups),
    }
    texts = {name: _template(source).render(known).encode() for name, source in PARTS.items()}
    return _zipped(texts | {f"word/{media(one, drawings)}": one.picture.content for one in drawings})


def media(drawing: Drawing, drawings: Sequence[Drawing]) -> str:
    """In which file a picture lies."""
    return f"media/image{drawings.index(drawing) + 1}.{drawing.picture.extension}"


def _named(blocks: Sequence[Block]) -> dict[str, Any]:
    """By what names the file knows its lists and where its links lead."""
    all_ = list(paragraphs(blocks))
    series = dict.fromkeys([BULLETS, *(one.series for one in all_ if one.series)])
    links = dict.fromkeys(run.link for one in all_ for run in one.runs if run.link)
    return {
        "numbers": {one: number for number, one in enumerate(series, start=1)},
        "links": {address: f"link{number}" for number, address in enumerate(links, start=1)},
    }


def _pages(sheet: WordSheet, step: Step) -> list[list[Block]]:
    """What should each stand on one page; guides and minutes take as many as they need."""
    if isinstance(sheet, Agenda):
        return [list(agenda.blocks(sheet, step))]
    if isinstance(sheet, Guide):
        return [list(guide.blocks(sheet, step))]
    if isinstance(sheet, Minutes):
        return [list(minutes.blocks(sheet, step))]
    return [list(groups.page(sheet, group, begins_page=at > 0)) for at, group in enumerate(sheet.groups)]


def pieces(text: str) -> Iterator[Piece]:
    """The text cut where its direction changes and where its lines end."""
    for part in PIECES.split(writable(text)):
        if part == "\n":
            yield Piece("", is_rtl=False)
        elif part:
            yield Piece(part, is_rtl=RTL.match(part) is not None)


def is_rtl(text: str) -> bool:
    """Whether a paragraph is read from right to left: its first letter says."""
    first = FIRST_LETTER.search(text)
    return first is not None and RTL.match(first[0]) is not None


def linked(runs: Iterable[Run]) -> list[tuple[str, list[Run]]]:
    """The runs with those together that lead to the same address, or nowhere."""
    return [(link, list(some)) for link, some in groupby(runs, key=lambda run: run.link)]


def target(address: str) -> str:
    """An address with nothing in it that a reader of the file might stumble over: other letters as their bytes."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~", errors="replace")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return file.getvalue()


@cache
def _template(source: str) -> jinja2.Template:
    return _environment().get_template(source)


@cache
def _environment() -> jinja2.Environment:
    """Everything that is filled in is escaped; a name that is misspelt is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pejl.foundation.papers.docx", "parts"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "pieces": pieces,
        "is_rtl": is_rtl,
        "linked": linked,
        "target": target,
        "writable": writable,
        "twips": _twips,
        "numbered": _numbered,
        "half_points": fitting.half_points,
        "is_table": lambda block: hasattr(block, "rows"),
        "is_drawing": lambda block: isinstance(block, Drawing),
        "media": media,
        "emus": _emus,
    }
    environment.filters.update(filters)
    environment.globals["looks"] = looks
    return environment


def _twips(millimetres: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def _emus(millimetres: float) -> int:
    """A drawing's unit of length: 36,000 to a millimetre."""
    return round(millimetres * 36_000)


def _numbered(sentence: str) -> Sequence[str]:
    """A sentence about the page's number cut into words and the two numbers, which stand for themselves."""
    return [part for part in re.split(r"(\{pages?\})", sentence) if part]
