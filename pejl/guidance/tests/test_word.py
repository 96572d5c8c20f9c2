"""A version as PDF and as a Word file says the same of itself; whoever may read it may have it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import docx
import pytest
from django.test import Client
from django.utils import translation

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, papers, queries
from pejl.guidance.models import Product
from pejl.guidance.papers import Form
from pejl.guidance.queries import Reading
from pejl.guidance.tests.factories import a_product, answered, asked, described, make_ready, published, the_draft

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


def reading_of(product: Product, person: Person, number: int = 1) -> Reading:
    found = queries.reading(product.pk, person=person, number=number)
    assert found is not None
    return found


def notice_of(product: Product, person: Person, number: int = 1, today: date = date(2026, 3, 5)) -> str:
    with translation.override("en"):
        return papers.sheet(reading_of(product, person, number), today=today).notice


def words_of(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_word_file_says_what_the_pdf_says(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now, "Spørg arbejdsgiveren først.")
    published(product, dorte, anna, now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    with translation.override("da"):
        made = papers.guide(reading_of(product, anna), today=date(2026, 3, 5), form=Form.WORD)
        sheet = papers.sheet(reading_of(product, anna), today=date(2026, 3, 5))
    text = words_of(made)
    for fact in sheet.facts:
        assert fact.value in text, fact
    assert [one.value for one in sheet.facts][:4] == ["1", anna.name, bo.name, f"{dorte.name} (Afdelingsleder)"]
    assert all(one.heading in text for one in sheet.sections)
    assert "Spørg arbejdsgiveren først." in text
    assert docx.Document(io.BytesIO(made)).core_properties.language == "da-DK"


@pytest.mark.parametrize(("steps", "word"), [(0, "draft: it"), (1, "hearing"), (2, "waits for approval")])
def test_paper_says_how_far_a_draft_is(steps: int, word: str, anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    draft = make_ready(the_draft(product), anna, now)
    if steps == 1:
        operations.open_hearing(
            version=draft, people=[dorte], units=[], closes_on=date(2026, 3, 20), asks="", by=anna, now=now
        )
    if steps == 2:
        asked(draft, dorte, anna, now)
    assert word in notice_of(product, anna)
    assert dorte.name not in [one.value for one in papers.sheet(reading_of(product, anna), today=now.date()).facts]


def test_paper_says_from_when_it_holds(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    draft = described(make_ready(the_draft(product), anna, now), anna, now, valid_from=date(2026, 6, 1))
    answered(asked(draft, dorte, anna, now), now)
    assert notice_of(product, anna) == "Approved, and in force from 1 June 2026: do not use it before"


def test_older_version_names_the_one_that_replaced_it(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    later = now + timedelta(days=3)
    operations.begin_next_version(product=product, by=anna, now=later)
    published(product, dorte, anna, later)
    assert notice_of(product, anna) == "This is an older version: version 2 replaced it on 7 March 2026"
    assert notice_of(product, anna, number=2) == ""


def test_what_is_past_its_review_says_so_in_word(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    with translation.override("en"):
        made = papers.guide(reading_of(product, anna), today=date(2027, 3, 5), form=Form.WORD)
    assert "Should have been looked over by 4 March 2027" in words_of(made)


def test_insignificant_change_says_so(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    described(the_draft(product), anna, now, changes="Et dokumentnummer", is_significant=False)
    with translation.override("en"):
        made = papers.guide(reading_of(product, anna, 2), today=date(2026, 3, 5), form=Form.WORD)
    assert "Et dokumentnummer\nNot a significant change" in words_of(made)


def test_page_and_api_give_the_same_file(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As, api_as: As
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    page = as_(bo).get(f"/pejlemaerker/{product.pk}/word/")
    api = api_as(bo).get(f"/api/v1/products/{product.pk}/versions/1/docx", headers={"Accept-Language": "da"})
    assert page["Content-Type"] == api["Content-Type"] == papers.CONTENT_TYPES[Form.WORD]
    assert page["Content-Disposition"].startswith("attachment; filename=")
    assert page["Cache-Control"] == "no-store"
    assert words_of(page.content) == words_of(api.content)


def test_stranger_gets_no_file(anna: Person, bo: Person, carla: Person, now: datetime, as_: As, api_as: As) -> None:
    product = a_product(anna, now)
    for person in (bo, carla):
        assert as_(person).get(f"/pejlemaerker/{product.pk}/word/").status_code == 404
        assert api_as(person).get(f"/api/v1/products/{product.pk}/versions/1/docx").status_code == 404
