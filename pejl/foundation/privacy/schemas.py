"""Types for the API's schemas: text that is tidied, measured and free of CPR numbers.

The error has the type ``cpr``, so the API can answer with that problem type; it never repeats what was sent.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ModelWrapValidatorHandler, model_validator
from pydantic_core import PydanticCustomError

from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.refusals import Refusal


def _refuse(value: Any) -> Any:
    try:
        cpr.refuse_in(value)
    except Refusal as refusal:
        raise PydanticCustomError(refusal.code, "{sentence}", {"sentence": refusal.message}) from None
    return value


def _line(value: Any) -> Any:
    return tidy.line(value).strip() if isinstance(value, str) else value


def _words(value: Any) -> Any:
    return tidy.words(value).strip() if isinstance(value, str) else value


def _address(value: Any) -> Any:
    return _line(value).lower() if isinstance(value, str) else value


LONGEST_LINE = 300
"""No field of one line is longer; a shorter one narrows it: ``Annotated[LineText, Field(max_length=160)]``."""

_GUARD = AfterValidator(_refuse)
LineText = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), BeforeValidator(_line), _GUARD]
WordsText = Annotated[str, Field(min_length=1, max_length=20_000), BeforeValidator(_words), _GUARD]
OptionalLine = Annotated[str, Field(max_length=LONGEST_LINE), BeforeValidator(_line), _GUARD]
OptionalWords = Annotated[str, Field(max_length=20_000), BeforeValidator(_words), _GUARD]
AddressText = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), BeforeValidator(_address), _GUARD
]
StructuredContent = Annotated[Any, BeforeValidator(tidy.structure), _GUARD]


class GuardedSchema(Schema):
    """A schema for what is sent to us, guarded as a whole before it is read, whatever the types of its fields."""

    model_config = ConfigDict(hide_input_in_errors=True)

    # Wrapped around the framework's own validator, which hides the input in a getter.
    @model_validator(mode="wrap")
    @classmethod
    def _no_cpr(cls, sent: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        return read(_refuse(sent))
