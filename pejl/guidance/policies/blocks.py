"""What a block may hold, and what a draft must have before somebody is asked to approve it; whoever asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import links, richtext
from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.guidance.models import Block, Version
from pejl.guidance.names import INSTRUCTIONS, BlockKind, Field, Gap, Holds, Obligation, Part, ReferenceKind, State

LONGEST = {Holds.LINE: 200, Holds.LINK: 500, Holds.WORDS: 20_000, Holds.RICH: 20_000}
DEEPEST_NODE = 6  # levels of a mind map: deeper, nobody finds anything
MOST_BLOCKS = 300  # in one version: a long report has fifty

_HOST_FIRST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#].*)?")


def content_of(part: Part, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a block of this part keeps: every field of its shape, tidied, and no other. Raises Invalid.

    Days are kept as ISO text. A day may be given as a date or as ISO text.
    """
    shape = part.shape
    if set(given) - {field.name for field in shape}:
        raise Invalid(_("A block of this kind has no such field."), field="content")
    content = {field.name: _READ[field.holds](field, given.get(field.name)) for field in shape}
    for field in shape:
        is_needed = field.needed_when and content[field.needed_when[0]] == field.needed_when[1]
        if (field.is_required or is_needed) and not content[field.name]:
            raise Invalid(_("Fill in this field."), field=field.name)
    if content.get("is_none") and any(content[name] for name in ("title", "link", "revised_on")):
        raise Invalid(_("Either none is relevant, or there is a reference: not both."), field="is_none")
    return content


def obligation_of(kind: str, given: str) -> str:
    """Must or may, which every instruction says and no other block. Raises Invalid."""
    if kind not in INSTRUCTIONS:
        if given:
            raise Invalid(_("Only an instruction says must or may."), field="obligation")
        return ""
    if given not in Obligation.values:
        raise Invalid(_("Say whether this must or may be followed."), field="obligation")
    return given


def link_of(text: str, *, field: str = "link") -> str:
    """An address to another site: https, with a host name, without a user name. Raises Invalid.

    ``//host``, ``javascript:`` and whatever else a browser reads as an address of another sort is refused; a bare
    ``host.dk/page`` gets its ``https://``.
    """
    typed = tidy.line(text).strip()
    address = f"https://{typed}" if _HOST_FIRST.fullmatch(typed) else typed
    if address and not links.is_web(address):
        raise Invalid(_("This is not an address that begins with https://. Copy it from the browser."), field=field)
    return address


def require_named(part: Part, block: Block, standing: Sequence[Block]) -> None:
    """Raise Invalid where a block names one that does not stand in its version, and for a point of a mind map that
    would stand under itself or too deep. ``standing`` are the blocks that stand there, with or without this one.
    """
    for field in part.shape:
        named = block.content.get(field.name) if field.of else ""
        if named and named not in {str(one.lineage) for one in standing if one.kind == field.of}:
            raise Invalid(_("Choose one of the possibilities."), field=field.name)
    if block.kind == BlockKind.NODE:
        _require_tree(block, standing)


def _require_tree(block: Block, standing: Sequence[Block]) -> None:
    above = {str(one.lineage): one.content.get("under", "") for one in standing if one.kind == BlockKind.NODE}
    own = str(block.lineage)
    above[own] = block.content.get("under", "")
    paths = [_path_to_the_top(lineage, above) for lineage in above]
    if any(own in path and len(path) > DEEPEST_NODE for path in paths):
        raise Invalid(_("A mind map has at most %(count)d levels.") % {"count": DEEPEST_NODE}, field="under")


def _path_to_the_top(lineage: str, above: Mapping[str, str]) -> list[str]:
    path: list[str] = []
    while lineage in above:
        if lineage in path:
            raise Invalid(_("A point cannot stand under itself."), field="under")
        path.append(lineage)
        lineage = above[lineage]
    return path


def require_nothing_under(block: Block, standing: Sequence[Block]) -> None:
    """Raise Refusal for a point of a mind map under which others stand: they would be left in the air."""
    if any(one.content.get("under") == str(block.lineage) for one in standing if one.kind == BlockKind.NODE):
        raise Refusal(_("Take out what stands under it first."))


def require_room(version: Version, *, more: int = 1) -> None:
    """Raise Refusal when a version cannot take one more block, or so many."""
    if version.blocks.count() + more > MOST_BLOCKS:
        raise Refusal(_("There are too many parts in this text. Divide it into two."))


def require_in_the_making(version: Version) -> None:
    """Raise Refusal for a released version: it is never changed."""
    if not version.is_in_the_making:
        raise Refusal(_("This version is approved and stays as it is. Begin the next version to change it."))
    if version.state == State.HEARING:
        raise Refusal(_("Colleagues are reading this text now. End the hearing before you change it."))


