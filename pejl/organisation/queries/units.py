"""How the job centre is built."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pejl.organisation import municipalities
from pejl.organisation.models import ServedMunicipality, Unit, UnitQuerySet


@dataclass(frozen=True)
class Branch:
    """A unit where it stands in the tree: 0 is at the top."""

    unit: Unit
    depth: int


def units(today: date | None = None) -> UnitQuerySet:
    """The units there are this day, by name; without a day, all there ever were."""
    found: UnitQuerySet = Unit.objects.all() if today is None else Unit.objects.on(today)
    return found.by_name()


def with_those_below(unit_ids: Collection[UUID]) -> set[UUID]:
    """The ids of these units and of every unit below them."""
    if not unit_ids:
        return set()
    found: set[UUID] = Unit.objects.with_those_below(unit_ids)
    return found


def tree(found: Iterable[Unit]) -> list[Branch]:
    """The units, each followed by those in it; one whose parent is not among them stands at the top."""
    listed = list(found)
    present = {unit.pk for unit in listed}
    inside: dict[UUID | None, list[Unit]] = {}
    for unit in listed:
        inside.setdefault(unit.parent_id if unit.parent_id in present else None, []).append(unit)
    branches: list[Branch] = []
    waiting = [(unit, 0) for unit in reversed(inside.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        branches.append(Branch(unit, depth))
        waiting += [(child, depth + 1) for child in reversed(inside.get(unit.pk, []))]
    return branches


def path_to(unit: Unit) -> list[Unit]:
    """The units that this one is part of, outermost first."""
    by_id: dict[UUID, Unit] = {one.pk: one for one in Unit.objects.all()} if unit.parent_id else {}
    path: list[Unit] = []
    above = by_id.get(unit.parent_id) if unit.parent_id else None
    while above is not None and above not in path:
        path.insert(0, above)
        above = by_id.get(above.parent_id) if above.parent_id else None
    return path


def served(today: date) -> list[tuple[ServedMunicipality, str]]:
    """The municipalities the job centre works for this day or later, with their names, by name."""
    known = municipalities.by_code()
    rows = ServedMunicipality.objects.exclude(until_on__lt=today)
    return sorted(((row, known[row.code].name) for row in rows if row.code in known), key=lambda one: one[1])
