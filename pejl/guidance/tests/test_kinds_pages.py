"""Making and changing kinds, and beginning a product of one, in a browser and by the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Kind, Product
from pejl.guidance.names import BlockKind
from pejl.guidance.tests.factories import of_everything
from pejl.organisation.tests.factories import a_function

As = Callable[[Person], Client]
KINDS = "/pejlemaerker/slags/"
API = "/api/v1/product-kinds"


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


@pytest.fixture
def kind(keeper: Person, now: datetime) -> Kind:
    """The action guide of this job centre."""
    return operations.add_standard_kinds()[0]


def at(kind: Kind, more: str = "") -> str:
    return f"{KINDS}{kind.pk}/{more}"


def keys(kind: Kind) -> list[str]:
    return [part.key for part in kind.again().made_of]


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    call = getattr(client, method)
    return call(path, body, content_type="application/json") if body is not None else call(path)


def test_kinds_are_fetched_listed_and_seen_empty(keeper: Person, now: datetime, as_: As) -> None:
    client = as_(keeper)
    assert "No kinds yet" in text_of(client.get(KINDS))
    assert "10 kinds are new" in text_of(client.post(KINDS + "standard/", follow=True))
    assert "All the standard kinds are here already" in text_of(client.post(KINDS + "standard/", follow=True))
    for kind in [*queries.kinds(), of_everything()]:
        assert kind.name in text_of(client.get(KINDS))
        for page in (at(kind), at(kind, "tom/")):
            shown = text_of(client.get(page))
            for part in kind.made_of:
                assert str(part.heading) in shown


def test_list_asks_as_much_for_ten_kinds_as_for_one(
    keeper: Person, now: datetime, as_: As, django_assert_max_num_queries: Any
) -> None:
    client = as_(keeper)
    operations.add_standard_kinds()
    client.get(KINDS)
    with django_assert_max_num_queries(12):
        client.get(KINDS)


def test_only_who_looks_after_pejl_comes_in(kind: Kind, anna: Person, carla: Person, as_: As) -> None:
    for more in ("", "om/", "ny-del/?sort=text", "dele/mark/", "tom/"):
        assert as_(anna).get(at(kind, more)).status_code == 403, more
        assert as_(carla).get(at(kind, more)).status_code == 404, more
    assert as_(anna).get(KINDS).status_code == 403


def test_kind_is_made_described_and_given_parts_without_code(
    keeper: Person, anna: Person, now: datetime, as_: As
) -> None:
    client = as_(keeper)
    form = {"name": "Huskeliste", "about": "Til at huske.", "client_id": str(uuid4())}
    for _again in range(2):
        answer = client.post(KINDS + "ny/", form)
    kind = Kind.objects.get(name="Huskeliste")
    assert answer.headers["Location"] == at(kind)
    function = a_function(now)
    said = {"name": "Liste", "about": "Kort.", "review_months": 6, "approvals": 2, "needs_hearing": "on"}
    sent = said | {"functions": [str(function.pk)], "people": [str(anna.pk)], "edit": 1}
    assert client.post(at(kind, "om/"), sent).status_code == 302
    kind = kind.again()
    assert (kind.name, kind.review_months, kind.approvals, kind.needs_hearing, kind.edit) == ("Liste", 6, 2, True, 2)
    assert queries.approving(kind).names == [function.name, anna.name]
    shown = text_of(client.get(at(kind, "ny-del/?sort=situation")))
    assert "Goal of the measure" in shown
    table = {"name": "Når", "column_1": "Use and professional basis", "needed_1": "on", "column_5": "Hvem", "edit": 2}
    assert client.post(at(kind, "ny-del/?sort=situation"), table).headers["Location"].endswith("#part-naar")
    [part] = kind.again().made_of
    assert [(one.key, one.name, one.is_required) for one in part.columns] == [
        ("use", "", True),
        ("hvem", "Hvem", False),
    ]
    lines = {"name": "", "begins_with": "Et\r\n\r\nTo", "is_needed": "on", "edit": 3}
    assert client.post(at(kind, "ny-del/?sort=question"), lines).status_code == 303
    assert kind.again().made_of[1].begins_with == ("Et", "To")
    assert "Et\nTo" in text_of(client.get(at(kind, "dele/question/")))


def test_refusals_stand_in_the_form(kind: Kind, keeper: Person, as_: As) -> None:
    client = as_(keeper)
    taken = client.post(KINDS + "ny/", {"name": kind.name, "about": "Til noget."})
    assert taken.status_code == 422
    assert "There is a kind with this name already." in text_of(taken)
    assert "A table needs at least one column." in text_of(
        client.post(at(kind, "ny-del/?sort=situation"), {"name": "Når", "edit": 1})
    )
    number = client.post(at(kind, "dele/mark/"), {"name": "Ring 710101-1234", "edit": 1})
    assert number.status_code == 422
    assert client.get(at(kind, "ny-del/?sort=digt")).status_code == 404
    assert client.get(at(kind, "dele/digt/")).status_code == 404
    assert kind.again().edit == 1


def test_who_saves_over_another_is_shown_both(kind: Kind, keeper: Person, now: datetime, as_: As) -> None:
    client = as_(keeper)
    said = {"name": "Vejviser", "about": "Ny tekst.", "review_months": 6, "approvals": 1, "edit": 1}
    assert client.post(at(kind, "om/"), said).status_code == 302
    late = client.post(at(kind, "om/"), said | {"name": "Anvisning"})
    assert late.status_code == 422
    assert "Vejviser" in text_of(late)
    assert 'value="Anvisning"' in text_of(late)
    assert client.post(at(kind, "om/"), said | {"name": "Anvisning", "edit": 2}).status_code == 302
    part = client.post(at(kind, "dele/mark/"), {"name": "Mine", "edit": 1})
    assert part.status_code == 422
    assert "The text as it is saved" in text_of(part)
    assert keys(kind)[0] == "mark"


def test_parts_are_moved_taken_out_and_put_back(kind: Kind, keeper: Person, as_: As) -> None:
    client, arrange = as_(keeper), at(kind, "orden/")
    assert client.post(arrange, {"down": "mark:1"}).status_code == 303
    assert keys(kind)[:2] == ["rule", "mark"]
    assert "Somebody else changed this" in text_of(client.post(arrange, {"up": "mark:1"}, follow=True))
    taken_out = client.post(arrange, {"remove": "rule:2"}, follow=True)
    assert 'value="rule"' in text_of(taken_out)
    assert keys(kind)[0] == "mark"
    client.post(arrange, {"restore": "rule"})
    assert keys(kind)[:2] == ["rule", "mark"]
    for nonsense in ({}, {"up": "mark"}, {"up": "mark:x"}):
        assert client.post(arrange, nonsense).status_code == 404


def test_retired_kind_is_offered_no_more(kind: Kind, keeper: Person, as_: As) -> None:
    client = as_(keeper)
    client.post(at(kind, "orden/"), {"retire": "1"})
    assert f'value="{kind.pk}"' not in text_of(client.get("/pejlemaerker/nyt/"))
    assert "Use it again" in text_of(client.get(KINDS))
    client.post(at(kind, "orden/"), {"take_up": "1"})
    assert f'value="{kind.pk}"' in text_of(client.get("/pejlemaerker/nyt/"))


def test_product_is_begun_without_a_meeting(kind: Kind, anna: Person, bo: Person, guest: Person, as_: As) -> None:
    client = as_(anna)
    shown = text_of(client.get("/pejlemaerker/nyt/"))
    assert all(one.about in shown for one in queries.offered_kinds())
    said = {"title": "Praktik", "kind": str(kind.pk), "with_whom": [str(bo.pk)], "client_id": str(uuid4())}
    for _again in range(2):
        answer = client.post("/pejlemaerker/nyt/", said)
    product = Product.objects.get()
    assert answer.headers["Location"] == f"/pejlemaerker/{product.pk}/kladde/"
    assert {author.person for author in product.authors.all()} == {anna, bo}
    assert client.post("/pejlemaerker/nyt/", {"title": ""}).status_code == 422
    assert as_(guest).get("/pejlemaerker/nyt/").status_code == 403
    index = text_of(client.get("/pejlemaerker/"))
    assert "/pejlemaerker/nyt/" in index
    assert KINDS not in index


def test_the_way_to_the_kinds_is_shown_to_who_looks_after_pejl(keeper: Person, as_: As) -> None:
    assert KINDS in text_of(as_(keeper).get("/pejlemaerker/"))


def test_kinds_are_shaped_by_api(keeper: Person, anna: Person, now: datetime, api_as: As) -> None:
    client = api_as(keeper)
    assert client.post(API + "/standard").json() == {"number": 10}
    first = Kind.objects.get(name="Handlingsanvisning")
    body = {"name": "Liste", "about": "Kort.", "of": str(first.pk)}
    made = send(client, "post", API, body)
    assert made.status_code == 201
    kind = Kind.objects.get(name="Liste")
    address = f"{API}/{kind.pk}"
    assert [part["key"] for part in made.json()["parts"]] == keys(first)
    said = {"name": "Listen", "about": "Kort.", "review_months": 6, "approvals": 1, "expected_edit": 1}
    assert send(client, "put", address, said | {"people": [str(anna.pk)]}).json()["people"][0]["name"] == anna.name
    assert send(client, "put", address, said).status_code == 409
    part = {"kind": BlockKind.QUESTION, "name": "Spørg", "begins_with": ["Hvem?"], "expected_edit": 2}
    assert send(client, "post", address + "/parts", part).json()["parts"][-1]["begins_with"] == ["Hvem?"]
    changed = send(client, "put", address + "/parts/spoerg", {"name": "Spørg altid", "expected_edit": 3})
    assert changed.json()["parts"][-1]["heading"] == "Spørg altid"
    moved = send(client, "post", address + "/parts/spoerg/move", {"up": True, "expected_edit": 4})
    assert moved.json()["parts"][-2]["key"] == "spoerg"
    gone = client.delete(address + "/parts/spoerg?expected_edit=5").json()
    assert [part["key"] for part in gone["removed"]] == ["spoerg"]
    assert client.post(address + "/parts/spoerg/restore").json()["removed"] == []
    assert client.put(address + "/retirement").json()["retired_at"]
    assert client.delete(address + "/retirement").json()["retired_at"] is None
    assert client.get(address).json()["name"] == "Listen"


def test_product_is_begun_by_api(
    kind: Kind, keeper: Person, anna: Person, bo: Person, now: datetime, api_as: As
) -> None:
    body = {"kind_id": str(kind.pk), "title": "Praktik", "authors": [str(bo.pk)]}
    answer = send(api_as(anna), "post", "/api/v1/products", body)
    assert answer.status_code == 201
    assert {one["name"] for one in answer.json()["authors"]} == {anna.name, bo.name}
    operations.retire_kind(kind=kind, by=keeper, now=now)
    assert send(api_as(anna), "post", "/api/v1/products", body).status_code == 422
