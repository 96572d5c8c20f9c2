"""Agendas to start from: each unit's or the whole house's own, every edition kept."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models.shape import SHAPE, ItemShape
from pejl.meetings.names import Kind
from pejl.organisation.models import Unit


class TemplateQuerySet(SpaceQuerySet["Template"]):
    """What can be said of templates."""

    def visible_to(self, person: Person) -> TemplateQuerySet:
        """Colleagues start from each other's agendas; guests plan nothing."""
        return self.none() if person.is_guest else self

    def in_use(self) -> TemplateQuerySet:
        """Those that new meetings can start from."""
        return self.filter(retired_at=None)

    def open_to(self, unit_ids: Iterable[UUID]) -> TemplateQuerySet:
        """Those that people of these units start from as they are: the whole house's, and their own."""
        return self.filter(Q(unit=None) | Q(unit__in=unit_ids))

    def by_name(self) -> TemplateQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Template(SpaceRow):
    """An agenda to start from: data, a unit's own or (without one) the whole house's.

    ``edition`` is the newest; the items of the older ones stay. ``taken_from`` is what another unit made first.
    """

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = Words(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    taken_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="takings")
    retired_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        name=STRUCTURE,
        name_search=STRUCTURE,
        name_sort=STRUCTURE,
        kind=STRUCTURE,
        about=STRUCTURE,
        unit=STRUCTURE,
        edition=STRUCTURE,
        taken_from=STRUCTURE,
        retired_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(TemplateQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="template_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class TemplateItem(ItemShape):
    """One item of one edition of a template."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="items")
    edition = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")

    data = declare(template=STRUCTURE, edition=STRUCTURE, parent=STRUCTURE, **SHAPE)

    class Meta(ItemShape.Meta):
        indexes = [models.Index(fields=["template", "position"], name="template_item_in_order")]


class TemplateEdition(SpaceRow):
    """That a template got a new edition: who made it (None: it came with Pejl), when, and what is new in it."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    note = Line(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    data = declare(template=STRUCTURE, number=STRUCTURE, note=WORDS, by=PERSON_REF, at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_edition_is_counted_once")]


class TemplateTalk(SpaceRow):
    """The talk before a unit took over another's agenda (system.md, P4 and D5), and what it does in its own way."""

    template = models.OneToOneField(Template, on_delete=models.CASCADE, related_name="talk")
    talked_with = Line(max_length=200)
    held_on = models.DateField()
    differently = Words()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        template=STRUCTURE, talked_with=WORDS, held_on=STRUCTURE, differently=WORDS, by=PERSON_REF, at=STRUCTURE
    )
