"""A pointer from a lower module to a thing of a higher one: its kind, its id, and its title as it was.

No foreign key may point upwards; a pointer does, and survives what it points to: a dead one still says what it
was. Which kinds exist, and whose reading rights they follow, stands in ``pejl.wiring.kinds``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy import rows


@dataclass(frozen=True)
class Pointer:
    """What is pointed at: ``kind`` as in ``pejl.wiring.kinds``, its id, and its title or quote at the time."""

    kind: str
    id: UUID
    title: str


class PointerTo:
    """Reads and writes three columns ``<name>_kind``, ``<name>_id``, ``<name>_title`` as one Pointer.

    Use beside ``pointer_columns``::

        source_kind, source_id, source_title = pointer_columns()
        source = PointerTo("source")
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, row: models.Model | None, owner: type | None = None) -> Any:
        if row is None:
            return self
        kind = getattr(row, f"{self.name}_kind")
        if not kind:
            return None
        return Pointer(kind, getattr(row, f"{self.name}_id"), getattr(row, f"{self.name}_title"))

    def __set__(self, row: models.Model, value: Pointer | None) -> None:
        setattr(row, f"{self.name}_kind", value.kind if value else "")
        setattr(row, f"{self.name}_id", value.id if value else None)
        setattr(row, f"{self.name}_title", value.title if value else "")


def pointer_columns() -> tuple[models.Field[Any, Any], models.Field[Any, Any], models.Field[Any, Any]]:
    """Kind, id and title columns of a pointer; the pointer may be empty."""
    return (
        models.CharField(max_length=40, blank=True, default="", editable=False),
        models.UUIDField(null=True, blank=True, editable=False),
        Line(max_length=300, blank=True, default="", editable=False),
    )


def to(row: rows.SpaceRow, *, title: str) -> Pointer:
    """A pointer to a row of the entered space. Raises ForeignSpace for another one's."""
    row.check_space()
    return Pointer(kind_of(row), row.pk, title[:300])


def kind_of(row: rows.SpaceRow) -> str:
    """The name of a row's kind: its model in lower case."""
    return row._meta.model_name or ""


def resolve(pointer: Pointer, *, person: Any) -> rows.SpaceRow | None:
    """What is pointed at, if it still exists and this person may see it; otherwise None."""
    return resolve_all([pointer], person=person).get(pointer.id)


def resolve_all(pointers: Iterable[Pointer], *, person: Any) -> dict[UUID, rows.SpaceRow]:
    """As ``resolve`` for many, by id: one question for each kind among them. Dead ones are left out."""
    kinds: dict[str, type[rows.SpaceRow]] = import_string(f"{settings.PEJL_WIRING}.kinds.KINDS")
    wanted: dict[str, set[UUID]] = {}
    for pointer in pointers:
        wanted.setdefault(pointer.kind, set()).add(pointer.id)
    return {
        row.pk: row
        for kind, ids in wanted.items()
        if kind in kinds
        for row in kinds[kind].objects.visible_to(person).filter(pk__in=ids)
    }
