"""Types for the API's schemas: text that is tidied, measured and free of CPR numbers.

The error has the type ``cpr``, so the API can answer with that problem type; it never repeats what was sent.
"""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from pejl.foundation.privacy import cpr, tidy


def _refuse(value: Any) -> Any:
    try:
        cpr.refuse_in(value)
    except cpr.CprFound as refusal:
        raise PydanticCustomError("cpr", "{sentence}", {"sentence": refusal.message}) from None
    return value


def _line(value: Any) -> Any:
    return tidy.line(value).strip() if isinstance(value, str) else value


def _words(value: Any) -> Any:
    return tidy.words(value).strip() if isinstance(value, str) else value


def _address(value: Any) -> Any:
    return _line(value).lower() if isinstance(value, str) else value


LineText = Annotated[str, BeforeValidator(_line), AfterValidator(_refuse), Field(min_length=1, max_length=200)]
WordsText = Annotated[str, BeforeValidator(_words), AfterValidator(_refuse), Field(min_length=1, max_length=20_000)]
OptionalLine = Annotated[str, BeforeValidator(_line), AfterValidator(_refuse), Field(max_length=200)]
OptionalWords = Annotated[str, BeforeValidator(_words), AfterValidator(_refuse), Field(max_length=20_000)]
AddressText = Annotated[
    str,
    BeforeValidator(_address),
    AfterValidator(_refuse),
    Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
]
StructuredContent = Annotated[Any, BeforeValidator(tidy.structure), AfterValidator(_refuse)]


class GuardedSchema(Schema):
    """A schema whose whole input is guarded before it is read, whatever the types of its fields."""

    @model_validator(mode="before")
    @classmethod
    def _no_cpr(cls, data: Any) -> Any:
        return _refuse(data) if isinstance(data, (dict, list, str)) else data
