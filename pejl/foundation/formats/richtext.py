"""Rich text: Markdown of a few sorts, as it is kept, read as pieces, HTML or plain words.

Kept are paragraphs with their line breaks, small headings of two levels, bullet and numbered lists, quotes, **bold**,
*italic* and links. Everything else stands there as it was typed. Nothing is filtered out of finished HTML: it is
written here, from ``pieces``, so no tag and no attribute can come out that this file does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from pejl.foundation.formats import links


@dataclass(frozen=True)
class Run:
    """Words of one look. A line break is a run of its own, with the text ``\\n``; ``link`` is an address that may be
    one (``links.is_link``), or empty.
    """

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Words in lines."""

    runs: tuple[Run, ...]
    sort: str = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A small heading inside a text: ``level`` 1 or 2."""

    runs: tuple[Run, ...]
    level: int
    sort: str = "heading"


@dataclass(frozen=True)
class Listing:
    """A list; each item is made of pieces, mostly of one paragraph. ``start`` is the first number of a numbered one."""

    items: tuple[tuple[Piece, ...], ...]
    is_numbered: bool = False
    start: int = 1
    sort: str = "list"


@dataclass(frozen=True)
class Quoted:
    """Somebody else's words."""

    pieces: tuple[Piece, ...]
    sort: str = "quote"


Piece = Paragraph | Heading | Listing | Quoted
"""``sort`` tells them apart where they are handed on as data (``dataclasses.asdict``)."""

_RULES = ["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"]
_reader = MarkdownIt("zero", {"maxNesting": 12}).enable(_RULES)
_reader.validateLink = links.is_link  # type: ignore[assignment,method-assign]


@lru_cache(maxsize=512)
def pieces(markdown: str) -> tuple[Piece, ...]:
    """What a rich text is made of, for papers and whatever else sets it; empty for an empty text."""
    return _pieces(SyntaxTreeNode(_reader.parse(markdown)).children)


def html(markdown: str, *, level: int = 4) -> Markup:
    """The text as HTML; its headings begin at ``level``, under the heading that the page gives it."""
    return _html(pieces(markdown), level)


def plain(markdown: str) -> str:
    """The words alone: paragraphs apart by an empty line, items led by ``- `` or their number, a link's address after
    its words. What cannot be seen in the Markdown, such as a number half of which is bold, can be seen in it.
    """
    return "\n\n".join(_plain(piece) for piece in pieces(markdown)).strip()


def _pieces(nodes: Iterable[SyntaxTreeNode]) -> tuple[Piece, ...]:
    return tuple(_READ[node.type](node) for node in nodes if node.type in _READ)


def _paragraph(node: SyntaxTreeNode) -> Piece:
    return Paragraph(_runs(node))


def _heading(node: SyntaxTreeNode) -> Piece:
    return Heading(_runs(node), level=1 if node.tag == "h1" else 2)


def _listing(node: SyntaxTreeNode) -> Piece:
    items = tuple(_pieces(item.children) for item in node.children)
    return Listing(items, is_numbered=node.type == "ordered_list", start=int(node.attrs.get("start", 1)))


def _quoted(node: SyntaxTreeNode) -> Piece:
    return Quoted(_pieces(node.children))


_READ: dict[str, Callable[[SyntaxTreeNode], Piece]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _listing,
    "ordered_list": _listing,
    "blockquote": _quoted,
}


def _runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    return tuple(run for inline in node.children for run in _looks(inline.children, Run("")))


def _looks(nodes: Sequence[SyntaxTreeNode], look: Run) -> Iterable[Run]:
    for node in nodes:
        if node.type in ("softbreak", "hardbreak"):
            yield replace(look, text="\n")
        elif node.type == "strong":
            yield from _looks(node.children, replace(look, is_bold=True))
        elif node.type == "em":
            yield from _looks(node.children, replace(look, is_italic=True))
        elif node.type == "link":
            yield from _looks(node.children, replace(look, link=_address(node)))
        elif node.content:
            yield replace(look, text=node.content)


def _address(node: SyntaxTreeNode) -> str:
    address = str(node.attrs.get("href", ""))
    return address if links.is_link(address) else ""


def _html(found: Iterable[Piece], level: int) -> Markup:
    return Markup("").join(_written(piece, level) for piece in found)


def _written(piece: Piece, level: int) -> Markup:
    if isinstance(piece, Paragraph):
        return Markup("<p>{}</p>").format(_inline(piece.runs))
    if isinstance(piece, Heading):
        rank = min(level + piece.level - 1, 6)
        return Markup("<h{0}>{1}</h{0}>").format(rank, _inline(piece.runs))
    if isinstance(piece, Quoted):
        return Markup("<blockquote>{}</blockquote>").format(_html(piece.pieces, level))
    items = Markup("").join(Markup("<li>{}</li>").format(_item(item, level)) for item in piece.items)
    if not piece.is_numbered:
        return Markup("<ul>{}</ul>").format(items)
    start = Markup(' start="{}"').format(piece.start) if piece.start != 1 else ""
    return Markup("<ol{}>{}</ol>").format(start, items)


def _item(item: Sequence[Piece], level: int) -> Markup:
    """An item that begins with words has them without a paragraph around, so that it stands as close as a line."""
    first = item[0] if item else None
    if isinstance(first, Paragraph):
        return _inline(first.runs) + _html(item[1:], level)
    return _html(item, level)


def _inline(runs: Iterable[Run]) -> Markup:
    return Markup("").join(_linked(link, list(group)) for link, group in groupby(runs, key=lambda run: run.link))


def _linked(link: str, runs: Iterable[Run]) -> Markup:
    words = Markup("").join(_words(run) for run in runs)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link, words) if link else words


def _words(run: Run) -> Markup:
    words = Markup("<br>") if run.text == "\n" else escape(run.text)
    if run.is_italic:
        words = Markup("<em>{}</em>").format(words)
    if run.is_bold:
        words = Markup("<strong>{}</strong>").format(words)
    return words


def _plain(piece: Piece) -> str:
    if isinstance(piece, (Paragraph, Heading)):
        return "".join(_said(piece.runs))
    if isinstance(piece, Quoted):
        return "\n\n".join(_plain(one) for one in piece.pieces)
    return "\n".join(_led(item, lead) for item, lead in zip(piece.items, _leads(piece), strict=True))


def _said(runs: Sequence[Run]) -> Iterable[str]:
    """The words, and after the last run of a link its address, unless the words say it."""
    words = ""
    for run, after in zip(runs, [*runs[1:], Run("")], strict=True):
        words = words + run.text if run.link else ""
        yield run.text
        if run.link and after.link != run.link and words.strip() not in run.link:
            yield f" ({run.link.removeprefix('mailto:')})"


def _leads(listing: Listing) -> Iterable[str]:
    if listing.is_numbered:
        return [f"{number}. " for number in range(listing.start, listing.start + len(listing.items))]
    return ["- "] * len(listing.items)


def _led(item: Sequence[Piece], lead: str) -> str:
    return lead + ("\n" + " " * len(lead)).join("\n".join(_plain(piece) for piece in item).split("\n"))
