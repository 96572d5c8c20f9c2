"""What people typed, made printable: nothing that steers the page, nothing the typefaces lack, nothing endless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pejl.foundation.papers import fonts

# Every way there is to end a line, with the older ones from C1 and the typewriter.
LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")

SOFT_HYPHEN, BREAK, UNJOINED, JOINED = "\u00ad", "\u200b", "\u200c", "\u200d"
INVISIBLE = SOFT_HYPHEN + BREAK + UNJOINED + JOINED
THAI_AND_LAO_AM = "\u0e33\u0eb3"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Typst needs seconds, or panics, where hundreds of marks or joiners make one letter; writing needs a handful.
REPEATED_INVISIBLE = re.compile(f"(?<=[{INVISIBLE}])[{INVISIBLE}]+|(?<!\\S)[{INVISIBLE}]+(?!\\S)")
MOST_MARKS = 6
MOST_JOINED = 10

# A word longer than this gets places to break, so that it cannot leave the page.
LONG_WORD = re.compile(r"\S{45,}")
WORD_PART = 20


def printable(text: str, *, is_bare: bool = False) -> str:
    """``text`` with line ends as ``\\n``, control and direction characters gone, and unknown glyphs as U+FFFD.

    ``is_bare`` also takes away marks and joiners that do not melt into one letter: some go with no glyph of any font.
    """
    lines = LINE_ENDS.sub("\n", text).replace("\t", " ")
    known = "".join(map(_character, unicodedata.normalize("NFC", lines)))
    shown = _bare(known) if is_bare else _without_piles(REPEATED_INVISIBLE.sub("", known))
    return LONG_WORD.sub(_with_breaks, shown)


def writable(text: str) -> str:
    """``text`` for a file that is set elsewhere, with typefaces unknown here: only what steers is gone."""
    lines = LINE_ENDS.sub("\n", text).replace("\t", " ")
    known = "".join(map(_written, unicodedata.normalize("NFC", lines)))
    return _without_piles(REPEATED_INVISIBLE.sub("", known))


def cleaned(value: object, *, is_bare: bool = False) -> object:
    """``value`` (what JSON can hold: mappings, sequences, text, numbers) with every text in it printable."""
    if isinstance(value, str):
        return printable(value, is_bare=is_bare)
    if isinstance(value, Mapping):
        return {str(key): cleaned(inner, is_bare=is_bare) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [cleaned(inner, is_bare=is_bare) for inner in value]
    return value


@lru_cache(maxsize=4096)
def _character(character: str) -> str:
    written = _written(character)
    is_shown = written in ("", "\n") or written in INVISIBLE or ord(written) in fonts.characters()
    return written if is_shown else REPLACEMENT


@lru_cache(maxsize=4096)
def _written(character: str) -> str:
    if character == "\n" or character in INVISIBLE:
        return character
    kind = unicodedata.category(character)
    if kind in {"Cc", "Cf"}:
        return ""
    return REPLACEMENT if kind in {"Cs", "Co"} or ord(character) & 0xFFFE == 0xFFFE else character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _bare(text: str) -> str:
    """Only letters that stand alone; what Python's Unicode does not know yet may be a mark as well."""
    clinging = INVISIBLE + THAI_AND_LAO_AM
    return "".join(
        one for one in text if (one not in clinging and unicodedata.category(one)[0] not in "MC") or one == "\n"
    )


def _without_piles(text: str) -> str:
    """Without the marks beyond the sixth on one letter, and the joiners beyond the tenth in one word."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = joined = 0
    for character in text:
        marks = marks + 1 if _is_mark(character) else 0
        joined = 0 if character.isspace() else joined + (character == JOINED)
        if marks <= MOST_MARKS and (character != JOINED or joined <= MOST_JOINED):
            kept.append(character)
    return "".join(kept)


def _with_breaks(word: re.Match[str]) -> str:
    """The word with a permitted break about every twenty letters, never inside a letter made of several characters."""
    parts: list[str] = []
    since = 0
    for character in word[0]:
        if since >= WORD_PART and not (_belongs_to_last(character) or parts[-1] in INVISIBLE):
            parts.append(BREAK)
            since = 0
        parts.append(character)
        since += 1
    return "".join(parts)


def _belongs_to_last(character: str) -> bool:
    return character in INVISIBLE or _is_mark(character) or unicodedata.category(character) == "Sk"
