"""What people really send gets through, and can still be opened and read."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from pejl.foundation.files import naming
from pejl.foundation.files.examining import examine
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.looking import look
from pejl.foundation.files.tests.harmless import HARMLESS, WORDS, deck, document, paper
from pejl.foundation.files.tests.unpacking import everything

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_file_gets_through_the_process_that_looks(name):
    """The whole way: whatever the parsers need must be there before the process gives up opening files."""
    called, make = HARMLESS[name]
    examined = examine(upload=SimpleUploadedFile(called, make()), name=called)
    assert examined.name.endswith(called.rpartition(".")[2].lower())
    assert examined.kind is naming.promised(called)
    assert examined.size > 0


def test_word_file_opens_again():
    kept = look(document(), Kind.WORD).content
    opened = Document(io.BytesIO(kept))
    assert WORDS in [one.text for one in opened.paragraphs]
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["Kl.", "Punkt"]
    assert opened.sections[0].header.paragraphs[0].text == "Jobcenter Nordager"
    assert len(opened.inline_shapes) == 1
    assert b"Anna Ager" not in everything(kept)


def test_slides_open_again_and_the_chart_keeps_its_figures():
    kept = look(deck(), Kind.SLIDES).content
    opened = Presentation(io.BytesIO(kept))
    assert opened.slides[0].placeholders[1].text == WORDS
    assert opened.slides[0].notes_slide.notes_text_frame.text == "Husk pausen"
    charts = [shape.chart for shape in opened.slides[1].shapes if shape.has_chart]
    assert [tuple(series.values) for series in charts[0].plots[0].series] == [(3.0, 5.0)]
    assert b".xlsx" not in everything(kept)


def test_pdf_opens_again_tagged_and_with_its_links():
    kept = look(paper(), Kind.PDF).content
    opened = PdfReader(io.BytesIO(kept))
    assert "samtalemodel" in opened.pages[0].extract_text()
    assert opened.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in opened.trailer["/Root"]
    assert opened.trailer["/Root"]["/Lang"]
    links = [one.get_object()["/A"]["/URI"] for page in opened.pages for one in page.get("/Annots", [])]
    assert links == ["https://example.org"]
    assert opened.pdf_header == "%PDF-1.7"
    assert b"Anna Ager" not in everything(kept)


@pytest.mark.parametrize("name", [name for name, (called, _) in HARMLESS.items() if called.lower().endswith(".txt")])
def test_text_is_utf_8_afterwards(name):
    called, make = HARMLESS[name]
    kept = look(make(), naming.promised(called)).content.decode()
    assert kept.startswith(WORDS) or "<se bilag>" in kept
    assert "“citat” – €" in kept or "Windows" not in name


PICTURES = [name for name in HARMLESS if "picture" in name or "photograph" in name]


@pytest.mark.parametrize("name", sorted(set(PICTURES) - {"photograph of a telephone"}))
def test_picture_is_the_same_picture(name):
    called, make = HARMLESS[name]
    sent = make()
    with (
        Image.open(io.BytesIO(sent)) as before,
        Image.open(io.BytesIO(look(sent, naming.promised(called)).content)) as after,
    ):
        assert after.size == before.size
        assert after.format == before.format
        middle = (before.width // 2, before.height // 2)
        pairs = zip(before.convert("RGB").getpixel(middle), after.convert("RGB").getpixel(middle), strict=True)
        assert max(abs(one - other) for one, other in pairs) < 40
