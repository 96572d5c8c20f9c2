"""Cards that were laid before the authors and are not used yet, and the rule that a mark rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import operations, queries
from pejl.guidance.models import Kind, Version
from pejl.guidance.names import BlockKind, Part, Quote, State
from pejl.guidance.tests.factories import CONTENTS, a_block, a_product, asked, make_ready, of_everything, the_draft

As = Callable[[Person], Client]


@pytest.fixture
def as_(as_: As) -> As:
    """A browser of somebody who reads English."""

    def client_of(person: Person) -> Client:
        person.account.language = "en"
        person.account.save()
        return as_(person)

    return client_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


def piled(*texts: str, name: str = "Arbejdsgiveren") -> list[Quote]:
    """Cards that were laid on one pile."""
    meeting, alike = Pointer("meeting", uuid4(), "Læringsmøde om praktik"), uuid4()
    return [Quote(Pointer("card", uuid4(), ""), text, meeting, "Gruppe 1", alike, name) for text in texts]


def a_draft(by: Person, now: datetime, *quotes: Quote, kind: Kind | None = None) -> Version:
    product = operations.start(
        kind=kind or operations.add_standard_kinds()[0],
        title="Praktik",
        theme=None,
        source=None,
        authors=[by],
        quotes=quotes,
        by=by,
        now=now,
    )
    return the_draft(product)


def taken_out(draft: Version, by: Person, now: datetime) -> list[Quote]:
    """The draft's first block is taken out: its cards are left over."""
    block = queries.blocks_of(draft)[0]
    operations.remove_block(block=block, expected_edit=block.edit, by=by, now=now)
    return [Quote(one.card, one.quote, one.meeting, one.group) for one in block.quotes]  # type: ignore[arg-type]


def ids(quotes: list[Quote]) -> list[object]:
    return [quote.card.id for quote in quotes]


def a_form(by: Person, now: datetime, *quotes: Quote) -> Version:
    """A draft of a kind that is not written from cards: all of them are left over."""
    part = Part("field", BlockKind.FIELD)
    return a_draft(by, now, *quotes, kind=Kind.objects.create(name="Ark", parts=[part.as_data()]))


def test_cards_of_one_pile_become_one_block_that_rests_on_them_all(anna: Person, now: datetime) -> None:
    draft = a_draft(anna, now, *piled("Ring først.", "Spørg ham."), *piled("Sig det højt.", name=""))
    pile, single = queries.blocks_of(draft)
    assert pile.content["text"] == "Arbejdsgiveren"
    assert {one.quote for one in pile.quotes} == {"Ring først.", "Spørg ham."}
    assert single.content["text"] == "Sig det højt."
    assert queries.piles_left_over(draft) == []


def test_what_is_taken_out_is_left_over_and_can_be_used_after_all(anna: Person, now: datetime) -> None:
    draft = a_draft(anna, now, *piled("Ring først.", "Spørg ham."))
    cards = taken_out(draft, anna, now)
    [pile] = queries.piles_left_over(draft)
    assert (pile.name, {one.quote for one in pile.cards}) == ("Arbejdsgiveren", {"Ring først.", "Spørg ham."})
    [block] = operations.use_left_over(version=draft, card_ids=ids(cards), by=anna, now=now)
    assert (block.kind, block.obligation, block.content["text"]) == (BlockKind.MARK, "", "Arbejdsgiveren")
    assert {(one.quote, one.meeting_title, one.group) for one in block.quotes} == {
        ("Ring først.", "Læringsmøde om praktik", "Gruppe 1"),
        ("Spørg ham.", "Læringsmøde om praktik", "Gruppe 1"),
    }
    assert not queries.left_over(draft).exists()


def test_card_is_used_once_however_often_it_is_pressed(anna: Person, now: datetime) -> None:
    draft = a_draft(anna, now, *piled("Ring først."))
    cards = taken_out(draft, anna, now)
    operations.use_left_over(version=draft, card_ids=ids(cards), by=anna, now=now)
    for sent in (ids(cards), [uuid4()], []):
        with pytest.raises(Stale):
            operations.use_left_over(version=draft, card_ids=sent, by=anna, now=now)
    assert len(queries.blocks_of(draft)) == 1


def test_kind_that_is_not_written_from_cards_keeps_them_beside_it(anna: Person, now: datetime) -> None:
    cards = piled("Husk telefon.", "Husk mail.")
    draft = a_form(anna, now, *cards)
    assert (queries.blocks_of(draft), len(queries.piles_left_over(draft)[0].cards)) == ([], 2)
    with pytest.raises(Refusal):
        operations.use_left_over(version=draft, card_ids=ids(cards), by=anna, now=now)
    field = operations.add_block(version=draft, part="field", content=CONTENTS["field"], by=anna, now=now)
    [under] = operations.use_left_over(version=draft, card_ids=ids(cards[:1]), under=field, by=anna, now=now)
    assert (under.pk, [one.quote for one in under.again().quotes]) == (field.pk, ["Husk telefon."])
    assert [one.quote for one in queries.left_over(draft)] == ["Husk mail."]


