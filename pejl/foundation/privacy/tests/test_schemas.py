from __future__ import annotations

import pytest
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.testing import TestClient
from pydantic import ValidationError

from pejl.foundation.privacy import schemas
from pejl.foundation.privacy.schemas import (
    AddressText,
    GuardedSchema,
    LineText,
    OptionalLine,
    OptionalWords,
    StructuredContent,
    WordsText,
)

NUMBER = "710101-1234"


class Everything(GuardedSchema):
    title: LineText
    text: WordsText = "x"
    place: OptionalLine = ""
    notes: OptionalWords = ""
    email: AddressText = "a@b.example"
    content: StructuredContent = None


class Unguarded(GuardedSchema):
    anything: str = ""
    many: list[dict[str, str]] = []


def kinds(schema: type[GuardedSchema], **sent: object) -> list[tuple[str, ...]]:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate(sent)
    assert "1234" not in str(refused.value)
    return [(error["type"], *map(str, error["loc"])) for error in refused.value.errors()]


def test_texts_are_tidied_and_measured() -> None:
    sent = {"title": " A\u030ar\n2026\x00 ", "text": "en\r\nto", "email": " A@B.example", "content": {"a": "o\x00k"}}
    made = Everything.model_validate(sent)
    assert (made.title, made.text, made.email, made.content) == ("År 2026", "en\nto", "a@b.example", {"a": "ok"})
    assert kinds(Everything, title="x" * 301) == [("string_too_long", "title")]
    assert kinds(Everything, title="  ") == [("string_too_short", "title")]
    assert kinds(Everything, title="x", email="nej") == [("string_pattern_mismatch", "email")]
    assert kinds(Everything, title=7) == [("string_type", "title")]


@pytest.mark.parametrize(
    "name", ["LineText", "WordsText", "OptionalLine", "OptionalWords", "AddressText", "StructuredContent"]
)
def test_every_type_refuses_alone(name: str) -> None:
    from pydantic import TypeAdapter

    with pytest.raises(ValidationError) as refused:
        TypeAdapter(getattr(schemas, name)).validate_python(f"{NUMBER}@post.example")
    assert [error["type"] for error in refused.value.errors()] == ["cpr"]


def test_a_guarded_schema_refuses_anywhere() -> None:
    assert kinds(Unguarded, anything=NUMBER) == [("cpr",)]
    assert kinds(Unguarded, many=[{"a": NUMBER}]) == [("cpr",)]
    assert kinds(Unguarded, unknown=NUMBER) == [("cpr",)]
    nested: list[object] = []
    for _ in range(500):
        nested = [nested]
    assert kinds(Unguarded, anything=nested) == [("invalid",)]
    assert Unguarded(anything="P-nr. 7101011234").anything


def test_the_api_answers_422_with_the_sentence_and_without_the_number() -> None:
    api = NinjaAPI(urls_namespace="privacy-tests")

    @api.post("/notes")
    def add(request: HttpRequest, body: Everything) -> str:
        return body.title

    client = TestClient(api)
    answer = client.post("/notes", json={"title": f"borgeren har {NUMBER}"})
    assert answer.status_code == 422
    assert [(error["type"], error["ctx"]["sentence"]) for error in answer.json()["detail"]] == [
        (
            "cpr",
            "There seems to be a CPR number after the words “borgeren har”. "
            "Write without it: Pejl never keeps CPR numbers.",
        )
    ]
    assert "1234" not in answer.content.decode()
    assert client.post("/notes", json={"title": "fint"}).json() == "fint"
