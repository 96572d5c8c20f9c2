"""Text as a reader sees it, with the way back to the text as it was typed.

A number can be hidden from a pattern without being hidden from a person: by entities, full-width digits, zero-width
characters, typographic dashes. ``Plain`` undoes that and remembers where every character came from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

# Characters nobody sees: soft hyphen, zero-width and direction marks, combining and variation marks, controls.
_UNSEEN = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u0300-\u036f\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# What stands for something else: entities (also escaped twice), tags (not those that hold numbers themselves),
# separators escaped for addresses or Markdown.
_STANDS_FOR = re.compile(
    rf"[{_UNSEEN}]+"
    r"|&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24}[0-9]{0,2});?"
    r"|(?:</?[A-Za-z]{1,12}[0-9]?\b[^<>0-9]{0,200}>\s{0,40})+"
    r"|(?<=[0-9])(?:%(?:09|0[AaDd]|20|2[CcDdEeFf]|3[Aa]|5[Ff]|7[Cc]|[Cc]2%[Aa][0Dd]|[Ee]2%8[01]%[0-9A-Fa-f]{2}))+"
    r"|\\(?=[-._*|/\\])"
)
_UNSEEN_ONLY = re.compile(rf"[{_UNSEEN}]+")
_LIKE = {
    **dict.fromkeys("\u2212\u2043\u02d7\u00af\u23bb\u2500\u2501", "-"),
    **dict.fromkeys("\u2024\u00b7\u2027\u22c5\u3002", "."),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u00a6\u2502\u2503\u2223\uff5c", "|"),
    **dict.fromkeys("\uff0c\u3001", ","),
    **dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
}


class _Look(dict[int, str]):
    """One character for each character, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = seen = _seen_as(chr(code))
        return seen


def _seen_as(char: str) -> str:
    if char in _LIKE:
        return _LIKE[char]
    if char in "\t\n":
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    # Superscripts stay what they are: a footnote mark behind a number must not become its eleventh digit.
    return folded if len(folded) == 1 and not folded.isdigit() else char


_LOOK = _Look()


class _Piece(NamedTuple):
    """Where a piece of the seen text begins, and from where to where it stands in the source."""

    seen: int
    start: int
    end: int
    is_verbatim: bool  # character for character; otherwise the whole piece stands for the whole source


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` as seen, and the pieces it is made of."""

    text: str
    pieces: tuple[_Piece, ...]

    @classmethod
    def of(cls, source: str) -> Plain:
        """Make the seen text of ``source``; linear in its length."""
        parts: list[str] = []
        pieces: list[_Piece] = []
        seen = done = 0
        for match in _STANDS_FOR.finditer(source):
            start, end = match.span()
            meaning = _meaning(match.group())
            if meaning == match.group():
                continue
            pieces += (_Piece(seen, done, start, True), _Piece(seen + start - done, start, end, False))
            parts += (source[done:start], meaning)
            seen += start - done + len(meaning)
            done = end
        pieces.append(_Piece(seen, done, len(source), True))
        parts.append(source[done:])
        return cls("".join(parts).translate(_LOOK), tuple(pieces))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the seen characters ``start`` to ``end`` stand in the source."""
        first, last = self._piece(start), self._piece(end - 1)
        source_start = first.start + (start - first.seen if first.is_verbatim else 0)
        return source_start, last.start + (end - last.seen) if last.is_verbatim else last.end

    def _piece(self, position: int) -> _Piece:
        """The last piece that begins at or before the position: empty ones before it show nothing."""
        return self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.seen) - 1]


def _meaning(written: str) -> str:
    """What an entity, tag, escape or run of unseen characters stands for."""
    if written[0] == "&":
        before, after = "", written
        while before != after:
            before, after = after, html.unescape(after)
        return _UNSEEN_ONLY.sub("", after)
    if written[0] == "<":
        return " "
    if written[0] == "%":
        return _UNSEEN_ONLY.sub("", unquote(written))
    return ""
