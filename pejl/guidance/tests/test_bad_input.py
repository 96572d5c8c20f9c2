"""What must not get in, or do no harm: scripts in every field, far too much text, far too many rows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, policies
from pejl.guidance.models import Approval, Block, Kind, Product, Version
from pejl.guidance.names import SHAPES, BlockKind, Holds, State
from pejl.guidance.tests.factories import (
    MARK,
    PARTS,
    SITUATION,
    a_block,
    a_product,
    asked,
    described,
    make_ready,
    of_everything,
    published,
    the_draft,
)

As = Callable[[Person], Client]

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)><svg onload=alert(1)>{{ 7 * 7 }}"
# None of these may ever stand in a page; nor may a template have been read: 49.
NEVER = ("<script>alert", "<img src=x", "<svg onload", "'><img")
WORD = '<p class="MsoNormal" style="mso-fareast-language:DA">Ord fra en lang rapport.<o:p></o:p></p>\n'
TWO_MB = WORD * (2_000_000 // len(WORD))


def hostile(kind: str) -> dict[str, str]:
    """The same words in every field of a block that takes words."""
    texts = (Holds.LINE, Holds.WORDS, Holds.RICH)
    return {field.name: HOSTILE for field in PARTS[BlockKind(kind)].shape if field.holds in texts}


def page_of(product: Product, more: str = "") -> str:
    return f"/pejlemaerker/{product.pk}/{more}"


def harmless(answer: Any) -> str:
    """The page, which says the words as words."""
    assert answer.status_code in (200, 422), answer
    text: str = answer.content.decode()
    for written in NEVER:
        assert written not in text, written
    return text


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """It takes no longer, also on a machine that does something else."""
    begun = time.perf_counter()
    yield
    assert time.perf_counter() - begun < seconds


@pytest.mark.parametrize("kind", SHAPES)
def test_script_in_any_field_is_words_wherever_it_is_read(
    kind: str, anna: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now, kind=of_everything())
    block = a_block(the_draft(product), kind, anna, now, **hostile(kind))
    client = as_(anna)
    for more in ("kladde/", f"kladde/?block={block.pk}", f"kladde/?order={kind}", ""):
        assert "&lt;script&gt;alert(1)" in harmless(client.get(page_of(product, more))), more
    published(product, dorte, anna, now)
    harmless(client.get(page_of(product)))
    assert client.get(page_of(product, "pdf/")).content.startswith(b"%PDF")
    assert client.get(page_of(product, "word/")).content.startswith(b"PK")
    operations.begin_next_version(product=product, by=anna, now=now)
    copy = the_draft(product).blocks.get(lineage=block.lineage)
    operations.remove_block(block=copy, expected_edit=copy.edit, by=anna, now=now)
    for more in ("sammenlign/", "sammenlign/?look=side", "kladde/"):
        harmless(client.get(page_of(product, more)))


@pytest.mark.parametrize("kind", SHAPES)
def test_refused_form_gives_a_script_back_as_words(kind: str, anna: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now, kind=of_everything())
    said = hostile(kind) | {name: f"{text} 710101-1234" for name, text in hostile(kind).items()}
    answer = as_(anna).post(page_of(product, f"kladde/ny/{kind}/"), said)
    assert answer.status_code == 422
    harmless(answer)
    assert not Block.objects.exists()


def test_script_in_the_words_of_a_version_or_its_kind_is_words(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    parts = [{**part.as_data(), "name": HOSTILE, "hint": HOSTILE} for part in PARTS.values()]
    product = a_product(anna, now, kind=Kind.objects.create(name=HOSTILE[:80], parts=parts))
    described(the_draft(product), anna, now, title=HOSTILE, purpose=HOSTILE)
    for more in ("", "kladde/", "kladde/?part=about"):
        harmless(as_(anna).get(page_of(product, more)))
    published(product, dorte, anna, now)
    operations.withdraw(product=product, reason=HOSTILE, by=anna, now=now)
    for path in (page_of(product), page_of(product, "revision/"), "/pejlemaerker/?withdrawn=on"):
        harmless(as_(bo).get(path))


def test_two_megabytes_from_word_are_refused_at_once(anna: Person, now: datetime, as_: As, api_as: As) -> None:
    product = a_product(anna, now, kind=of_everything())
    block = a_block(the_draft(product), BlockKind.TEXT, anna, now)
    client, api = as_(anna), api_as(anna)
    limit = str(policies.LONGEST[Holds.RICH])
    forms = {"kladde/ny/text/": {}, f"../afsnit/{block.pk}/": {"edit": block.edit}}
    for more, also in forms.items():
        address = page_of(product, more).replace(f"{product.pk}/../", "")
        with within(3):
            answer = client.post(address, {"heading": "", "text": TWO_MB, **also})
        assert answer.status_code == 422
        assert limit in answer.content.decode()
        assert len(answer.content) < 5_000_000
    content = {"heading": "", "text": TWO_MB}
    sent = {
        ("POST", f"/api/v1/products/{product.pk}/versions/1/blocks"): {"part": "text", "content": content},
        ("PUT", f"/api/v1/blocks/{block.pk}"): {"content": content, "expected_edit": block.edit},
    }
    for (method, path), body in sent.items():
        with within(3):
            answer = api.generic(method, path, json.dumps(body), content_type="application/json")
        assert answer.status_code == 422
        assert limit in answer.json()["detail"]
        assert len(answer.content) < 1000
    assert [one.content["text"] for one in Block.objects.all()] == ["Tag samtalen sammen."]


def test_more_than_a_request_may_hold_is_refused_with_a_sentence(anna: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    with within(3):
        answer = as_(anna).post(page_of(product, "kladde/ny/text/"), {"heading": "", "text": TWO_MB * 2})
    assert answer.status_code in (400, 413)
    assert not Block.objects.exists()


def test_unsent_text_of_two_megabytes_is_not_kept(anna: Person, now: datetime, as_: As) -> None:
    body = {"place": "guidance:add_text:x", "fields": {"text": TWO_MB}}
    with within(3):
        answer = as_(anna).post("/kladde/", json.dumps(body), content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert answer.json()["detail"]


def a_table(draft: Version, rows: int) -> None:
    """So many situations in a row, written at once."""
    content = {**SITUATION, "use": "- Når borgeren ikke kan vende tilbage.\n- Når **hjælpemidler** er prøvet."}
    Block.objects.bulk_create(
        Block(
            version=draft,
            part="situation",
            kind=BlockKind.SITUATION,
            position=number,
            content=content | {"name": f"Situation {number}"},
        )
        for number in range(1, rows + 1)
    )


def test_table_of_five_hundred_rows_ends_where_a_text_is_full(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As, api_as: As
) -> None:
    product = a_product(anna, now)
    draft = the_draft(product)
    a_table(draft, policies.MOST_BLOCKS)
    with pytest.raises(Refusal) as refusal, translation.override("da"):
        a_block(draft, BlockKind.SITUATION, anna, now)
    assert "Del den i to" in refusal.value.message
    answer = as_(anna).post(page_of(product, "kladde/ny/situation/"), SITUATION)
    assert 400 <= answer.status_code < 500
    assert refusal.value.message in answer.content.decode()
    body = json.dumps({"part": "situation", "content": SITUATION})
    path = f"/api/v1/products/{product.pk}/versions/1/blocks"
    said = api_as(anna).post(path, body, content_type="application/json")
    assert 400 <= said.status_code < 500
    assert Block.objects.count() == policies.MOST_BLOCKS


def test_the_longest_table_is_read_printed_and_edited_without_waiting(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    a_table(the_draft(product), policies.MOST_BLOCKS - 5)  # a mark, and a reference of each kind
    with within(5):
        assert as_(anna).get(page_of(product, "kladde/")).status_code == 200
    published(product, dorte, anna, now)
    with within(3):
        text = as_(bo).get(page_of(product)).content.decode()
    assert text.count("Situation ") >= policies.MOST_BLOCKS - 5
    with within(8):
        assert as_(bo).get(page_of(product, "pdf/")).content.startswith(b"%PDF")


def test_approval_by_api_of_a_text_that_changed_a_second_before_decides_nothing(
    anna: Person, dorte: Person, now: datetime, api_as: As
) -> None:
    product = a_product(anna, now)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    operations.change_block(
        block=block,
        content={**MARK, "text": "Skrevet om"},
        obligation="may",
        expected_edit=block.edit,
        by=anna,
        now=now + timedelta(seconds=59),
    )
    path = f"/api/v1/products/{product.pk}/versions/1/approvals"
    said = {"verdict": "approved", "note": "", "digest": request.digest}
    answer = api_as(dorte).post(path, json.dumps(said), content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["detail"]
    assert the_draft(product).state == State.DRAFT
    assert not Approval.objects.exists()
