"""The fields of the work that themes belong to."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class AreaQuerySet(SpaceQuerySet["Area"]):
    """What can be said of areas."""

    def visible_to(self, person: Person) -> AreaQuerySet:
        """Everybody knows the fields of the work."""
        return self

    def open(self) -> AreaQuerySet:
        """Those that new themes can belong to."""
        return self.filter(is_closed=False)

    def by_name(self) -> AreaQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Area(SpaceRow):
    """A field of the work, such as sick pay: data, since schemes come and go. A closed one gets no new themes."""

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    is_closed = models.BooleanField(default=False)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, is_closed=STRUCTURE)

    objects = SpaceManager.from_queryset(AreaQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="area_name_is_unique")]

    def __str__(self) -> str:
        return self.name
