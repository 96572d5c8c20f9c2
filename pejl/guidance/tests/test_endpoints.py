"""Guidance in the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Block, Product
from pejl.guidance.names import BlockKind, ReferenceKind, State
from pejl.guidance.tests.factories import CONTENTS, a_block, a_product, asked, make_ready, published, the_draft

Api = Callable[[Person], Client]


def address_of(product: Product, more: str = "") -> str:
    return f"/api/v1/products/{product.pk}{more}"


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return client.generic(method, path, _json(body), content_type="application/json", headers=headers)


def _json(body: Any) -> bytes:
    import json

    return b"" if body is None else json.dumps(body).encode()


def test_draft_is_written_approved_and_read_by_api_alone(
    anna: Person, bo: Person, dorte: Person, now: datetime, api_as: Api
) -> None:
    product = a_product(anna, now, "Spørg arbejdsgiveren først.")
    author, approver, reader = api_as(anna), api_as(dorte), api_as(bo)
    version = address_of(product, "/versions/1")
    for kind in (part.kind for part in product.kind.made_of):
        content = CONTENTS[kind]
        said = {"part": kind, "content": content}
        if kind in (BlockKind.MARK, BlockKind.RULE):
            said["obligation"] = "must"
        assert send(author, "POST", version + "/blocks", said).status_code == 201, kind
    for kind in ReferenceKind:
        if kind != "law_guide":
            said = {"part": "reference", "content": {"kind": kind.value, "is_none": True}}
            assert send(author, "POST", version + "/blocks", said).status_code == 201
    draft = author.get(version).json()
    assert [gap["part"] for gap in draft["missing"]] == ["about", "people", "mark"]
    undecided = next(block for block in draft["blocks"] if block["obligation"] is None and block["kind"] == "mark")
    said = {"content": undecided["content"], "obligation": "may", "expected_edit": undecided["edit"]}
    assert send(author, "PUT", f"/api/v1/blocks/{undecided['id']}", said).json()["edit"] == 2
    said = {"title": draft["title"], "purpose": "Ved praktik.", "expected_edit": draft["edit"]}
    assert send(author, "PUT", version, said).status_code == 200
    responsible = {"person": str(anna.pk), "deputy": str(bo.pk)}
    assert send(author, "PUT", address_of(product, "/responsible"), responsible).json()["missing"] == []
    assert [one["id"] for one in author.get(version + "/approvers").json()["items"]] == [str(dorte.pk)]
    request = send(author, "POST", version + "/approval-requests", {"approvers": [str(dorte.pk)]})
    assert request.status_code == 201
    assert approver.get(version + "/approval-requests").json()["items"] == request.json()
    said = {"verdict": "approved", "digest": approver.get(version).json()["digest"]}
    assert send(approver, "POST", version + "/approvals", said).status_code == 201
    read = reader.get(address_of(product, "/version")).json()
    assert (read["state"], read["valid_from"] is not None) == ("published", True)
    assert read["responsible"]["name"] == anna.name
    quotes = [one for block in read["blocks"] for one in block["evidence"]]
    assert quotes == [
        {
            "quote": "Spørg arbejdsgiveren først.",
            "meeting": "Læringsmøde om virksomhedspraktik",
            "group": "Gruppe 2",
        }
    ]
    assert reader.get(version + "/pdf").content.startswith(b"%PDF")
    assert [one["id"] for one in reader.get("/api/v1/products").json()["items"]] == [str(product.pk)]
    assert send(author, "POST", address_of(product, "/versions")).json()["number"] == 2
    assert send(author, "POST", address_of(product, "/withdrawal"), {"reason": "Ude"}).status_code == 201
    assert reader.get(address_of(product, "/version")).json()["withdrawn_because"] == "Ude"


def test_blocks_are_moved_removed_and_restored(anna: Person, now: datetime, api_as: Api) -> None:
    draft = the_draft(a_product(anna, now))
    one, two = (a_block(draft, BlockKind.MARK, anna, now, text=text) for text in ("Et", "To"))
    client = api_as(anna)
    block = f"/api/v1/blocks/{two.pk}"
    said = {"up": True, "expected_position": two.position}
    assert send(client, "POST", block + "/move", said).json()["position"] == one.position
    assert send(client, "POST", block + "/move", said).status_code == 409
    assert send(client, "DELETE", block + "?expected_edit=1").json()["is_removed"] is True
    assert send(client, "DELETE", block + "?expected_edit=1").status_code == 409
    assert send(client, "POST", block + "/restore").json()["is_removed"] is False
    assert queries.blocks_of(draft) == [two, one]


def test_same_key_adds_once(anna: Person, now: datetime, api_as: Api) -> None:
    product, client = a_product(anna, now), api_as(anna)
    said = {"part": "mark", "content": CONTENTS["mark"], "obligation": "must"}
    key = {"Idempotency-Key": str(uuid4())}
    answers = [send(client, "POST", address_of(product, "/versions/1/blocks"), said, **key) for _time in range(2)]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Block.objects.count() == 1


def test_refusals_are_problems_that_name_the_field(anna: Person, dorte: Person, now: datetime, api_as: Api) -> None:
    product, client = a_product(anna, now), api_as(anna)
    blocks = address_of(product, "/versions/1/blocks")
    answer = send(client, "POST", blocks, {"part": "mark", "content": {"text": ""}, "obligation": "must"})
    assert (answer.status_code, answer.json()["field"]) == (422, "text")
    answer = send(client, "POST", blocks, {"part": "reference", "content": {**CONTENTS["reference"], "link": "//x.dk"}})
    assert (answer.status_code, answer.json()["field"]) == (422, "link")
    said = {"part": "mark", "content": {"text": "Se 710101-1234"}, "obligation": "must"}
    answer = send(client, "POST", blocks, said)
    assert answer.status_code == 422
    assert "710101" not in answer.content.decode()
    answer = send(client, "POST", address_of(product, "/versions/1/approval-requests"), {"approvers": [str(dorte.pk)]})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:pejl:problem:refused")


def test_authors_are_named(anna: Person, bo: Person, now: datetime, api_as: Api) -> None:
    product = a_product(anna, now)
    said = {"authors": [str(anna.pk), str(bo.pk)]}
    answer = send(api_as(anna), "PUT", address_of(product, "/authors"), said)
    assert [one["name"] for one in answer.json()["authors"]] == [anna.name, bo.name]
    assert send(api_as(anna), "PUT", address_of(product, "/authors"), {"authors": []}).status_code == 422
    assert send(api_as(anna), "PUT", address_of(product, "/authors"), {"authors": [str(uuid4())]}).status_code == 404


def test_people_are_named_at_once(anna: Person, bo: Person, now: datetime, api_as: Api) -> None:
    product = a_product(anna, now)
    said = {"authors": [str(anna.pk), str(bo.pk)], "responsible": str(bo.pk), "deputy": str(anna.pk)}
    answer = send(api_as(anna), "PUT", address_of(product, "/people"), said).json()
    assert [one["name"] for one in answer["authors"]] == [anna.name, bo.name]
    assert (answer["responsible"]["name"], answer["deputy"]["name"]) == (bo.name, anna.name)


def test_request_is_taken_back(anna: Person, dorte: Person, now: datetime, api_as: Api) -> None:
    product = a_product(anna, now)
    asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    pending = address_of(product, "/versions/1/approval-requests")
    assert send(api_as(anna), "DELETE", pending).json()["state"] == State.DRAFT
    assert api_as(anna).get(pending).json()["items"] == []


def test_kinds_drafts_and_product_are_listed(anna: Person, bo: Person, now: datetime, api_as: Api) -> None:
    product = a_product(anna, now)
    client = api_as(anna)
    kinds = client.get("/api/v1/product-kinds").json()["items"]
    kind = next(one for one in kinds if one["id"] == str(product.kind_id))
    assert [part["key"] for part in kind["parts"]] == [part.key for part in product.kind.made_of]
    assert [one["product_id"] for one in client.get("/api/v1/products/drafts").json()["items"]] == [str(product.pk)]
    assert api_as(bo).get("/api/v1/products/drafts").json()["items"] == []
    assert [one["number"] for one in client.get(address_of(product)).json()["versions"]] == [1]


def test_list_is_narrowed(anna: Person, dorte: Person, now: datetime, api_as: Api) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    client = api_as(anna)

    def found(query: str) -> int:
        return len(client.get("/api/v1/products" + query).json()["items"])

    assert [found(query) for query in ("", "?q=praktik", "?q=ingen", f"?kind={uuid4()}")] == [1, 1, 0, 0]
    operations.withdraw(product=product, reason="Ude", by=anna, now=now)
    assert [found(query) for query in ("", "?withdrawn=true")] == [0, 1]


@pytest.mark.parametrize("who", ["bo", "carla"])
def test_stranger_finds_nothing(
    who: str, anna: Person, request: pytest.FixtureRequest, now: datetime, api_as: Api
) -> None:
    product = a_product(anna, now)
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    client = api_as(request.getfixturevalue(who))
    version = address_of(product, "/versions/1")
    for method, path, body in (
        ("GET", address_of(product), None),
        ("GET", address_of(product, "/version"), None),
        ("GET", version, None),
        ("GET", version + "/pdf", None),
        ("GET", version + "/approvers", None),
        ("GET", version + "/approval-requests", None),
        ("PUT", version, {"title": "X", "expected_edit": 1}),
        ("POST", version + "/blocks", {"part": "mark", "content": {"text": "X"}}),
        ("POST", version + "/approval-requests", {"approvers": [str(anna.pk)]}),
        ("DELETE", version + "/approval-requests", None),
        ("POST", version + "/approvals", {"verdict": "approved", "digest": "x"}),
        ("POST", address_of(product, "/versions"), None),
        ("POST", address_of(product, "/withdrawal"), {"reason": "X"}),
        ("PUT", address_of(product, "/authors"), {"authors": [str(anna.pk)]}),
        ("PUT", address_of(product, "/responsible"), {"person": str(anna.pk)}),
        ("PUT", f"/api/v1/blocks/{block.pk}", {"content": {"text": "X"}, "expected_edit": 1}),
        ("POST", f"/api/v1/blocks/{block.pk}/move", {"up": True, "expected_position": 1}),
        ("DELETE", f"/api/v1/blocks/{block.pk}?expected_edit=1", None),
        ("POST", f"/api/v1/blocks/{block.pk}/restore", None),
    ):
        assert send(client, method, path, body).status_code == 404, (method, path)
    assert the_draft(product).edit == 1


def test_reader_cannot_write_and_author_cannot_approve(
    anna: Person, bo: Person, dorte: Person, now: datetime, api_as: Api
) -> None:
    product = a_product(anna, now)
    request = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    said = {"verdict": "approved", "digest": request.digest}
    assert send(api_as(anna), "POST", address_of(product, "/versions/1/approvals"), said).status_code == 403
    operations.decide(version=request.version, verdict="approved", note="", digest=request.digest, by=dorte, now=now)
    said = {"part": "mark", "content": CONTENTS["mark"], "obligation": "must"}
    assert send(api_as(bo), "POST", address_of(product, "/versions/1/blocks"), said).status_code == 403
    assert send(api_as(anna), "POST", address_of(product, "/versions/1/blocks"), said).status_code == 409
    assert send(api_as(bo), "POST", address_of(product, "/versions")).status_code == 403
    assert send(api_as(bo), "POST", address_of(product, "/withdrawal"), {"reason": "X"}).status_code == 403
