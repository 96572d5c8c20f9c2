"""Pictures on paper: as large as fits, with what they show said to whoever does not see them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from pejl.foundation import papers
from pejl.foundation.papers import sheets
from pejl.foundation.papers.docx import looks
from pejl.foundation.papers.tests import examples

pytestmark = pytest.mark.once

ALT = 'Tavlen: "tre" spalter <b> & #panic() med æøå'


def drawn(width: int, height: int, extension: str = "png", **said: Any) -> sheets.Attached:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#0b4a6f").save(content, extension)
    picture = sheets.Picture(content=content.getvalue(), extension=extension, width=width, height=height, alt=ALT)
    return sheets.Attached(**({"name": "Tavlen fra mødet", "picture": picture} | said))


def guide(*entries: sheets.Attached) -> sheets.Guide:
    return examples.guide(sections=[sheets.Files(heading="Billeder og filer", entries=entries)])


def read(*entries: sheets.Attached) -> PdfReader:
    made = papers.render("guide", guide(*entries).data(), language="da")
    return PdfReader(io.BytesIO(made), strict=True)


def word(*entries: sheets.Attached) -> bytes:
    return papers.word(guide(*entries), language="da")


def said_of_figures(pdf: PdfReader) -> list[str]:
    """The alternative texts in the tree of tags."""
    found, waiting = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if not isinstance(node, dict):
            continue
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        below = node.get("/K", [])
        waiting += below if isinstance(below, list) else [below]
    return [one for one in found if one]


@pytest.mark.parametrize("extension", ["png", "jpeg"])
def test_picture_stands_in_the_pdf_and_says_what_it_shows(extension: str) -> None:
    pdf = read(drawn(300, 200, extension))
    assert said_of_figures(pdf) == [ALT]
    assert len(pdf.pages[0].images) == 1
    assert "Tavlen fra mødet" in pdf.pages[0].extract_text()


def test_every_size_stays_on_the_sheet() -> None:
    pdf = read(drawn(4000, 20), drawn(20, 4000), drawn(1, 1), drawn(2000, 1500))
    assert sum(len(page.images) for page in pdf.pages) == 4


def test_same_picture_gives_the_same_bytes() -> None:
    sheet = guide(drawn(300, 200))
    assert papers.render("guide", sheet.data(), language="da") == papers.render("guide", sheet.data(), language="da")
    assert papers.word(sheet, language="da") == papers.word(sheet, language="da")


def test_other_files_are_named_with_what_they_are() -> None:
    entry = sheets.Attached(name="Vejledning", detail="PDF, 2,1 MB")
    assert "Vejledning\nPDF, 2,1 MB" in read(entry).pages[0].extract_text()
    assert "Vejledning\nPDF, 2,1 MB" in [para.text for para in docx.Document(io.BytesIO(word(entry))).paragraphs]


def test_word_shows_the_picture_by_its_part_no_wider_than_the_text() -> None:
    made = word(drawn(4000, 2000), drawn(300, 200, "jpeg"))
    document = docx.Document(io.BytesIO(made))
    wide, small = document.inline_shapes
    assert (round(wide.width.mm), round(wide.height.mm)) == (looks.TEXT_WIDTH, looks.TEXT_WIDTH // 2)
    assert (round(small.width.mm), round(small.height.mm)) == (59, 39)
    assert [shape._inline.docPr.get("descr") for shape in (wide, small)] == [ALT, ALT]
    assert [part.content_type for part in document.part.package.iter_parts() if "image" in part.partname] == [
        "image/png",
        "image/jpeg",
    ]
    assert [para.text for para in document.paragraphs if para.style.name == "Caption"] == ["Tavlen fra mødet"] * 2


def test_high_picture_leaves_room_for_its_name() -> None:
    shape = docx.Document(io.BytesIO(word(drawn(500, 3000)))).inline_shapes[0]
    assert shape.height.mm < looks.TEXT_HEIGHT * 0.7


def test_paper_without_pictures_has_no_part_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(word())) as packed:
        assert not [name for name in packed.namelist() if "media" in name]
        assert b"image" not in packed.read("[Content_Types].xml")
