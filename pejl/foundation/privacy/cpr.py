"""The one function that finds CPR numbers in any text, and what is done about one.

Pejl needs no CPR number, so it keeps none. Forms, API, drafts, file names, search and the database's own door all
ask here; the sentence that comes back says what and where, and never repeats the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pejl.foundation.privacy import detection, tidy
from pejl.foundation.privacy.plain import Plain
from pejl.foundation.refusals import Invalid, Refusal

_MASK = "…"
_DIGIT = re.compile(r"\d")
_TOO_LONG = 10**12  # more digits than a CPR number with its century


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``start:end`` of the text, and the words around it. The number itself is nowhere in here."""

    start: int
    end: int
    before: str
    after: str

    @property
    def where(self) -> str:
        """The words around, with the number masked."""
        return f"{self.before} {_MASK} {self.after}".strip()


class CprFound(Refusal):
    """The text holds CPR numbers. ``first`` tells where the first one stands, ``count`` how many there are."""

    code = "cpr"
    http_status = 422

    def __init__(self, first: Found, count: int, *, field: str | None = None) -> None:
        super().__init__(sentence(first, count), field=field)
        self.first = first
        self.count = count


def find(text: str) -> list[Found]:
    """Every CPR number in ``text``, in order, with its place in the text as it was typed."""
    spans = _spans(text)
    return [_found(text, spans, index) for index in range(len(spans))]


def refuse(text: str, *, field: str | None = None) -> None:
    """Raise ``CprFound`` with a sentence that says what and where, if ``text`` holds a CPR number."""
    if spans := _spans(text):
        raise CprFound(_found(text, spans, 0), len(spans), field=field)


def refuse_in(value: Any, *, field: str | None = None) -> None:
    """Refuse a CPR number anywhere in JSON content: texts, keys and whole numbers. Names the place."""
    for place, text in _texts(value, field):
        refuse(text, field=place)


def remove(text: str) -> str:
    """``text`` with a short neutral note in place of each CPR number, until none is found."""
    return replace(text, _("[number removed]"))


def replace(text: str, note: str) -> str:
    """``text`` with ``note`` in place of each CPR number; ``note`` must have no digits."""
    while spans := _spans(text):
        edges = [0, *(edge for span in spans for edge in span), len(text)]
        text = note.join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return text


def sentence(first: Found, count: int = 1) -> str:
    """What is wrong, where, and what to do, in the reader's language and without the number."""
    if first.before:
        what = _("There seems to be a CPR number after the words “%(words)s”.") % {"words": first.before}
    elif first.after:
        what = _("There seems to be a CPR number before the words “%(words)s”.") % {"words": first.after}
    else:
        what = _("This seems to be a CPR number.")
    if count > 1:
        what = what + " " + _("There are %(count)d in all.") % {"count": count}
    return what + " " + _("Write without it: Pejl never keeps CPR numbers.")


def _texts(value: Any, place: str | None, depth: int = 0) -> Iterator[tuple[str | None, str]]:
    if depth > tidy.DEEPEST:
        raise Invalid(_("This is nested too deeply."), field=place)
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield place, str(key)
            # A key that is refused ends the walk above, so it may name the place of what it holds.
            yield from _texts(inner, f"{place}.{key}" if place else str(key), depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{place}.{number}" if place else str(number), depth + 1)
    elif isinstance(value, (int, float)) and abs(value) < _TOO_LONG:
        # A leading zero is lost when a CPR number is taken for a number.
        yield place, f"{value:010.0f}"


def _spans(text: str) -> list[tuple[int, int]]:
    if not _DIGIT.search(text):
        return []
    plain = Plain.of(text)
    return [plain.source_span(start, end) for start, end in detection.spans(plain.text)]


def _found(text: str, spans: list[tuple[int, int]], index: int) -> Found:
    start, end = spans[index]
    floor = spans[index - 1][1] if index else 0
    ceiling = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    before = text[max(floor, start - 80) : start].split()
    after = text[end : min(ceiling, end + 80)].split()
    return Found(start, end, _few(before[-4:], from_end=True), _few(after[:4], from_end=False))


def _few(words: list[str], *, from_end: bool) -> str:
    """A few whole words, not more than 40 characters; none, if they would look like a number when taken alone."""
    while len(words) > 1 and len(" ".join(words)) > 40:
        words = words[1:] if from_end else words[:-1]
    few = " ".join(words)[:40]
    return "" if detection.spans(Plain.of(f"CPR {few}").text) else few
