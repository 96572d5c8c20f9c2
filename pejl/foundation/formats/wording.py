"""How one text became another, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, and the space between them by itself: a word that comes to stand last has not changed.
_WORD = re.compile(r"\S+|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_WORDS = 2_000  # at once: the time grows with the square; longer texts are compared line by line first


class Change(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words in a row with the same fate."""

    change: Change
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts in one row of pieces: without what was added it is the first, without what was removed the second."""
    if before == after:
        return [Piece(Change.SAME, before)] if before else []
    return _joined(_compared(before, after))


def _compared(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) <= _MOST_WORDS:
        yield from _runs(old, new)
        return
    lines = list(_runs(_LINE.findall(before), _LINE.findall(after)))
    for place, piece in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        is_rewritten = piece.change is Change.REMOVED and following is not None and following.change is Change.ADDED
        old, new = _WORD.findall(piece.text), _WORD.findall(following.text) if following else []
        if is_rewritten and len(old) + len(new) <= _MOST_WORDS:
            yield from _runs(old, new)
            lines[place + 1] = Piece(Change.ADDED, "")
        else:
            yield piece


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(Change.SAME, "".join(old[i:j]))
            continue
        yield Piece(Change.REMOVED, "".join(old[i:j]))
        yield Piece(Change.ADDED, "".join(new[k:m]))


def _joined(found: Iterator[Piece]) -> list[Piece]:
    """Without empty pieces, and neighbours of one fate as one."""
    joined: list[Piece] = []
    for piece in found:
        if not piece.text:
            continue
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
