"""What differs between two versions of a product, block by block and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import richtext
from pejl.foundation.formats.wording import Change, Piece, pieces
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Block, Version
from pejl.guidance.names import Field, Holds, Obligation, Part
from pejl.guidance.queries.asked import Confirming, confirming
from pejl.guidance.queries.attached import told_of
from pejl.guidance.queries.held import held
from pejl.guidance.queries.products import standing_in, versions_for

_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


@dataclass(frozen=True)
class ComparedField:
    """One field of a block, or of the version's own words, in both versions."""

    label: str
    pieces: Sequence[Piece]

    @property
    def differs(self) -> bool:
        """Whether any word of it changed."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


@dataclass(frozen=True)
class ComparedBlock:
    """A block in both versions, or in one of them; ``change`` is what happened to all of it."""

    change: Change
    called: str
    fields: Sequence[ComparedField]

    @property
    def differs(self) -> bool:
        """Whether it is new, gone, or worded otherwise."""
        return self.change is not Change.SAME or any(field.differs for field in self.fields)


@dataclass(frozen=True)
class ComparedSection:
    """The blocks of one part: those of the newer version in its order, each gone one where it stood."""

    heading: str
    blocks: Sequence[ComparedBlock]

    @property
    def differs(self) -> bool:
        """Whether anything in it changed."""
        return any(block.differs for block in self.blocks)


@dataclass(frozen=True)
class Comparison:
    """Two versions of a product beside each other, out of all those one may see."""

    versions: Sequence[Version]
    before: Version
    after: Version
    about: Sequence[ComparedField]
    sections: Sequence[ComparedSection]

    @property
    def confirming(self) -> Confirming | None:
        """What the reader has confirmed, where a list asks the reader to read the newer one."""
        return confirming(self.versions, self.after)

    @property
    def differs(self) -> bool:
        """Whether any word of it changed."""
        return any(field.differs for field in self.about) or any(section.differs for section in self.sections)


def comparison(
    product_id: UUID,
    *,
    person: Person,
    before: int | None = None,
    after: int | None = None,
    today: date | None = None,
) -> Comparison | None:
    """Two versions that this person may see, by their numbers; None where one of them is not there.

    Without numbers the newest, and the one before it. ``today`` as for ``reading``.
    """
    versions = versions_for(person, product_id, today=today)
    numbers = [version.number for version in versions]
    newest = after or next(iter(numbers), 0)
    wanted = {newest, before or max((number for number in numbers if number < newest), default=newest)}
    chosen = [version for version in versions if version.number in wanted]
    if not chosen or len(chosen) < len(wanted):
        return None
    newer, older = chosen[0], chosen[-1]
    return _compared(versions, older, newer, list(standing_in(older)), list(standing_in(newer)))


def _compared(
    versions: Sequence[Version], older: Version, newer: Version, old: Sequence[Block], new: Sequence[Block]
) -> Comparison:
    about = [
        ComparedField(_("Title"), pieces(older.title, newer.title)),
        ComparedField(_("What it is for"), pieces(older.purpose, newer.purpose)),
    ]
    sections = [
        ComparedSection(str(part.heading), _blocks(part, _of(old, part), _of(new, part)))
        for part in (*newer.made_of, *(part for part in older.made_of if newer.part(part.key) is None))
    ]
    return Comparison(versions, older, newer, about, [section for section in sections if section.blocks])


def _of(blocks: Iterable[Block], part: Part) -> list[Block]:
    return [block for block in blocks if block.part == part.key]


def _blocks(part: Part, old: Sequence[Block], new: Sequence[Block]) -> list[ComparedBlock]:
    before, kept = {block.lineage: block for block in old}, {block.lineage for block in new}
    compared: list[ComparedBlock] = []
    waiting = list(old)
    for block in new:
        while waiting and waiting[0].lineage not in kept:
            compared.append(_block(part, waiting.pop(0), None))
        if waiting and waiting[0].lineage == block.lineage:
            waiting.pop(0)
        compared.append(_block(part, before.get(block.lineage), block))
    compared += [_block(part, one, None) for one in waiting if one.lineage not in kept]
    return compared


def _block(part: Part, old: Block | None, new: Block | None) -> ComparedBlock:
    either = new or old
    change = Change.SAME if old and new else Change.ADDED if new else Change.REMOVED
    fields = [ComparedField(str(field.label), pieces(_held(old, field), _held(new, field))) for field in part.shape]
    if (old and old.file) or (new and new.file):
        fields.append(ComparedField(_("The file"), pieces(*_files(old, new))))
    if (old and old.obligation) or (new and new.obligation):
        fields.append(ComparedField(_("Must or may"), pieces(_obligation(old), _obligation(new))))
    return ComparedBlock(change, either.called if either else "", [field for field in fields if field.pieces])


def _files(old: Block | None, new: Block | None) -> tuple[str, str]:
    """The file of each in words, and where they are called the same, but are not, that they are not."""
    before, after = (block.file if block else None for block in (old, new))
    told, told_after = (told_of(one) if one else "" for one in (before, after))
    if before and after and told == told_after and before.digest != after.digest:
        told_after += " · " + _("another file of the same name")
    return told, told_after


def _obligation(block: Block | None) -> str:
    return str(Obligation(block.obligation).label) if block and block.obligation else ""


def _held(block: Block | None, field: Field) -> str:
    if block is None or field.holds is Holds.BLOCK:
        return ""
    text = held(block, field)
    return _ITEM.sub("\\1• ", richtext.plain(text)) if field.holds is Holds.RICH else text
