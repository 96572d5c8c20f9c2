"""Units, functions, dated memberships and working groups of one job centre."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class DatedQuerySet(SpaceQuerySet["Dated"]):
    """What can be said of rows that hold from a day to a day."""

    def on(self, day: date) -> DatedQuerySet:
        """Those that hold on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


class Dated(SpaceRow):
    """A row that holds from a day, and until a day once it has ended: persons change, the history stays."""

    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = SpaceManager.from_queryset(DatedQuerySet)()

    class Meta(SpaceRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="%(class)s_ends_after_it_starts",
            )
        ]


DATES = {"since_on": STRUCTURE, "until_on": STRUCTURE}


class UnitQuerySet(DatedQuerySet):
    """What can be said of units."""

    def visible_to(self, person: Person) -> UnitQuerySet:
        """The whole job centre sees how it is built."""
        return self

    def by_name(self) -> UnitQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Unit(Dated):
    """A department, a team or a section; units form a tree."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, parent=STRUCTURE, **DATES)

    objects = SpaceManager.from_queryset(UnitQuerySet)()

    def __str__(self) -> str:
        return self.name


class FunctionQuerySet(SpaceQuerySet["Function"]):
    """What can be said of functions."""

    def visible_to(self, person: Person) -> FunctionQuerySet:
        """The whole job centre sees how it is built."""
        return self

    def by_name(self) -> FunctionQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Function(SpaceRow):
    """What somebody is employed to do, such as caseworker: data, since every job centre has its own list."""

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    may_approve = models.BooleanField(default=False)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, may_approve=STRUCTURE)

    objects = SpaceManager.from_queryset(FunctionQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="function_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """A person belongs to a unit, in a function, for a while; several at once are common."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="memberships")

    data = declare(person=PERSON_REF, unit=STRUCTURE, function=STRUCTURE, **DATES)


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
