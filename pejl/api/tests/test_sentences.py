from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from django.utils import translation
from pydantic import Field, ValidationError

from pejl.api.sentences import UNKNOWN, sentence
from pejl.foundation.privacy.schemas import GuardedSchema, LineText


class Tone(StrEnum):
    CALM = "calm"
    LOUD = "loud"


class Sent(GuardedSchema):
    title: Annotated[LineText, Field(max_length=8)] = "x"
    whole: LineText = "x"
    count: Annotated[int, Field(ge=1, le=5)] = 1
    day: date | None = None
    key: UUID | None = None
    tone: Tone = Tone.CALM
    side: Literal["left", "right"] = "left"
    names: Annotated[list[str], Field(max_length=1)] = []
    is_on: bool = False


CASES = [
    ({"title": "længere end otte"}, "længde på højst 8"),
    ({"whole": ""}, "mindst 1 tegn"),
    ({"whole": "x" * 301}, "højst 300 tegn"),
    ({"title": 7}, "tekst"),
    ({"count": 9}, "højst 5"),
    ({"count": "syv"}, "helt tal"),
    ({"day": "i morgen"}, "dato"),
    ({"key": "1"}, "id"),
    ({"tone": "vred"}, "'calm' or 'loud'"),
    ({"side": "op"}, "'left' or 'right'"),
    ({"names": ["a", "b"]}, "længde på højst 1"),
    ({"is_on": "måske"}, "true eller false"),
    ({"title": "710101-1234"}, "CPR-nummer"),
]


@pytest.mark.parametrize(("sent", "words"), CASES)
def test_fault_is_told_in_danish_without_the_value(sent: dict[str, Any], words: str) -> None:
    with translation.override("da"), pytest.raises(ValidationError) as caught:
        Sent(**sent)
    with translation.override("da"):
        said = sentence(dict(caught.value.errors()[0]))
        assert said != str(UNKNOWN)
    assert words in said
    assert all(str(value) not in said or len(str(value)) < 2 for value in sent.values())
