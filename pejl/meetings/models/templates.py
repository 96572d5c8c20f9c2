"""Agendas to start from."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models.shape import SHAPE, ItemShape
from pejl.meetings.names import Kind


class TemplateQuerySet(SpaceQuerySet["Template"]):
    """What can be said of templates."""

    def visible_to(self, person: Person) -> TemplateQuerySet:
        """Colleagues start from each other's agendas; guests plan nothing."""
        return self.none() if person.is_guest else self

    def by_name(self) -> TemplateQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Template(SpaceRow):
    """An agenda to start from: data, each job centre's own."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = Words(blank=True)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, kind=STRUCTURE, about=STRUCTURE)

    objects = SpaceManager.from_queryset(TemplateQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="template_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class TemplateItem(ItemShape):
    """One item of a template."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")

    data = declare(template=STRUCTURE, parent=STRUCTURE, **SHAPE)

    class Meta(ItemShape.Meta):
        indexes = [models.Index(fields=["template", "position"], name="template_item_in_order")]
