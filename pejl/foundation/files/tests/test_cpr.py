"""A CPR number in a file is found wherever a person could read it, and the sentence says where, never the number."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from django.utils import translation
from docx import Document

from pejl.foundation.files.examining import CprInFile, _require_no_cpr
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.looking import look
from pejl.foundation.files.tests.disarmed import chart
from pejl.foundation.files.tests.harmless import deck, document, paper
from pejl.foundation.files.tests.packages import (
    PACKAGE,
    page,
    paragraph,
    relations,
    slides,
    types,
    word,
    word_parts,
    zipped,
)
from pejl.foundation.files.tests.unpacking import parts_of

pytestmark = pytest.mark.once


def number() -> str:
    """An impossible one (day + 60), a new one each time."""
    chance = random.Random()
    return f"{chance.randint(61, 88)}{chance.randint(1, 12):02}{chance.randint(10, 99)}-{chance.randint(1000, 9999)}"


def said_of(content: bytes, kind: Kind) -> str:
    """The sentence about a file that is refused."""
    with pytest.raises(CprInFile) as refused, translation.override("en"):
        _require_no_cpr(look(content, kind).told()["passages"])
    return refused.value.message


def part(name: str, type_: str, text: str) -> bytes:
    """A Word file with a part that says this."""
    inside = f'<w:x xmlns:w="urn:w">{paragraph(text)}</w:x>'
    return zipped(word_parts(None, ("rId1", type_, name)) | {f"word/{name}": inside})


def property_of(text: str) -> bytes:
    """A Word file with a title."""
    root = relations(
        ("rId1", "officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )
    return zipped(word_parts() | {"_rels/.rels": root, "docProps/core.xml": f"<a><title>{text}</title></a>"})


def split(text: str) -> str:
    """A paragraph with a run for each character, as Word leaves them after corrections."""
    return paragraph(*text)


def row(*cells: str) -> str:
    """A row of a table."""
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def drawing(number: str) -> bytes:
    """A Word file with words in a drawing."""
    parts = word_parts(None, ("rId1", "image", "media/a.svg"))
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    more = {
        "word/media/a.svg": f"<svg><text>Borger {number}</text></svg>",
        "[Content_Types].xml": types(main, "word/document.xml", svg="image/svg+xml"),
    }
    return zipped(parts | more)


WORD: dict[str, tuple[Callable[[str], bytes], str]] = {
    "paragraph": (lambda n: word(paragraph("hej") + paragraph(f"Borger {n}")), "In paragraph 2 of the file"),
    "python-docx": (lambda n: document("a", f"Borger {n} ringede", "b"), "In paragraph 3 of the file"),
    "runs": (lambda n: word(paragraph("hej") + split(f"Borger {n}")), "In paragraph 2 of the file"),
    "cells": (lambda n: document(table=tuple(n.split("-"))), "of the file"),
    "row": (lambda n: word(row(*n.split("-"))), "In paragraph 1 of the file"),
    "table in a table": (lambda n: word(row("a", "b").replace(paragraph("b"), row(*n.split("-")))), "In paragraph 1"),
    "text box": (
        lambda n: word(f"<w:p><w:r><w:txbxContent>{split(n)}</w:txbxContent></w:r></w:p>"),
        "In paragraph 1 of the file",
    ),
    "taken out, but tracked": (
        lambda n: word(f"<w:p><w:del><w:r><w:delText>{n}</w:delText></w:r></w:del></w:p>"),
        "paragraph 1",
    ),
    "hyphen of its own": (
        lambda n: word(paragraph(n[:6], "@", n[7:]).replace("<w:t>@</w:t>", "<w:noBreakHyphen/>")),
        "In paragraph 1 of the file",
    ),
    "header": (lambda n: part("header1.xml", "header", n), "In the header or footer"),
    "footer": (lambda n: part("footer1.xml", "footer", n), "In the header or footer"),
    "footnote": (lambda n: part("footnotes.xml", "footnotes", n), "In the notes of the file"),
    "comment": (lambda n: part("comments.xml", "comments", n), "In the comments of the file"),
    "glossary": (lambda n: part("glossary/document.xml", "glossaryDocument", n), "of the file"),
    "title": (lambda n: property_of(f"Sag {n}"), "In the properties of the file"),
    "python-docx title": (lambda n: document(title=f"Sag {n}"), "In the properties of the file"),
    "alternative text": (lambda n: word(f'<w:p><w:docPr id="1" descr="Borger {n}"/></w:p>'), "In paragraph"),
    "name of a picture": (lambda n: word(f'<w:p><w:docPr id="1" name="{n}.jpg"/></w:p>'), "In paragraph"),
    "link": (lambda n: word(f'<w:p><w:fldSimple w:instr=" HYPERLINK https://a.example/{n} "/></w:p>'), "In paragraph"),
    "word art": (lambda n: word(f'<w:p><w:textpath string="{n}"/></w:p>'), "In paragraph"),
    "data": (
        lambda n: zipped(
            word_parts(None, ("rId1", "customXml", "../customXml/item1.xml"))
            | {"customXml/item1.xml": f'<sag nummer="{n}"/>'}
        ),
        "In the properties of the file",
    ),
    "drawing": (drawing, "In the file, outside the running text"),
}
SLIDES: dict[str, tuple[Callable[[str], bytes], str]] = {
    "slide by its place, not its name": (lambda n: slides("et", "to", f"Borger {n}"), "On slide 3:"),
    "runs": (
        lambda n: slides("et", "<a:p>" + "".join(f"<a:r><a:t>{one}</a:t></a:r>" for one in n) + "</a:p>"),
        "On slide 2:",
    ),
    "python-pptx": (lambda n: deck("et", f"Borger {n}"), "On slide 2:"),
    "notes": (lambda n: deck("et", notes=f"Husk {n}"), "In the notes to slide 1:"),
    "comments": (
        lambda n: slides(
            "et",
            threads={1: [("rId1", "comments", "../comments/comment1.xml")]},
            parts={"ppt/comments/comment1.xml": f"<a><text>{n}</text></a>"},
        ),
        "In the notes to slide 1:",
    ),
    "alternative text": (lambda n: slides("et", f'<a:x><a:cNvPr id="1" descr="Foto {n}"/></a:x>'), "On slide 2:"),
    "chart": (lambda n: chart_with(number=n), "outside the running text"),
}
PDF: dict[str, tuple[Callable[[str], bytes], str]] = {
    "page": (lambda n: paper("Side et", f"Borger {n} ringede"), "On page 2 of the file:"),
    "title": (lambda n: paper(title=f"Sag {n}"), "In the properties of the file"),
    "a letter at a time": (
        lambda n: page(b"BT /F1 12 Tf 20 100 Td [" + b" ".join(b"(%c)" % one for one in n.encode()) + b"] TJ ET"),
        "On page 1 of the file:",
    ),
    "comment": (
        lambda n: page(about=b"/Annots [<< /Subtype /Text /Contents (Borger %s) >>]" % n.encode()),
        "In the file, outside the running text",
    ),
    "field": (
        lambda n: page(catalogue=b"/AcroForm << /Fields [<< /FT /Tx /T (a) /V (%s) >>] >>" % n.encode()),
        "In the file, outside the running text",
    ),
}


def chart_with(number: str) -> bytes:
    """Slides with a chart whose category is a person."""
    return zipped(
        {name: content.replace(b"<c:v>12<", f"<c:v>{number}<".encode()) for name, content in parts_of(chart()).items()}
    )


@pytest.mark.parametrize("where", WORD)
def test_number_in_a_word_file_is_found(where):
    _is_found(*WORD[where], Kind.WORD)


@pytest.mark.parametrize("where", SLIDES)
def test_number_on_slides_is_found(where):
    _is_found(*SLIDES[where], Kind.SLIDES)


@pytest.mark.parametrize("where", PDF)
def test_number_in_a_pdf_is_found(where):
    _is_found(*PDF[where], Kind.PDF)


def test_number_in_a_text_is_found():
    _is_found(lambda n: f"hej\r\n\r\nBorger {n}".encode("cp1252"), "In line 3 of the file:", Kind.TEXT)


def _is_found(make: Callable[[str], bytes], where: str, kind: Kind) -> None:
    secret = number()
    said = said_of(make(secret), kind)
    assert where in said
    assert "CPR number" in said
    assert "choose the file again" in said
    for hidden in (secret, secret.replace("-", ""), secret[:6], secret[-4:], "¶"):
        assert hidden not in said


@pytest.mark.parametrize("make", [document, deck, paper])
def test_ordinary_file_holds_none(make):
    """Measures, ids and colours of a file are no numbers of people."""
    kind = {document: Kind.WORD, deck: Kind.SLIDES, paper: Kind.PDF}[make]
    _require_no_cpr(look(make(), kind).told()["passages"])


def test_measures_side_by_side_are_no_number():
    inside = "<w:p><w:posOffset>310112</w:posOffset><w:posOffset>2015</w:posOffset></w:p>"
    _require_no_cpr(look(word(inside), Kind.WORD).told()["passages"])
    _require_no_cpr(look(slides("<a:c><a:v>310112</a:v><a:v>2015</a:v></a:c>"), Kind.SLIDES).told()["passages"])


def test_number_of_the_paragraph_is_counted_past_what_stands_beside_the_text():
    secret, made = number(), Document()
    for text in ("et", "to", f"Borger {secret}"):
        made.add_paragraph(text)
    made.inline_shapes  # noqa: B018 -- makes the part
    written = io.BytesIO()
    made.save(written)
    assert "In paragraph 3 of the file:" in said_of(written.getvalue(), Kind.WORD)
