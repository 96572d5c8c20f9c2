"""Kinds of products as data: what each is made of, how often it is looked over, and who approves it."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.names import Part, parts_of
from pejl.organisation.models import Function


class KindQuerySet(SpaceQuerySet["Kind"]):
    """What can be said of kinds."""

    def visible_to(self, person: Person) -> KindQuerySet:
        """The whole job centre sees what products there are."""
        return self

    def offered(self) -> KindQuerySet:
        """Those one can begin a product of."""
        return self.filter(retired_at=None)

    def by_name(self) -> KindQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Kind(SpaceRow):
    """A kind of product, such as an action guide. A job centre begins with the standard ones and makes its own.

    ``parts`` are what a product of this kind is made of, in the order they are read (``pejl.guidance.parts``). A
    version keeps the parts it was begun with, so a changed kind changes no text that is there.
    """

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    about = Words(blank=True)
    parts = Structured(default=list)
    review_months = models.PositiveSmallIntegerField(default=12)
    approvals = models.PositiveSmallIntegerField(default=1)
    needs_hearing = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    edit = models.PositiveIntegerField(default=1)

    data = declare(
        name=STRUCTURE,
        name_search=STRUCTURE,
        name_sort=STRUCTURE,
        about=STRUCTURE,
        parts=STRUCTURE,
        review_months=STRUCTURE,
        approvals=STRUCTURE,
        needs_hearing=STRUCTURE,
        retired_at=STRUCTURE,
        edit=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(KindQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="product_kind_name_is_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def with_purpose(self) -> str:
        """What it is called and for, as one chooses among kinds."""
        return f"{self.name}: {self.about}" if self.about else self.name

    @cached_property
    def made_of(self) -> tuple[Part, ...]:
        """Its parts, read."""
        return parts_of(self.parts)


class KindApprover(SpaceRow):
    """Who may approve products of a kind: everybody in a function, or somebody by name.

    Where nothing is said, everybody whose function approves guidance may.
    """

    kind = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="approvers")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    data = declare(kind=STRUCTURE, function=STRUCTURE, person=PERSON_REF)

    class Meta(SpaceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(function=None, person__isnull=False) | Q(function__isnull=False, person=None),
                name="kind_approver_is_a_function_or_a_person",
            ),
            models.UniqueConstraint(fields=["kind", "function"], name="approving_function_is_named_once"),
            models.UniqueConstraint(fields=["kind", "person"], name="approving_person_is_named_once"),
        ]
