"""Files as people make them every day, written by the programs' own libraries: they get through, and open again."""

from __future__ import annotations

import io
from collections.abc import Callable

import typst
from docx import Document
from docx.shared import Cm
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm as SlideCm

from pejl.foundation.files.tests.disarmed import with_exif
from pejl.foundation.files.tests.hostile import photograph

WORDS = "Formålet med mødet er at blive klogere på § 17 a og den nye samtalemodel, sagde Ærø og Åge."


def document(*paragraphs: str, title: str = "Dagsorden", table: tuple[str, ...] = ("Kl.", "Punkt")) -> bytes:
    """A Word file with headings, a list, a table, a picture, header and footer."""
    made = Document()
    made.core_properties.author, made.core_properties.title = "Anna Ager", title
    made.add_heading("Læringsmøde", 1)
    for text in paragraphs or (WORDS,):
        made.add_paragraph(text)
    made.add_paragraph("Dialogen først", style="List Bullet")
    row = made.add_table(rows=1, cols=len(table)).rows[0]
    for cell, text in zip(row.cells, table, strict=True):
        cell.text = text
    made.add_picture(io.BytesIO(photograph()), width=Cm(2))
    made.sections[0].header.paragraphs[0].text = "Jobcenter Nordager"
    made.sections[0].footer.paragraphs[0].text = "4. marts 2026"
    return _saved(made)


def deck(*texts: str, notes: str = "Husk pausen") -> bytes:
    """Slides with titles, notes, a table, a chart (with its workbook) and a picture."""
    made = Presentation()
    for text in texts or (WORDS, "Tallene"):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = "Praksisfortælling"
        slide.placeholders[1].text = text
        slide.notes_slide.notes_text_frame.text = notes
    figures = CategoryChartData()
    figures.categories = ["Januar", "Februar"]
    figures.add_series("Møder", (3, 5))
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, SlideCm(1), SlideCm(1), SlideCm(9), SlideCm(6), figures)
    slide.shapes.add_picture(io.BytesIO(photograph()), SlideCm(2), SlideCm(2))
    slide.shapes.add_table(1, 2, SlideCm(1), SlideCm(9), SlideCm(9), SlideCm(1)).table.cell(0, 0).text = "Hvem"
    return _saved(made)


def paper(*pages: str, title: str = "Produkt") -> bytes:
    """A tagged PDF with a link, from typst."""
    text = "\n#pagebreak()\n".join(pages or (WORDS, "Side to"))
    source = (
        f'#set document(title: "{title}", author: "Anna Ager")\n= Overskrift\n{text}\n#link("https://example.org")[her]'
    )
    return bytes(typst.compile(source.encode(), format="pdf"))


def picture(kind: str, mode: str = "RGB") -> bytes:
    """A picture of a kind, in a mode."""
    written = io.BytesIO()
    Image.effect_mandelbrot((120, 80), (-2, -1, 1, 1), 50).convert(mode).save(written, kind)
    return written.getvalue()


def _saved(made: object) -> bytes:
    written = io.BytesIO()
    made.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Word file": ("Dagsorden 4. marts.docx", document),
    "slides": ("oplæg.pptx", deck),
    "pdf": ("Produkt v2.pdf", paper),
    "text": ("noter.txt", WORDS.encode),
    "text with a mark": ("noter.txt", lambda: WORDS.encode("utf-8-sig")),
    "text of Windows": ("noter.txt", lambda: (WORDS + "\r\n“citat” – €").encode("cp1252")),
    "text in UTF-16": ("noter.txt", lambda: WORDS.encode("utf-16")),
    "text with arrows": ("noter.TXT", lambda: b"a < b, x -> y, 3 <4> 5, <se bilag>"),
    "photograph of a telephone": ("IMG_4711.jpg", with_exif),
    "photograph": ("tavle.jpg", lambda: photograph(900)),
    "photograph, other ending": ("Tavle.JPEG", lambda: photograph(900, progressive=True)),
    "photograph for print": ("a.jpg", lambda: picture("JPEG", "CMYK")),
    "grey photograph": ("a.jpg", lambda: picture("JPEG", "L")),
    "picture": ("a.png", lambda: picture("PNG")),
    "picture with holes": ("a.png", lambda: picture("PNG", "RGBA")),
    "picture with a palette": ("a.png", lambda: picture("PNG", "P")),
    "picture in two colours": ("a.png", lambda: picture("PNG", "1")),
    "grey picture with holes": ("a.png", lambda: picture("PNG", "LA")),
    "web picture": ("a.webp", lambda: picture("WEBP")),
}
