"""What the screen says in Danish, found by the text that stands in the code: a better translation breaks no journey."""

from __future__ import annotations

from gettext import translation
from typing import Any

from tests.journeys.program import PROJECT

_CATALOGUE = translation("django", PROJECT / "pejl" / "locale", languages=["da"])


def da(text: str, /, context: str = "", **values: Any) -> str:
    """The Danish for a text of the code, filled in. Raises LookupError for one that is not translated."""
    said = _CATALOGUE.pgettext(context, text) if context else _CATALOGUE.gettext(text)
    if said == text:
        raise LookupError(f"The catalogue has no Danish for {text!r}.")
    return said % values if values else said


def das(one: str, many: str, number: int) -> str:
    """The Danish for a text that counts."""
    return _CATALOGUE.ngettext(one, many, number) % {"num": number, "number": number}
