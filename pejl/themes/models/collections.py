"""Department meetings where themes are collected."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import Unit


class CollectionQuerySet(SpaceQuerySet["Collection"]):
    """What can be said of collections."""

    def visible_to(self, person: Person) -> CollectionQuerySet:
        """Colleagues; guests are not at the department meeting."""
        return self.none() if person.is_guest else self

    def newest(self) -> CollectionQuerySet:
        """Latest first."""
        return self.order_by("-held_on", "-opened_at", "id")


class Collection(SpaceRow):
    """A department meeting where themes were collected, several in a row; ``unit`` is empty for the whole house."""

    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    held_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        held_on=STRUCTURE,
        unit=STRUCTURE,
        opened_by=PERSON_REF,
        opened_at=STRUCTURE,
        closed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(CollectionQuerySet)()

    def __str__(self) -> str:
        return self.title
