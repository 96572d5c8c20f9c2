"""Keys for finding and for ordering Danish names, made in Python so that both databases agree.

SQLite folds only ASCII and orders å before æ; PostgreSQL does what the machine's locale says. The keys leave nothing
for either to decide.
"""

from __future__ import annotations

import re
import unicodedata

_OWN = "æøå"
_DOUBLE_A = re.compile("aa(?!a)")
# The neighbours' letters are looked for, and ordered, as the Danish ones.
_NEIGHBOURS = str.maketrans({"ä": "æ", "ö": "ø", "œ": "ø"})
_ORDERED_AS = str.maketrans({"ü": "y", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"})
# After z, in the alphabet's order, stand characters that ASCII has behind the letters.
_AFTER_Z = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_APOSTROPHES = str.maketrans("", "", "'’`´")
_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+")


def search_key(text: str) -> str:
    """What two ways of writing the same words have in common; look for one key inside another.

    Lower case, ``aa`` as ``å``, no accents but those of the Danish letters, single spaces.
    """
    return " ".join(_DOUBLE_A.sub("å", _without_accents(_folded(text))).split())


def sort_key(text: str, length: int = 200) -> str:
    """A key whose order by bytes is the Danish order: … z æ ø å, with ``aa`` as ``å`` and numbers by size.

    Case and punctuation decide nothing; other alphabets come last. At most ``length`` characters.
    """
    plain = _DOUBLE_A.sub("å", _without_accents(_folded(text).translate(_ORDERED_AS)))
    words = _NO_WORD.sub(" ", plain.translate(_APOSTROPHES)).strip()
    return _NUMBER.sub(_by_size, words).translate(_AFTER_Z)[:length]


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFC", folded).translate(_NEIGHBOURS)


def _without_accents(text: str) -> str:
    return text if text.isascii() else "".join(char if char in _OWN else _bare(char) for char in text)


def _bare(char: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


def _by_size(digits: re.Match[str]) -> str:
    """A number with its length before it, so that 9 comes before 10."""
    number = digits.group().lstrip("0") or "0"
    return f"{min(len(number), 99):02d}{number}"
