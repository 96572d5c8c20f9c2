"""What was typed, before it is read as a date or a time."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212]")


def tidied(text: str) -> str:
    """Lower case, single spaces, one kind of dash, no full stop or comma at the end."""
    seen = _DASHES.sub("-", unicodedata.normalize("NFKC", text).lower())
    return " ".join(seen.split()).rstrip(".,")
