"""A product of any parts on paper: every part in its order, and a form's fields as boxes."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from django.utils import translation
from pypdf import PdfReader

from pejl.foundation.papers import sheets
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, papers, queries
from pejl.guidance.models import Product
from pejl.guidance.names import BlockKind
from pejl.guidance.tests.factories import CONTENTS, TITLE, a_block, of_everything, the_draft

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)


@pytest.fixture
def whole(anna: Person, now: datetime) -> Product:
    """A product with a part of every sort, a block in each."""
    product = operations.start(
        kind=of_everything(), title=TITLE, theme=None, source=None, authors=[anna], quotes=[], by=anna, now=now
    )
    for kind in BlockKind:
        a_block(the_draft(product), kind, anna, now)
    return product


def sheet_of(product: Product, person: Person) -> sheets.Guide:
    reading = queries.reading(product.pk, person=person)
    assert reading is not None
    with translation.override("da"):
        return papers.sheet(reading, today=DAY)


def pdf_of(product: Product, person: Person) -> str:
    reading = queries.reading(product.pk, person=person)
    assert reading is not None
    with translation.override("da"):
        made = papers.guide(reading, today=DAY)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def test_parts_stand_in_their_order(whole: Product, anna: Person) -> None:
    parts = [part for part in the_draft(whole).made_of if part.kind != BlockKind.HEADER]
    with translation.override("da"):
        headings = [str(part.heading) for part in parts]
    text = headings.index(next(str(part.heading) for part in parts if part.kind == BlockKind.TEXT))
    headings[text] = CONTENTS[BlockKind.TEXT]["heading"]
    assert [one.heading for one in sheet_of(whole, anna).sections] == headings


def test_every_part_is_in_the_pdf(whole: Product, anna: Person) -> None:
    text = pdf_of(whole, anna).replace("\u00ad ", "").replace("\u00ad", "")
    for words in ("Sygedagpengeteamet", "Observatør", "Retning", "Skånehensyn", "Nedsat tid", "Arbejdsgiveren", "Tag"):
        assert words in text, words


def test_head_of_the_sheet_stands_at_its_top(whole: Product, anna: Person) -> None:
    assert [one.name for one in sheet_of(whole, anna).about] == [CONTENTS[BlockKind.HEADER]["name"]]


def test_field_that_says_who_the_citizen_is_says_so(whole: Product, anna: Person, now: datetime) -> None:
    a_block(the_draft(whole), BlockKind.FIELD, anna, now, name="Telefon", is_identifying=True)
    fields = next(one for one in sheet_of(whole, anna).sections if isinstance(one, sheets.Blanks))
    assert [(one.name, bool(one.note)) for one in fields.entries] == [("Skånehensyn", False), ("Telefon", True)]


def test_mark_names_the_rule_it_rests_on(whole: Product, anna: Person, now: datetime) -> None:
    rule = the_draft(whole).blocks.get(kind=BlockKind.RULE)
    a_block(the_draft(whole), BlockKind.MARK, anna, now, text="Begrund.", rule=str(rule.lineage))
    marks = [one for one in sheet_of(whole, anna).sections if isinstance(one, sheets.Instructions)]
    said = {entry.citation for one in marks for entry in one.entries if entry.text == "Begrund."}
    assert len(said) == 1
    assert "LAB § 57, stk. 1" in said.pop()


def test_mind_map_is_a_list_in_lists(whole: Product, anna: Person, now: datetime) -> None:
    top = the_draft(whole).blocks.get(kind=BlockKind.NODE)
    a_block(the_draft(whole), BlockKind.NODE, anna, now, text="Løftevogn", under=str(top.lineage))
    outline = next(one for one in sheet_of(whole, anna).sections if isinstance(one, sheets.Outline))
    assert [(one.text, [below.text for below in one.under]) for one in outline.points] == [
        ("Arbejdsgiveren", ["Løftevogn"])
    ]
