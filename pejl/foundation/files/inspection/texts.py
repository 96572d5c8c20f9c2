"""Plain text: any Danish encoding in, UTF-8 out."""

from __future__ import annotations

import re

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.outcome import Outcome, Passage, Place

_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|link|img|style|form|\?xml|\?php|%)|javascript:",
    re.IGNORECASE,
)
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What a text never has, and a terminal or a printer might obey.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def disarm(content: bytes) -> Outcome:
    """The text in UTF-8 without control characters. Raises Fault for markup, which a browser might run."""
    text = _CONTROLS.sub("", _decoded(content))
    if len(text) > limits.CHARACTERS:
        raise Fault(Why.WORDS)
    if _MARKUP.search(text):
        raise Fault(Why.WEB_PAGE)
    return Outcome(text.encode(), [Passage(Place.LINE, text)])


def _decoded(content: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return _as(content, encoding)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _as(content, "cp1252")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Fault(Why.BROKEN) from None
