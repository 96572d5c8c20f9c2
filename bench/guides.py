"""What it takes to make a guide of ten pages as PDF and as Word; prints one JSON object.

Run by ``bench.run`` in a process of its own. Every round has new words, so that nothing made before can be used again.
Beside it the limit, with the same words in as many paragraphs and no look at all: typst under the same standards, and
python-docx.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

import docx  # noqa: E402 -- Django comes first
import typst  # noqa: E402
from django.core.management import call_command  # noqa: E402
from docx.document import Document  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench import guidance, history  # noqa: E402
from pejl.foundation import clock  # noqa: E402
from pejl.foundation.papers import fonts, rendering  # noqa: E402
from pejl.foundation.tenancy import scopes  # noqa: E402
from pejl.guidance import papers, queries  # noqa: E402
from pejl.guidance.models import Block, Product  # noqa: E402
from pejl.guidance.papers import Form  # noqa: E402

ROUNDS, WARM_UP = 30, 5


def main() -> None:
    """Make both papers again and again, and both limits with the words that stand on them."""
    call_command("migrate", verbosity=0, interactive=False)
    made = history.build(scale=0.02)
    with scopes.scope(made.space.pk):
        product, blocks = guidance.written(made)
        figures = {form.value: _timed(lambda form=form: _made(product, form), blocks) for form in Form}
        pages = len(PdfReader(io.BytesIO(_made(product, Form.PDF))).pages)
        words = _paragraphs(_made(product, Form.WORD))
        raw = {"pdf": _timed(lambda: _least_pdf(words), []), "docx": _timed(lambda: _least_word(words), [])}
    json.dump({"made": figures, "raw": raw, "pages": pages}, sys.stdout)


def _made(product: Product, form: Form) -> bytes:
    """From the id of the product to the file, every question to the database among it."""
    reading = queries.reading(product.pk, person=product.created_by, today=clock.today())
    assert reading is not None
    return papers.guide(reading, today=clock.today(), form=form)


def _timed(make: Callable[[], Any], blocks: list[Block]) -> dict[str, float]:
    """Milliseconds of one making, each with other words in every text."""
    taken = []
    for round_ in range(ROUNDS):
        for block in blocks:
            content = {name: _reworded(held, round_) for name, held in block.content.items()}
            Block.objects.filter(pk=block.pk).update(content=content)
        begun = time.perf_counter()
        make()
        taken.append((time.perf_counter() - begun) * 1000)
    warm = taken[WARM_UP:]
    return {"ms": statistics.median(warm), "ms p95": statistics.quantiles(warm, n=20)[18], "ms first": taken[0]}


def _reworded(held: Any, round_: int) -> Any:
    """Longer texts begin with another word each time; what is chosen, such as a day, stays."""
    return f"Gang {round_}: {held}" if isinstance(held, str) and " " in held else held


def _paragraphs(word: bytes) -> list[str]:
    """Every paragraph of a Word file, those of its tables too."""
    read: Document = docx.Document(io.BytesIO(word))
    cells = [cell for table in read.tables for row in table.rows for cell in row.cells]
    return [one.text for place in (read, *cells) for one in place.paragraphs]


def _least_pdf(words: list[str]) -> Any:
    begin = '#set document(title: "x")\n#set text(font: "IBM Plex Serif", size: 9.8pt)\n'
    body = "\n\n".join(f"#{json.dumps(one, ensure_ascii=False)}" for one in words)
    source = (begin + body).encode()
    return typst.compile(source, font_paths=fonts.collection(), pdf_standards=rendering.STANDARDS)


def _least_word(words: list[str]) -> None:
    document = docx.Document()
    for one in words:
        document.add_paragraph(one)
    document.save(io.BytesIO())


if __name__ == "__main__":
    main()
