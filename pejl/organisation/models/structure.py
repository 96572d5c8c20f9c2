"""How a job centre is built: the municipalities it serves, its units and its functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import STRUCTURE, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet
from pejl.organisation.names import Side


class ServedMunicipality(Dated):
    """A municipality that the job centre works for, by its official code; a job centre may serve several."""

    code = models.CharField(max_length=3)

    data = declare(code=STRUCTURE, **DATES)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["space", "code"], condition=Q(until_on=None), name="municipality_is_served_once"
            ),
        ]


class UnitQuerySet(DatedQuerySet):
    """What can be said of units."""

    def visible_to(self, person: Person) -> UnitQuerySet:
        """The whole job centre sees how it is built."""
        return self

    def by_name(self) -> UnitQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")

    def with_those_below(self, unit_ids: Iterable[UUID]) -> set[UUID]:
        """The ids of these units and of every unit below them, whenever they existed."""
        below: dict[UUID | None, set[UUID]] = {}
        for unit_id, parent_id in self.values_list("id", "parent_id"):
            below.setdefault(parent_id, set()).add(unit_id)
        return _reached(unit_ids, below)

    def with_those_above(self, unit_ids: Iterable[UUID]) -> set[UUID]:
        """The ids of these units and of every unit they are part of, whenever they existed."""
        above = {unit_id: {parent_id} for unit_id, parent_id in self.values_list("id", "parent_id") if parent_id}
        return _reached(unit_ids, above)


def _reached(begin: Iterable[UUID], steps: Mapping[UUID | None, set[UUID]]) -> set[UUID]:
    """All one comes to from the first ones; each is gone to once, so that it ends in any case."""
    reached, waiting = set[UUID](), set(begin)
    while waiting:
        reached |= waiting
        waiting = {one for unit_id in waiting for one in steps.get(unit_id, ())} - reached
    return reached


class Unit(Dated):
    """A department, a team or a section; units form a tree. ``side`` is empty where a unit is on neither or both."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)

    data = declare(
        name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, parent=STRUCTURE, side=STRUCTURE, **DATES
    )

    objects = SpaceManager.from_queryset(UnitQuerySet)()

    def __str__(self) -> str:
        return self.name


class FunctionQuerySet(SpaceQuerySet["Function"]):
    """What can be said of functions."""

    def visible_to(self, person: Person) -> FunctionQuerySet:
        """The whole job centre sees how it is built."""
        return self

    def in_use(self) -> FunctionQuerySet:
        """Those one can be put into."""
        return self.filter(is_retired=False)

    def by_name(self) -> FunctionQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Function(SpaceRow):
    """What somebody is employed to do, such as caseworker: data, since every job centre has its own list.

    Nobody new is put into a retired one; who holds it keeps it. ``is_management``: those who do it lead, and propose
    themes on behalf of the management.
    """

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    may_approve = models.BooleanField(default=False)
    is_management = models.BooleanField(default=False)
    is_retired = models.BooleanField(default=False)

    data = declare(
        name=STRUCTURE,
        name_search=STRUCTURE,
        name_sort=STRUCTURE,
        may_approve=STRUCTURE,
        is_management=STRUCTURE,
        is_retired=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(FunctionQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="function_name_is_unique")]

    def __str__(self) -> str:
        return self.name
