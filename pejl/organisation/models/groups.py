"""Working groups, and who sits in them."""

from __future__ import annotations

from datetime import date

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager
from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet


class WorkingGroupQuerySet(DatedQuerySet):
    """What can be said of working groups."""

    def visible_to(self, person: Person) -> WorkingGroupQuerySet:
        """Everybody may know who decides."""
        return self

    def of(self, person: Person, day: date) -> WorkingGroupQuerySet:
        """Those the person is a member of on a day."""
        seats = GroupMembership.objects.on(day).filter(person=person)
        return self.on(day).filter(pk__in=seats.values("group"))

    def by_name(self) -> WorkingGroupQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class WorkingGroup(Dated):
    """Decides on themes, content, form, participants and dates of learning meetings."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    mandate = Words(blank=True)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, mandate=STRUCTURE, **DATES)

    objects = SpaceManager.from_queryset(WorkingGroupQuerySet)()

    def __str__(self) -> str:
        return self.name


class GroupMembership(Dated):
    """A seat in a working group, for a while."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    data = declare(group=STRUCTURE, person=PERSON_REF, **DATES)