def part_of(version: Version, key: str) -> Part:
    """The part with this key. Raises Invalid for one that the version is not made of."""
    part = version.part(key)
    if part is None:
        raise Invalid(_("This kind of guidance has no such part."), field="part")
    return part


def require_no_gaps(found: Sequence[Gap]) -> None:
    """Raise Refusal when something is missing before approval."""
    if found:
        raise Refusal(_("Something is missing before it can be approved: %(first)s") % {"first": found[0].sentence})


def gaps(version: Version, blocks: Sequence[Block], *, is_answered_for: bool) -> list[Gap]:
    """What the draft lacks before somebody can be asked to approve it, in the order it is written."""
    return list(_gaps(version, blocks, is_answered_for))


def _gaps(version: Version, blocks: Sequence[Block], is_answered_for: bool) -> Iterator[Gap]:
    if not version.purpose.strip():
        yield Gap(_("Say what it is for."), "about")
    if version.number > 1 and not version.changes.strip():
        yield Gap(_("Say what has changed since the version before."), "about")
    if not is_answered_for:
        yield Gap(_("Say who answers for it."), "people")
    for part in version.made_of:
        yield from _gaps_in(part, [block for block in blocks if block.part == part.key])


def _gaps_in(part: Part, blocks: Sequence[Block]) -> Iterator[Gap]:
    if part.is_needed and not blocks:
        yield Gap(_missing(part), part.key)
    for block in blocks:
        if block.is_undecided:
            beginning = " ".join(str(block.content.get("text", "")).split()[:6])
            sentence = _("Say whether this must or may be followed: “%(beginning)s …”") % {"beginning": beginning}
            yield Gap(sentence, part.key, block=block.pk)
        elif block.kind == BlockKind.FILE and block.file_id is None:
            sentence = _("Choose the file “%(name)s”, or take it out.")
            yield Gap(sentence % {"name": block.called or part.heading}, part.key, block.pk)
        elif block.is_empty(part.shape):
            yield Gap(
                _("Fill in “%(name)s”, or take it out.") % {"name": block.called or part.heading}, part.key, block.pk
            )
    if part.kind == BlockKind.REFERENCE:
        answered = {block.content.get("kind") for block in blocks}
        for kind in ReferenceKind:
            if kind not in answered:
                sentence = _("%(kind)s: add what is relevant, or say that none is.") % {"kind": kind.label}
                yield Gap(sentence, part.key, choice=kind.value)


def _missing(part: Part) -> str:
    if part.kind == BlockKind.MARK:
        return _("Write at least one guiding mark.")
    return _("Write something under “%(heading)s”.") % {"heading": part.heading}


def _text(field: Field, value: Any) -> str:
    tidied = (tidy.words if field.holds in (Holds.WORDS, Holds.RICH) else tidy.line)(
        _of(str, field, value) or ""
    ).strip()
    if len(tidied) > LONGEST[field.holds]:
        raise Invalid(_("At most %(count)d characters.") % {"count": LONGEST[field.holds]}, field=field.name)
    return tidied


def _rich(field: Field, value: Any) -> str:
    """Rich text; a CPR number of which a part is bold is one all the same."""
    tidied = _text(field, value)
    cpr.refuse(richtext.plain(tidied), field=field.name)
    return tidied


def _link(field: Field, value: Any) -> str:
    return link_of(_text(field, value), field=field.name)


def _choice(field: Field, value: Any) -> str:
    chosen = _of(str, field, value) or ""
    if chosen and field.choices and chosen not in field.choices.values:
        raise Invalid(_("Choose one of the possibilities."), field=field.name)
    return chosen


def _lineage(field: Field, value: Any) -> str:
    if not value:
        return ""
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise Invalid(_("Choose one of the possibilities."), field=field.name) from None


def _flag(field: Field, value: Any) -> bool:
    return bool(_of(bool, field, value))


def _day(field: Field, value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(_of(str, field, value) or "").isoformat() if value else ""
    except ValueError:
        raise Invalid(_("Write the day as year-month-day, such as 2015-03-04."), field=field.name) from None


def _of(kind: type, field: Field, value: Any) -> Any:
    if value is not None and not isinstance(value, kind):
        raise Invalid(_("This value cannot be used here."), field=field.name)
    return value


_READ: dict[Holds, Callable[[Field, Any], Any]] = {
    Holds.LINE: _text,
    Holds.WORDS: _text,
    Holds.RICH: _rich,
    Holds.LINK: _link,
    Holds.CHOICE: _choice,
    Holds.FLAG: _flag,
    Holds.CHECK: _flag,
    Holds.BLOCK: _lineage,
    Holds.DAY: _day,
}
