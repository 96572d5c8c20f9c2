"""What differs between two versions is told in words, to those who may read both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from pejl.foundation.formats.wording import Change
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Product
from pejl.guidance.names import BlockKind
from pejl.guidance.queries.comparing import Comparison
from pejl.guidance.tests.factories import a_block, a_product, published, the_draft

As = Callable[[Person], Client]


@pytest.fixture
def product(anna: Person, dorte: Person, now: datetime) -> Product:
    """Its second version words a mark otherwise, takes a tool out and has a new parameter."""
    product = a_product(anna, now, "Ring til lægen først.", "Spørg borgeren om retningen.")
    a_block(the_draft(product), BlockKind.TOOL, anna, now)
    published(product, dorte, anna, now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    mark, *_rest, tool = [one for one in queries.blocks_of(draft) if one.kind in (BlockKind.MARK, BlockKind.TOOL)]
    _change(mark, {**mark.content, "text": "Ring til arbejdsgiveren først."}, "may", anna, now)
    operations.remove_block(block=tool, expected_edit=tool.edit, by=anna, now=now)
    a_block(draft, BlockKind.PARAMETER, anna, now)
    published(product, dorte, anna, now)
    return product


def _change(block: Any, content: dict[str, Any], obligation: str, by: Person, now: datetime) -> None:
    operations.change_block(
        block=block, content=content, obligation=obligation, expected_edit=block.edit, by=by, now=now
    )


def compared(product: Product, person: Person, before: int = 1, after: int = 2) -> Comparison:
    found = queries.comparison(product.pk, person=person, before=before, after=after)
    assert found is not None
    return found


def test_changed_new_and_gone_blocks_are_told_apart(product: Product, bo: Person) -> None:
    found = compared(product, bo)
    changes = {
        section.heading: [block.change for block in section.blocks if block.differs] for section in found.sections
    }
    assert {heading for heading, blocks in changes.items() if blocks} == {
        "Pejlemærker",
        "Faglige parametre",
        "Arbejdsredskaber",
    }
    assert changes["Pejlemærker"] == [Change.SAME]
    assert changes["Faglige parametre"] == [Change.ADDED]
    assert changes["Arbejdsredskaber"] == [Change.REMOVED]


def test_words_and_obligation_that_changed_stand_between_those_that_stayed(product: Product, bo: Person) -> None:
    [mark] = [block for block in compared(product, bo).sections[0].blocks if block.differs]
    told = {field.label: [(piece.change, piece.text) for piece in field.pieces] for field in mark.fields}
    assert told["Hvad vi skal overveje i praksis"] == [
        (Change.SAME, "Ring til "),
        (Change.REMOVED, "lægen"),
        (Change.ADDED, "arbejdsgiveren"),
        (Change.SAME, " først."),
    ]
    assert told["Skal eller kan"] == [(Change.REMOVED, "Skal"), (Change.ADDED, "Kan")]


def test_order_of_the_numbers_does_not_matter_and_the_same_version_does_not_differ(
    product: Product, bo: Person
) -> None:
    assert compared(product, bo, 2, 1).after.number == 2
    assert not compared(product, bo, 2, 2).differs


def test_draft_is_compared_only_by_those_whose_it_is(product: Product, anna: Person, bo: Person, now: datetime) -> None:
    operations.begin_next_version(product=product, by=anna, now=now)
    assert queries.comparison(product.pk, person=bo, before=1, after=3) is None
    assert not compared(product, anna, 2, 3).differs


@pytest.mark.parametrize("view", ["", "&view=side"])
def test_page_marks_what_is_gone_and_what_is_new(view: str, product: Product, bo: Person, as_: As) -> None:
    text = as_(bo).get(f"/pejlemaerker/{product.pk}/sammenlign/?before=1&version=2{view}").content.decode()
    assert "lægen</del>" in text
    assert "arbejdsgiveren</ins>" in text
    assert "1 afsnit er uændret." in text
    assert "Taget ud" in text


def test_page_without_numbers_shows_the_newest_change(product: Product, bo: Person, as_: As) -> None:
    text = as_(bo).get(f"/pejlemaerker/{product.pk}/sammenlign/").content.decode()
    assert "arbejdsgiveren</ins>" in text


def test_number_that_is_not_there_is_not_found(product: Product, bo: Person, as_: As) -> None:
    for query in ("?before=1&version=9", "?before=9&version=2", "?before=x", "?before=-1"):
        assert as_(bo).get(f"/pejlemaerker/{product.pk}/sammenlign/{query}").status_code == 404


def test_comparison_by_api(product: Product, bo: Person, api_as: As) -> None:
    answer = api_as(bo).get(f"/api/v1/products/{product.pk}/comparison?before=1&after=2").json()
    assert answer["differs"]
    assert [section["differs"] for section in answer["sections"]].count(True) == 3
    assert api_as(bo).get(f"/api/v1/products/{product.pk}/comparison?before=1&after=7").status_code == 404


def test_comparing_asks_the_same_number_of_questions_whatever_changed(
    product: Product, bo: Person, as_: As, django_assert_max_num_queries: Any
) -> None:
    client = as_(bo)
    client.get("/")
    with django_assert_max_num_queries(11):
        client.get(f"/pejlemaerker/{product.pk}/sammenlign/")


def test_lists_and_bold_words_are_read_and_not_as_they_are_typed(
    product: Product, anna: Person, dorte: Person, bo: Person, now: datetime
) -> None:
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    text = {"heading": "Før mødet", "text": "Aftal **altid**:\n\n- hvem der ringer\n- hvornår"}
    operations.add_block(version=draft, part="text", content=text, obligation="", by=anna, now=now)
    published(product, dorte, anna, now)
    told = [
        piece.text
        for section in compared(product, bo, 2, 3).sections
        for block in section.blocks
        if block.change is Change.ADDED
        for field in block.fields
        for piece in field.pieces
    ]
    assert "Aftal altid:\n\n• hvem der ringer\n• hvornår" in told
