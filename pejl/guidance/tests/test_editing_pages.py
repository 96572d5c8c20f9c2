"""Writing, asking for approval, deciding and withdrawing in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as drafts_queries
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.forms import form_of
from pejl.guidance.models import Block, Product
from pejl.guidance.names import BlockKind, ReferenceKind, State
from pejl.guidance.tests.factories import (
    CONTENTS,
    MARK,
    PARTS,
    a_block,
    a_product,
    asked,
    described,
    make_ready,
    of_everything,
    published,
    the_draft,
)
from pejl.organisation.tests.factories import a_function, a_unit, employed
from tests.access.boarding import a_point

As = Callable[[Person], Client]


def editor_of(product: Product, more: str = "") -> str:
    return f"/pejlemaerker/{product.pk}/kladde/{more}"


def page_of(product: Product, more: str = "") -> str:
    return f"/pejlemaerker/{product.pk}/{more}"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def typed(kind: str, **said: Any) -> dict[str, Any]:
    """What a browser sends for a block of this kind."""
    asked = form_of(PARTS[BlockKind(kind)]).base_fields
    fields = {name: value for name, value in CONTENTS[kind].items() if name in asked and value is not False}
    obligation = {"obligation": "must"} if "obligation" in asked else {}
    file = {"file": SimpleUploadedFile("plakat.png", a_point(200))} if "file" in asked else {}
    return {**fields, **obligation, **file, "client_id": str(uuid4()), **said}


@pytest.mark.parametrize("kind", CONTENTS)
def test_every_kind_of_block_is_written_and_changed_by_its_form(
    kind: str, anna: Person, now: datetime, as_: As
) -> None:
    product, client = a_product(anna, now, kind=of_everything()), as_(anna)
    assert "<form" in text_of(client.get(editor_of(product, f"?add={kind}")))
    answer = client.post(editor_of(product, f"ny/{kind}/"), typed(kind))
    block = Block.objects.get()
    assert answer["Location"] == editor_of(product, f"#block-{block.pk}")
    assert {name: value for name, value in block.content.items() if value} == {
        name: value for name, value in CONTENTS[kind].items() if value
    }
    shown = text_of(client.get(editor_of(product, f"?block={block.pk}")))
    assert f'action="/pejlemaerker/afsnit/{block.pk}/#open"' in shown
    name = next(name for name, value in CONTENTS[kind].items() if name in ("text", "title", "goal", "name"))
    answer = client.post(f"/pejlemaerker/afsnit/{block.pk}/", typed(kind, edit=1, **{name: "Skrevet om"}))
    assert answer.status_code == 303
    assert block.again().content[name] == "Skrevet om"


def test_days_are_typed_as_danes_do(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    client.post(editor_of(product, "ny/rule/"), typed(BlockKind.RULE, as_of="4/3-2015"))
    block = Block.objects.get()
    assert block.content["as_of"] == "2015-03-04"
    assert 'value="4/3-2015"' in text_of(client.get(editor_of(product, f"?block={block.pk}")))


def test_form_sent_twice_writes_once(anna: Person, now: datetime, as_: As) -> None:
    product, client, said = a_product(anna, now), as_(anna), typed(BlockKind.MARK)
    answers = [client.post(editor_of(product, "ny/mark/"), said) for _time in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Block.objects.count() == 1


def test_one_more_is_written_at_once(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    answer = client.post(editor_of(product, "ny/tool/"), typed(BlockKind.TOOL, use="can", another="1"))
    assert answer["Location"] == editor_of(product, "?add=tool&choice=can#open")
    shown = text_of(client.get(answer["Location"]))
    assert '<input type="hidden" name="use" id="id_use" value="can">' in shown


def test_refused_form_comes_back_with_what_was_typed(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    said = typed(BlockKind.MARK, obligation="", text="Det her er vigtigt nok")
    answer = client.post(editor_of(product, "ny/mark/"), said)
    assert answer.status_code == 422
    assert said["text"] in text_of(answer)
    assert said["client_id"] in text_of(answer)
    answer = client.post(editor_of(product, "ny/tool/"), typed(BlockKind.TOOL, use="situation", title="Et skema"))
    assert answer.status_code == 422
    assert 'id="id_situation-error"' in text_of(answer)
    answer = client.post(editor_of(product, "ny/reference/"), typed(BlockKind.REFERENCE, link="//evil.example"))
    assert 'id="id_link-error"' in text_of(answer)
    assert not Block.objects.exists()


def test_cpr_number_is_refused_and_can_be_taken_out(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    said = typed(BlockKind.MARK, text="Borgeren 710101-1234 blev rask.")
    answer = client.post(editor_of(product, "ny/mark/"), said)
    assert answer.status_code == 422
    assert 'name="remove_cpr" value="text"' in text_of(answer)
    answer = client.post(editor_of(product, "ny/mark/"), {**said, "remove_cpr": "text"})
    assert answer.status_code == 422
    assert "710101" not in text_of(answer)
    assert "blev rask." in text_of(answer)


def test_stale_save_shows_both_texts_and_can_be_sent_again(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now, authors=[anna, bo])
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    address = f"/pejlemaerker/afsnit/{block.pk}/"
    as_(anna).post(address, typed(BlockKind.MARK, edit=1, text="Annas ord"))
    answer = as_(bo).post(address, typed(BlockKind.MARK, edit=1, text="Bos ord"))
    assert answer.status_code == 422
    assert "Annas ord" in text_of(answer)
    assert "Bos ord" in text_of(answer)
    assert 'name="edit" id="id_edit" value="2"' in text_of(answer)
    assert block.again().content["text"] == "Annas ord"
    assert as_(bo).post(address, typed(BlockKind.MARK, edit=2, text="Bos ord")).status_code == 303
    assert block.again().content["text"] == "Bos ord"


def test_stale_description_shows_both_texts(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now, authors=[anna, bo])
    described(the_draft(product), anna, now, purpose="Annas formål")
    said = {"title": "Bos titel", "purpose": "Bos formål", "edit": 1}
    answer = as_(bo).post(editor_of(product, "om/"), said)
    assert answer.status_code == 422
    for text in ("Annas formål", "Bos formål", "Bos titel"):
        assert text in text_of(answer)
    assert as_(bo).post(editor_of(product, "om/"), {**said, "edit": 2}).status_code == 303
    assert the_draft(product).purpose == "Bos formål"


def test_unsent_text_is_shown_again_beside_the_saved_one(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    place = f"guidance:block:{block.pk}"
    drafts.keep(place=place, fields={"text": "Halvt skrevet"}, by=anna, now=now)
    shown = text_of(client.get(editor_of(product, f"?block={block.pk}")))
    assert "Halvt skrevet" in shown
    assert MARK["text"] in shown
    client.post(f"/pejlemaerker/afsnit/{block.pk}/", typed(BlockKind.MARK, edit=1, text="Helt skrevet"))
    assert drafts_queries.at(place, person=anna) is None


def test_unsent_text_can_be_forgotten(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    place = f"guidance:add_mark:{the_draft(product).pk}"
    drafts.keep(place=place, fields={"text": "Halvt skrevet"}, by=anna, now=now)
    assert "Halvt skrevet" in text_of(client.get(editor_of(product, "?add=mark")))
    client.post(editor_of(product, "glem/"), {"place": place})
    assert "Halvt skrevet" not in text_of(client.get(editor_of(product, "?add=mark")))


def test_every_form_says_where_its_unsent_text_is_kept(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    for query in (f"?block={block.pk}", "?add=reference&choice=notice", "?part=about"):
        assert 'data-draft="guidance:' in text_of(client.get(editor_of(product, query))), query


def test_blocks_are_moved_taken_out_and_put_back(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    one, two = (a_block(the_draft(product), BlockKind.MARK, anna, now, text=text) for text in ("Et", "To"))
    arrange = editor_of(product, "orden/")
    assert f'value="{two.pk}:{two.position}"' in text_of(client.get(editor_of(product, "?order=mark")))
    answer = client.post(arrange, {"up": f"{two.pk}:{two.position}"})
    assert answer["Location"] == editor_of(product, f"?order=mark#block-{two.pk}")
    assert queries.blocks_of(the_draft(product)) == [two, one]
    client.post(arrange, {"down": f"{two.pk}:{one.position}"})
    assert queries.blocks_of(the_draft(product)) == [one, two]
    answer = client.post(arrange, {"remove": f"{one.pk}:1"}, follow=True)
    assert f'name="restore" value="{one.pk}"' in text_of(answer)
    assert queries.blocks_of(the_draft(product)) == [two]
    client.post(arrange, {"restore": str(one.pk)})
    assert queries.blocks_of(the_draft(product)) == [one, two]


def test_stale_button_says_so_and_changes_nothing(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    for edit in ("7", "", "-1", "9" * 40):
        answer = client.post(editor_of(product, "orden/"), {"remove": f"{block.pk}:{edit}"}, follow=True)
        assert "alert--error" in text_of(answer), edit
    assert queries.blocks_of(the_draft(product)) == [block]


@pytest.mark.parametrize(
    "said", [{}, {"up": "x"}, {"up": f"{uuid4()}:1"}, {"remove": f"{uuid4()}:x"}, {"restore": ""}, {"up": ":"}]
)
def test_button_for_nothing_finds_nothing(said: dict[str, str], anna: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    assert as_(anna).post(editor_of(product, "orden/"), said).status_code == 404


def test_none_relevant_is_said_with_one_press(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    for kind in ReferenceKind:
        assert f'name="none" value="reference:{kind}"' in text_of(client.get(editor_of(product)))
        client.post(editor_of(product, "orden/"), {"none": f"reference:{kind.value}"})
        assert f'name="none" value="reference:{kind}"' not in text_of(client.get(editor_of(product)))
    assert Block.objects.count() == len(ReferenceKind)


@pytest.mark.parametrize("query", ["?block=x", "?block=0b1f6a52-6c0e-4d52-9d0e-2a4f0d6f1a11", "?add=gossip"])
def test_form_for_nothing_finds_nothing(query: str, anna: Person, now: datetime, as_: As) -> None:
    assert as_(anna).get(editor_of(a_product(anna, now), query)).status_code == 404


def test_people_are_named_on_their_form(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    employed(bo, now, a_unit(now, "Team"), a_function(now, "Sagsbehandler"))
    product, client = a_product(anna, now), as_(anna)
    assert bo.name in text_of(client.get(editor_of(product, "?part=people")))
    said = {"stay": [str(anna.pk)], "added": str(bo.pk), "responsible": str(dorte.pk), "deputy": str(bo.pk)}
    assert client.post(editor_of(product, "personer/"), said).status_code == 303
    people = queries.people_of(product)
    assert people.authors == [anna, bo]
    assert people.responsible is not None
    assert (people.responsible.person, people.responsible.deputy) == (dorte, bo)
    assert client.post(editor_of(product, "personer/"), {**said, "added": "", "responsible": ""}).status_code == 422
    assert (
        client.post(editor_of(product, "personer/"), {**said, "added": "", "deputy": str(dorte.pk)}).status_code == 422
    )
    assert client.post(editor_of(product, "personer/"), {**said, "stay": [], "added": ""}).status_code == 422
    assert client.post(editor_of(product, "personer/"), {**said, "added": str(uuid4())}).status_code == 422
    assert queries.people_of(product).authors == [anna, bo]


def test_who_is_no_author_writes_nothing(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    before = queries.digest_of(the_draft(product))
    client = as_(bo)
    assert client.get(editor_of(product))["Location"] == page_of(product)
    for address, said in (
        (editor_of(product, "ny/mark/"), typed(BlockKind.MARK)),
        (editor_of(product, "ny/mark/"), {}),
        (f"/pejlemaerker/afsnit/{block.pk}/", typed(BlockKind.MARK, edit=1, text="Bos ord")),
        (f"/pejlemaerker/afsnit/{block.pk}/", {}),
        (editor_of(product, "om/"), {"title": "Bos titel", "purpose": "", "edit": 1}),
        (editor_of(product, "orden/"), {"remove": f"{block.pk}:1"}),
        (page_of(product, "godkendelse/"), {"approvers": [str(dorte.pk)]}),
        (page_of(product, "godkendelse/fortryd/"), {}),
    ):
        assert client.post(address, said).status_code == 403, address
    assert queries.digest_of(the_draft(product)) == before


def test_stranger_meets_nothing(anna: Person, bo: Person, carla: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    for stranger in (bo, carla):
        for address in (
            editor_of(product, "ny/mark/"),
            editor_of(product, "om/"),
            editor_of(product, "personer/"),
            editor_of(product, "orden/"),
            editor_of(product, "glem/"),
            f"/pejlemaerker/afsnit/{block.pk}/",
            page_of(product, "godkendelse/"),
            page_of(product, "godkendelse/fortryd/"),
            page_of(product, "godkend/"),
            page_of(product, "naeste-version/"),
            page_of(product, "traek-tilbage/"),
        ):
            assert as_(stranger).post(address, {}).status_code == 404, address


def test_missing_parts_are_links_to_where_they_are_written(anna: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now, "Spørg arbejdsgiveren først."), as_(anna)
    text = text_of(client.get(page_of(product, "godkendelse/")))
    (block,) = queries.blocks_of(the_draft(product))
    for query in ("?part=about#open", "?part=people#open", f"?block={block.pk}#open", "#choice-notice"):
        assert f'href="{editor_of(product, query)}"' in text, query
        assert client.get(editor_of(product, query)).status_code == 200
    assert 'name="approvers"' not in text


def test_approval_is_asked_for_and_given(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    draft = make_ready(the_draft(product), anna, now)
    author, approver = as_(anna), as_(dorte)
    assert page_of(product, "godkendelse/") in text_of(author.get(editor_of(product)))
    shown = text_of(author.get(page_of(product, "godkendelse/")))
    assert dorte.name in shown
    assert bo.name not in shown
    assert author.post(page_of(product, "godkendelse/"), {}).status_code == 422
    author.post(page_of(product, "godkendelse/"), {"approvers": [str(dorte.pk)]})
    assert draft.again().state == State.AWAITING_APPROVAL
    page = text_of(approver.get(page_of(product, "godkend/")))
    digest = queries.digest_of(draft)
    assert f'value="{digest}"' in page
    assert approver.post(page_of(product, "godkend/"), {"digest": digest}).status_code == 422
    answer = approver.post(page_of(product, "godkend/"), {"digest": digest, "verdict": "approved", "note": ""})
    assert answer["Location"] == page_of(product)
    assert draft.again().state == State.PUBLISHED
    assert approver.get(page_of(product, "godkend/")).status_code == 200
    assert as_(bo).get(page_of(product)).status_code == 200


def test_sending_back_needs_a_note_that_authors_see(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    approver, said = as_(dorte), {"digest": request.digest, "verdict": "returned", "note": ""}
    assert approver.post(page_of(product, "godkend/"), said).status_code == 422
    approver.post(page_of(product, "godkend/"), {**said, "note": "Jeg mangler hjælpemidlerne."})
    assert "Jeg mangler hjælpemidlerne." in text_of(as_(anna).get(editor_of(product)))


def test_decision_on_a_text_that_changed_meanwhile_decides_nothing(
    anna: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    described(the_draft(product), anna, now, purpose="Noget andet")
    said = {"digest": request.digest, "verdict": "approved", "note": ""}
    assert as_(dorte).post(page_of(product, "godkend/"), said).status_code == 200
    asked(the_draft(product), dorte, anna, now)
    answer = as_(dorte).post(page_of(product, "godkend/"), said)
    assert answer["Location"] == page_of(product, "godkend/")
    assert the_draft(product).state == State.AWAITING_APPROVAL


def test_author_cannot_approve_by_any_address(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    said = {"digest": request.digest, "verdict": "approved", "note": ""}
    assert as_(anna).get(page_of(product, "godkend/")).status_code == 403
    assert as_(anna).post(page_of(product, "godkend/"), said).status_code == 403
    assert the_draft(product).state == State.AWAITING_APPROVAL


def test_request_is_taken_back_on_the_page(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    assert dorte.name in text_of(client.get(editor_of(product)))
    client.post(page_of(product, "godkendelse/fortryd/"))
    assert the_draft(product).state == State.DRAFT
    assert "alert--error" in text_of(client.post(page_of(product, "godkendelse/fortryd/"), follow=True))


def test_next_version_is_begun_with_one_press(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    published(product, dorte, anna, now)
    answer = client.post(page_of(product, "naeste-version/"))
    assert answer["Location"] == editor_of(product)
    assert 'name="changes"' in text_of(client.get(editor_of(product, "?part=about")))
    assert "alert--error" in text_of(client.post(page_of(product, "naeste-version/"), follow=True))


def test_withdrawing_asks_why(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product, client = a_product(anna, now), as_(anna)
    assert client.get(page_of(product, "traek-tilbage/")).status_code == 404
    published(product, dorte, anna, now)
    assert client.get(page_of(product, "traek-tilbage/")).status_code == 200
    assert as_(bo).get(page_of(product, "traek-tilbage/")).status_code == 403
    assert as_(bo).post(page_of(product, "traek-tilbage/"), {"reason": "Ude"}).status_code == 403
    assert client.post(page_of(product, "traek-tilbage/"), {"reason": "  "}).status_code == 422
    answer = client.post(page_of(product, "traek-tilbage/"), {"reason": "Reglen er ophævet."}, follow=True)
    assert "Reglen er ophævet." in text_of(answer)
    assert client.get(page_of(product, "traek-tilbage/")).status_code == 404


def test_editor_without_a_draft_leads_to_the_text_in_force(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    assert as_(anna).get(editor_of(product))["Location"] == page_of(product)
    assert as_(bo).get(editor_of(product))["Location"] == page_of(product)
