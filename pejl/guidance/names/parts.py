"""What a product is made of: its parts, as a kind says them and a version keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pejl.guidance.names.shapes import HEADINGS, SHAPES, Field, Holds
from pejl.guidance.names.words import BlockKind

STANDARD_COLUMNS: dict[str, str | Promise] = {
    "use": _("Use and professional basis"),
    "goal": _("Goal of the measure"),
    "support": _("Support basis"),
    "administration": _("Administrative requirements"),
}


@dataclass(frozen=True)
class Column:
    """One column of a situation table beside the situation's name. An empty ``name`` is that of a standard column."""

    key: str
    name: str = ""
    is_required: bool = False

    @property
    def label(self) -> str | Promise:
        """What stands above it."""
        return self.name or STANDARD_COLUMNS.get(self.key, self.key)


@dataclass(frozen=True)
class Part:
    """All blocks of one sort in a product, under one heading.

    ``name`` is the heading; empty, it is the usual one of that kind of block, in the reader's language. ``is_needed``:
    a draft without any block here is not ready. ``begins_with`` are the headings, questions or fields that a new
    draft starts with; ``columns`` are those of a situation table.
    """

    key: str
    kind: BlockKind
    name: str = ""
    hint: str = ""
    is_needed: bool = False
    columns: tuple[Column, ...] = ()
    begins_with: tuple[str, ...] = ()

    @property
    def heading(self) -> str | Promise:
        """What stands above it."""
        return self.name or HEADINGS[self.kind]

    @cached_property
    def shape(self) -> tuple[Field, ...]:
        """What a block of it holds."""
        columns = (Field(one.key, one.label, Holds.RICH, is_required=one.is_required) for one in self.columns)
        return (*SHAPES[self.kind], *columns)

    def as_data(self) -> dict[str, Any]:
        """As ``parts_of`` reads it again."""
        columns = [{"key": one.key, "name": one.name, "is_required": one.is_required} for one in self.columns]
        return {
            "key": self.key,
            "kind": self.kind.value,
            "name": self.name,
            "hint": self.hint,
            "is_needed": self.is_needed,
            "columns": columns,
            "begins_with": list(self.begins_with),
        }


def parts_of(data: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The parts that a kind or a version holds as data, without those that were taken out of the kind."""
    return tuple(_part(one) for one in data if not one.get("is_removed"))


def removed_parts_of(data: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The parts that were taken out of a kind and can be put back."""
    return tuple(_part(one) for one in data if one.get("is_removed"))


def _part(one: Mapping[str, Any]) -> Part:
    return Part(
        key=one["key"],
        kind=BlockKind(one["kind"]),
        name=one.get("name", ""),
        hint=one.get("hint", ""),
        is_needed=one.get("is_needed", False),
        columns=tuple(Column(**column) for column in one.get("columns", ())),
        begins_with=tuple(one.get("begins_with", ())),
    )
