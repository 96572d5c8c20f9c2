"""What must be true of a kind of product, whoever makes it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Kind
from pejl.guidance.names import GROUPED_BY, SHAPES, BlockKind, Column, Part, removed_parts_of
from pejl.organisation.models import Function

MOST_PARTS = 40
MOST_COLUMNS = 8
MOST_BEGUN = 40
LONGEST_NAME = 80
LONGEST_ABOUT = 1000
LONGEST_HEADING = 160
LONGEST_HINT = 400
LONGEST_BEGUN = 200
MONTHS = (1, 60)
APPROVALS = (1, 5)

#: Sorts of blocks of which a draft cannot begin with some: they need a choice or a file before they are anything.
BEGINS_EMPTY = (*GROUPED_BY, BlockKind.FILE)

_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


def kind_name_of(name: str) -> str:
    """What a kind is called, tidied. Raises Invalid."""
    return _line(name, LONGEST_NAME, "name", needed=_("Give it a name."))


def kind_about_of(about: str) -> str:
    """What a kind is for, tidied. Raises Invalid where nothing is said: it is what colleagues choose by."""
    said = tidy.words(about).strip()
    if not said:
        raise Invalid(_("Say in a sentence what it is for, and when one chooses it."), field="about")
    return _short_enough(said, LONGEST_ABOUT, "about")


def require_kind_numbers(*, review_months: int, approvals: int) -> None:
    """Raise Invalid for a review or a number of approvals that cannot be."""
    for field, number, (least, most) in (("review_months", review_months, MONTHS), ("approvals", approvals, APPROVALS)):
        if not least <= number <= most:
            said = _("Write a number from %(least)d to %(most)d.") % {"least": least, "most": most}
            raise Invalid(said, field=field)


def require_enough_named(approvals: int, *, functions: Collection[Function], people: Collection[Person]) -> None:
    """Raise Invalid where only people are named, and they are fewer than must approve."""
    if people and not functions and len(set(people)) < approvals:
        raise Invalid(_("More must approve than you have named. Name more, or a function."), field="people")


def part_of_kind(kind: Kind, key: str) -> Part:
    """The part of a kind with this key. Raises Invalid where there is none, or it was taken out."""
    part = next((one for one in kind.made_of if one.key == key), None)
    if part is None:
        raise Invalid(_("This kind of guidance has no such part."), field="part")
    return part


def removed_part_of(kind: Kind, key: str) -> Part:
    """The part with this key that was taken out. Raises Invalid where there is none."""
    part = next((one for one in removed_parts_of(kind.parts) if one.key == key), None)
    if part is None:
        raise Invalid(_("This kind of guidance has no such part."), field="part")
    return part


def part_as_kept(part: Part, *, taken: Collection[str]) -> Part:
    """A part, tidied, with a key that is not among those ``taken``. Raises Invalid."""
    columns = tuple(_columns(part)) if part.kind == BlockKind.SITUATION else ()
    if part.kind == BlockKind.SITUATION and not columns:
        raise Invalid(_("A table needs at least one column."), field="columns")
    kept = replace(
        part,
        name=_line(part.name, LONGEST_HEADING, "name"),
        hint=_line(part.hint, LONGEST_HINT, "hint"),
        columns=columns,
        begins_with=_begun(part),
    )
    return replace(kept, key=_key(kept, taken))


def require_parts(parts: Sequence[Part]) -> None:
    """Raise Refusal for too many parts, Invalid for two of one key, or a key or a column that cannot be one."""
    if len(parts) > MOST_PARTS:
        raise Refusal(_("A kind has at most %(most)d parts.") % {"most": MOST_PARTS})
    if any(count > 1 for count in Counter(part.key for part in parts).values()):
        raise Invalid(_("Two parts have the same key."), field="key")
    for part in parts:
        if not _KEY.fullmatch(part.key):
            raise Invalid(_("A key is made of the letters a to z, digits and hyphens."), field="key")


def _key(part: Part, taken: Collection[str]) -> str:
    """Its own key, or one made from its heading, with a number where that was used before."""
    if part.key:
        if part.key in taken:
            raise Invalid(_("Two parts have the same key."), field="key")
        return part.key
    return _fresh(_ascii(part.name) or part.kind.value, taken)


def _fresh(base: str, taken: Collection[str]) -> str:
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"^[^a-z]+", "", slugify(plain))[:36].strip("-_").replace("_", "-")


def _columns(part: Part) -> list[Column]:
    if len(part.columns) > MOST_COLUMNS:
        raise Invalid(_("A table has at most %(most)d columns.") % {"most": MOST_COLUMNS}, field="columns")
    kept: list[Column] = []
    taken = {field.name for field in SHAPES[part.kind]} | {one.key for one in part.columns if one.key}
    if len({one.key for one in part.columns if one.key}) < sum(1 for one in part.columns if one.key):
        raise Invalid(_("Two columns have the same key."), field="columns")
    for one in part.columns:
        name = _line(one.name, LONGEST_NAME, "columns")
        if one.key in {field.name for field in SHAPES[part.kind]} or (one.key and not _KEY.fullmatch(one.key)):
            raise Invalid(_("A key is made of the letters a to z, digits and hyphens."), field="columns")
        key = one.key or _fresh(_ascii(name) or "column", taken)
        taken.add(key)
        kept.append(replace(one, key=key, name=name))
    return kept


def _begun(part: Part) -> tuple[str, ...]:
    if part.kind in BEGINS_EMPTY:
        return ()
    lines = tuple(filter(None, (_line(one, LONGEST_BEGUN, "begins_with") for one in part.begins_with)))
    if len(lines) > MOST_BEGUN:
        raise Invalid(_("A draft begins with at most %(most)d lines here.") % {"most": MOST_BEGUN}, field="begins_with")
    return lines


def _line(text: str, longest: int, field: str, *, needed: str = "") -> str:
    said = tidy.line(text).strip()
    if needed and not said:
        raise Invalid(needed, field=field)
    return _short_enough(said, longest, field)


def _short_enough(text: str, longest: int, field: str) -> str:
    if len(text) > longest:
        raise Invalid(_("This is too long: at most %(most)d characters.") % {"most": longest}, field=field)
    return text
