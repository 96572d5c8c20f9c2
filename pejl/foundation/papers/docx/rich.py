"""Rich text as Word's paragraphs, with its lists, looks and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pejl.foundation.formats.richtext import Heading, Listing, Paragraph, Piece, Quoted, Run
from pejl.foundation.papers.docx.blocks import BULLETS, Para, Series, prose
from pejl.foundation.papers.sheets import Rich

DEEPEST = 8
"""Word's lists have nine levels; what is deeper stands on the last."""


def rich(text: Rich, *, style: str = "Normal", indent: int = 0, heads: bool = False) -> Iterator[Para]:
    """Prose, or rich text by its pieces. ``heads``: small headings are headings of the paper, else only bold."""
    if isinstance(text, str):
        for one in prose(text, style=style, indent=indent):
            yield replace(one, style=style, series=BULLETS) if one.style == "Point" else one
    else:
        for piece in text:
            yield from _piece(piece, Para(style=style, indent=indent), heads)


def _piece(piece: Piece, like: Para, heads: bool) -> Iterator[Para]:
    if isinstance(piece, Listing):
        yield from _listing(piece, like)
    elif isinstance(piece, Quoted):
        for inner in piece.pieces:
            yield from _piece(inner, replace(like, style="Quote"), heads)
    elif isinstance(piece, Heading) and heads:
        yield replace(like, style="Heading2", runs=piece.runs)
    elif isinstance(piece, Heading):
        yield replace(like, runs=[replace(run, is_bold=True) for run in piece.runs])
    elif isinstance(piece, Paragraph):
        yield replace(like, runs=piece.runs)


def _listing(listing: Listing, like: Para) -> Iterator[Para]:
    """Its items; an item that begins with something else than words is an item without any, so that it is counted."""
    series = Series(listing.start) if listing.is_numbered else BULLETS
    for item in listing.items:
        first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
        yield replace(like, series=series, runs=first.runs)
        for piece in rest:
            yield from _piece(piece, _below(like), heads=False)


def _below(like: Para) -> Para:
    return replace(like, level=min(like.level + 1, DEEPEST))


def bold(text: str) -> tuple[Run, ...]:
    """Words of weight."""
    return (Run(text, is_bold=True),)
