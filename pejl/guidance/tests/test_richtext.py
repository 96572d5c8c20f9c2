"""Rich text and the sorts of blocks that a form, a workflow or a mind map is made of: kept, refused and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations
from pejl.guidance.models import Block, Product, Version
from pejl.guidance.names import BlockKind
from pejl.guidance.policies import LONGEST
from pejl.guidance.tests.factories import a_block, a_product, of_everything, the_draft

As = Callable[[Person], Client]


@pytest.fixture
def product(anna: Person, now: datetime) -> Product:
    return a_product(anna, now, kind=of_everything())


@pytest.fixture
def draft(product: Product) -> Version:
    return the_draft(product)


def read(client: Client, product: Product) -> str:
    return str(client.get(f"/pejlemaerker/{product.pk}/").content.decode())


def test_scripts_and_foreign_links_are_words(
    product: Product, draft: Version, anna: Person, now: datetime, as_: As
) -> None:
    text = "**Husk** <script>alert(1)</script>\n\n- [her](//evil.example)\n- [der](javascript:alert(1))\n- [lov](https://a.dk/b)"
    a_block(draft, BlockKind.TEXT, anna, now, text=text)
    a_block(draft, BlockKind.ROLE, anna, now, text=text)
    for shown in (read(as_(anna), product), str(as_(anna).get(f"/pejlemaerker/{product.pk}/kladde/").content.decode())):
        assert shown.count("<strong>Husk</strong> &lt;script&gt;") == 2
        assert shown.count('<a href="https://a.dk/b" rel="noopener noreferrer">lov</a>') == 2
        assert 'href="//evil' not in shown
        assert 'href="javascript' not in shown
        assert "<script>alert" not in shown


def test_number_that_is_half_bold_is_a_number(draft: Version, anna: Person, now: datetime, as_: As) -> None:
    with pytest.raises(CprFound):
        a_block(draft, BlockKind.TEXT, anna, now, text="Borger 710101-**1234**")
    said = {"text": "Borger 710101-**1234**", "heading": ""}
    answer = as_(anna).post(f"/pejlemaerker/{draft.product_id}/kladde/ny/text/", said)
    assert answer.status_code == 422
    assert not Block.objects.exists()


def test_two_megabytes_are_refused_with_a_sentence(draft: Version, anna: Person, now: datetime, as_: As) -> None:
    text = "Ord fra en lang rapport. " * 80_000
    with pytest.raises(Invalid) as refusal:
        a_block(draft, BlockKind.TEXT, anna, now, text=text)
    assert str(LONGEST["rich"]) in refusal.value.message
    answer = as_(anna).post(f"/pejlemaerker/{draft.product_id}/kladde/ny/text/", {"text": text, "heading": ""})
    assert answer.status_code == 422
    assert not Block.objects.exists()


def test_field_has_an_editor_and_stays_a_field(product: Product, anna: Person, as_: As) -> None:
    shown = str(as_(anna).get(f"/pejlemaerker/{product.pk}/kladde/?add=text").content.decode())
    assert "data-rich" in shown
    assert "richtext" in shown
    assert "<textarea" in shown


def test_form_says_what_is_only_on_paper(
    product: Product, draft: Version, anna: Person, now: datetime, as_: As
) -> None:
    a_block(draft, BlockKind.FIELD, anna, now, name="Skånehensyn")
    before = read(as_(anna), product).count('class="state')
    a_block(draft, BlockKind.FIELD, anna, now, name="Borgerens navn", is_identifying=True)
    shown = read(as_(anna), product)
    assert shown.count('class="state') == before + 1
    assert shown.index("Skånehensyn") < shown.index("Borgerens navn")


def test_questions_and_roles_are_read_with_their_lists(
    product: Product, draft: Version, anna: Person, now: datetime, as_: As
) -> None:
    a_block(draft, BlockKind.QUESTION, anna, now, text="Hvad er formålet?", help="- retning\n- udbytte")
    a_block(draft, BlockKind.HEADER, anna, now, name="Til", text="*Alle*")
    shown = read(as_(anna), product)
    assert (
        '<strong>Hvad er formålet?</strong><div class="prose"><ul><li>retning</li><li>udbytte</li></ul></div>' in shown
    )
    assert "<em>Alle</em>" in shown


def a_node(draft: Version, by: Person, now: datetime, text: str, under: Block | None = None) -> Block:
    return a_block(draft, BlockKind.NODE, by, now, text=text, under=str(under.lineage) if under else "")


def move(block: Block, under: Block, by: Person, now: datetime) -> Block:
    content = {"text": block.content["text"], "under": str(under.lineage)}
    return operations.change_block(block=block, content=content, expected_edit=block.edit, by=by, now=now)


def test_mind_map_is_read_as_lists_within_lists(
    product: Product, draft: Version, anna: Person, now: datetime, as_: As
) -> None:
    top = a_node(draft, anna, now, "Praktik")
    a_node(draft, anna, now, "Formål", top)
    shown = read(as_(anna), product)
    assert "Praktik<ul><li" in shown
    assert "Formål</li></ul></li></ul>" in shown


def test_mind_map_has_no_circle(draft: Version, anna: Person, now: datetime, as_: As) -> None:
    top = a_node(draft, anna, now, "Praktik")
    middle = a_node(draft, anna, now, "Formål", top)
    lowest = a_node(draft, anna, now, "Retning", middle)
    for under in (top, middle, lowest):
        with pytest.raises(Invalid) as refusal:
            move(top, under, anna, now)
        assert refusal.value.field == "under"
    said = {"text": "Praktik", "under": str(lowest.lineage), "edit": top.edit}
    assert as_(anna).post(f"/pejlemaerker/afsnit/{top.pk}/", said).status_code == 422
    assert top.again().content["under"] == ""


def test_mind_map_is_six_levels_deep(draft: Version, anna: Person, now: datetime) -> None:
    path = [a_node(draft, anna, now, "1")]
    for number in range(2, 7):
        path.append(a_node(draft, anna, now, str(number), path[-1]))
    with pytest.raises(Invalid):
        a_node(draft, anna, now, "7", path[-1])
    other = a_node(draft, anna, now, "over det hele")
    with pytest.raises(Invalid):
        move(path[0], other, anna, now)
    assert move(path[5], other, anna, now).content["under"] == str(other.lineage)


def test_point_is_taken_out_after_what_stands_under_it(draft: Version, anna: Person, now: datetime) -> None:
    top = a_node(draft, anna, now, "Praktik")
    under = a_node(draft, anna, now, "Formål", top)
    with pytest.raises(Refusal):
        operations.remove_block(block=top, expected_edit=1, by=anna, now=now)
    operations.remove_block(block=under, expected_edit=1, by=anna, now=now)
    operations.remove_block(block=top, expected_edit=1, by=anna, now=now)
    with pytest.raises(Invalid):
        operations.restore_block(block=under, by=anna, now=now)
    operations.restore_block(block=top, by=anna, now=now)
    assert operations.restore_block(block=under, by=anna, now=now).removed_at is None


def test_mark_rests_on_a_rule_that_stands_there(draft: Version, anna: Person, now: datetime) -> None:
    rule = a_block(draft, BlockKind.RULE, anna, now)
    mark = a_block(draft, BlockKind.MARK, anna, now, rule=str(rule.lineage))
    assert mark.content["rule"] == str(rule.lineage)
    for wrong in (mark, a_node(draft, anna, now, "Praktik")):
        with pytest.raises(Invalid) as refusal:
            a_block(draft, BlockKind.MARK, anna, now, rule=str(wrong.lineage))
        assert refusal.value.field == "rule"
