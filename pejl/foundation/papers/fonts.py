"""The typefaces a paper is set in, and which characters they can show.

They come from packages and never from the machine, so the same data gives the same pages everywhere. Typst refuses
to export PDF/UA when one character lacks a glyph; so what can be shown has to be known beforehand.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

# Each package with its folder of fonts: IBM Plex for the page itself, Noto for emoji and for names in other scripts.
PACKAGES = (
    ("fontpkg_ibm_plex_sans", "files"),
    ("fontpkg_ibm_plex_serif", "files"),
    ("manimgx_fonts", ""),
)


def folders() -> list[str]:
    """The folders that hold the fonts."""
    return [str(files(package) / folder) for package, folder in PACKAGES]


@cache
def collection() -> typst.Fonts:
    """The fonts as typst wants them, scanned once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders()))


@cache
def characters() -> frozenset[int]:
    """Every code point that one of the upright fonts has a glyph for."""
    upright = (path for folder in folders() for path in Path(folder).glob("*.ttf") if "Italic" not in path.name)
    return frozenset(code for path in upright for code in _mapped(path.read_bytes()))


def _mapped(font: bytes) -> Iterator[int]:
    """The code points in a font's character map: format 4 covers the first 65,536, format 12 all of them."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for record in range(count):
        offset = start + struct.unpack_from(">4xI", font, start + 4 + 8 * record)[0]
        (kind,) = struct.unpack_from(">H", font, offset)
        if kind == 4:
            yield from _segments(font, offset)
        elif kind == 12:
            yield from _groups(font, offset)


def _table(font: bytes, tag: bytes) -> int:
    """Where the table called ``tag`` begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xI", font, 12 + 16 * number) for number in range(count))
    return next(int(offset) for name, offset in records if name == tag)


def _segments(font: bytes, offset: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, offset + 6)
    count = doubled // 2
    ends = offset + 14
    starts, deltas, ranges = (ends + 2 + doubled * step for step in (1, 2, 3))
    for number in range(count):
        end, start, delta, jump = (
            struct.unpack_from(">H", font, place + 2 * number)[0] for place in (ends, starts, deltas, ranges)
        )
        for code in range(start, end + 1):
            if _glyph(font, code, start, delta, jump, ranges + 2 * number):
                yield code


def _glyph(font: bytes, code: int, start: int, delta: int, jump: int, at: int) -> int:
    """The glyph's number; 0 is the box that stands for a missing one."""
    if jump == 0:
        return (code + delta) & 0xFFFF
    glyph = int(struct.unpack_from(">H", font, at + jump + 2 * (code - start))[0])
    return (glyph + delta) & 0xFFFF if glyph else 0


def _groups(font: bytes, offset: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, offset + 12)
    for number in range(count):
        start, end, glyph = struct.unpack_from(">III", font, offset + 16 + 12 * number)
        yield from (code for code in range(start, end + 1) if glyph + code - start)
