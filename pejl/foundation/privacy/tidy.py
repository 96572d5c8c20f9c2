"""Characters that no person meant to type are taken out before a text is checked or kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid

# C0 and C1 controls except tab and newline; halves of surrogate pairs, which no database takes; unseen characters that
# turn the direction of text or hide in a word (U+200D stays: it joins the parts of one emoji).
_NOT_MEANT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
# Levels of JSON content; people's words are never deeper, and Python's stack is not endless.
DEEPEST = 64


def words(text: str) -> str:
    """Text of several lines: newlines as ``\\n``, no control characters, composed letters (NFC)."""
    return unicodedata.normalize("NFC", _NOT_MEANT.sub("", _LINE_ENDS.sub("\n", text)))


def line(text: str) -> str:
    """Text of one line: as ``words``, and newlines and tabs become spaces."""
    return words(text).replace("\n", " ").replace("\t", " ")


def structure(value: Any, depth: int = 0) -> Any:
    """JSON content with every text in it tidied as ``words``, keys too. Raises ValueError if nested too deeply."""
    if depth > DEEPEST:
        raise ValueError("JSON content is nested too deeply.")
    if isinstance(value, str):
        return words(value)
    if isinstance(value, dict):
        return {words(str(key)): structure(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [structure(inner, depth + 1) for inner in value]
    return value


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it; pictures and unseen characters can be neither found nor spelled."""
    return any(char.isalnum() for char in text)


def require_words(text: str, *, field: str) -> None:
    """Raise Invalid for a text without ``has_words``: it could be neither read aloud nor found."""
    if not has_words(text):
        raise Invalid(_("Write it in words."), field=field)