def test_more_evidence_does_not_void_a_request_and_a_new_block_does(anna: Person, dorte: Person, now: datetime) -> None:
    draft = a_draft(anna, now, *piled("Ring først."), *piled("Spørg ham.", name="Mere"), *piled("Tredje", name=""))
    first, second = taken_out(draft, anna, now), taken_out(draft, anna, now)
    waiting = asked(make_ready(draft, anna, now), dorte, anna, now).version
    mark = queries.blocks_of(draft)[0]
    operations.use_left_over(version=draft, card_ids=ids(first), under=mark, by=anna, now=now)
    assert waiting.again().state == State.AWAITING_APPROVAL
    operations.use_left_over(version=draft, card_ids=ids(second), by=anna, now=now)
    assert waiting.again().state == State.DRAFT


def test_block_of_another_draft_or_taken_out_takes_nothing(anna: Person, now: datetime) -> None:
    cards = piled("Husk telefon.")
    draft = a_form(anna, now, *cards)
    gone = operations.add_block(version=draft, part="field", content=CONTENTS["field"], by=anna, now=now)
    operations.remove_block(block=gone, expected_edit=1, by=anna, now=now)
    elsewhere = a_block(the_draft(a_product(anna, now)), BlockKind.MARK, anna, now)
    for block in (gone, elsewhere):
        with pytest.raises(Stale):
            operations.use_left_over(version=draft, card_ids=ids(cards), under=block, by=anna, now=now)


def test_only_authors_use_what_is_left_over(anna: Person, bo: Person, now: datetime) -> None:
    cards = piled("Husk telefon.")
    draft = a_form(anna, now, *cards)
    with pytest.raises(NotAllowed):
        operations.use_left_over(version=draft, card_ids=ids(cards), by=bo, now=now)


def test_editor_shows_what_is_left_over_and_makes_a_mark_of_it(anna: Person, now: datetime, as_: As) -> None:
    draft = a_draft(anna, now, *piled("Ring først."), *piled("Spørg ham.", name="Mere"))
    [card] = taken_out(draft, anna, now)
    client = as_(anna)
    page = f"/pejlemaerker/{draft.product_id}/kladde/"
    shown = client.get(page).content.decode()
    assert "Ring først." in shown
    assert "Læringsmøde om praktik · Gruppe 1" in shown
    answer = client.post(page + "kort/", {"use": str(card.card.id)})
    assert answer.status_code == 303
    assert not queries.left_over(draft).exists()
    again = client.post(page + "kort/", {"use": str(card.card.id)}, follow=True)
    assert "used already" in again.content.decode()


def test_card_is_laid_under_a_mark_by_page(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    draft = a_draft(anna, now, *piled("Ring først."), *piled("Spørg ham.", name="Mere"))
    [card] = taken_out(draft, anna, now)
    [mark] = queries.blocks_of(draft)
    address = f"/pejlemaerker/{draft.product_id}/kladde/kort/?cards={card.card.id}"
    client = as_(anna)
    assert "Mere" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"under": str(mark.pk)}).status_code == 303
    assert {one.quote for one in mark.again().quotes} == {"Ring først.", "Spørg ham."}
    assert client.get(address).status_code == 404
    assert client.get(f"/pejlemaerker/{draft.product_id}/kladde/kort/?cards=nej").status_code == 404
    assert as_(bo).get(address).status_code == 404


def test_left_over_is_read_and_used_by_api(anna: Person, now: datetime, api_as: As) -> None:
    draft = a_draft(anna, now, *piled("Ring først."), *piled("Spørg ham.", name="Mere"))
    [card] = taken_out(draft, anna, now)
    client, address = api_as(anna), f"/api/v1/products/{draft.product_id}/versions/1/left-over"
    [shown] = client.get(address).json()["items"]
    assert (shown["quote"], shown["group"], shown["alike_name"]) == ("Ring først.", "Gruppe 1", "Arbejdsgiveren")
    answer = client.post(address, {"cards": [str(card.card.id)]}, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()[0]["evidence"] == [
        {"quote": "Ring først.", "meeting": "Læringsmøde om praktik", "group": "Gruppe 1"}
    ]
    assert client.post(address, {"cards": [str(card.card.id)]}, content_type="application/json").status_code == 409


def test_mark_shows_the_rule_it_rests_on(anna: Person, now: datetime, as_: As) -> None:
    draft = the_draft(a_product(anna, now, kind=of_everything()))
    rule = a_block(draft, BlockKind.RULE, anna, now)
    mark = a_block(draft, BlockKind.MARK, anna, now, rule=str(rule.lineage))
    found = mark.rule
    assert found is not None
    assert found.pk == rule.pk
    shown = as_(anna).get(f"/pejlemaerker/{draft.product_id}/?version=1").content.decode()
    assert f'href="#block-{rule.pk}"' in shown
    operations.remove_block(block=rule, expected_edit=1, by=anna, now=now)
    assert queries.blocks_of(draft.again())[0].rule is None
