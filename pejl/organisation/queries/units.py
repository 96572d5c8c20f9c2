"""How the job centre is built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


def path_to(unit: Unit, units: Mapping[UUID, Unit]) -> list[Unit]:
    """The units that this one is part of, outermost first; ``units`` are all of them."""
    path: list[Unit] = []
    above = units.get(unit.parent_id) if unit.parent_id else None
    while above is not None and above not in path:
        path.insert(0, above)
        above = units.get(above.parent_id) if above.parent_id else None
    return path


def within(unit: Unit, units: Iterable[Unit]) -> set[UUID]:
    """The ids of the unit and of all below it; ``units`` are all of them."""
    branches = tree(units)
    inside = set[UUID]()
    depth = -1
    for branch in branches:
        if branch.unit.pk == unit.pk:
            depth = branch.depth
        elif depth >= 0 and branch.depth <= depth:
            break
        if depth >= 0:
            inside.add(branch.unit.pk)
    return inside


def served(today: date) -> list[tuple[ServedMunicipality, str]]:
    """The municipalities the job centre works for this day or later, with their names, by name."""
    known = municipalities.by_code()
    rows = ServedMunicipality.objects.exclude(until_on__lt=today)
    return sorted(((row, known[row.code].name) for row in rows if row.code in known), key=lambda one: one[1])
