"""Themes: what colleagues need to know."""

from __future__ import annotations

from django.db import models
from django.utils.translation import ngettext

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.themes.models.areas import Area
from pejl.themes.models.collections import Collection
from pejl.themes.names import DECIDABLE, OPEN, TAKES_IN, Kind, Origin, State


class ThemeQuerySet(SpaceQuerySet["Theme"]):
    """What can be said of themes."""

    def visible_to(self, person: Person) -> ThemeQuerySet:
        """Colleagues see every theme of the job centre; guests only what they proposed."""
        return self.filter(proposed_by=person) if person.is_guest else self

    def open(self) -> ThemeQuerySet:
        """Those still waiting for a meeting."""
        return self.filter(state__in=OPEN)

    def decidable(self) -> ThemeQuerySet:
        """Those a working group may decide on."""
        return self.filter(state__in=DECIDABLE)

    def taking_in(self) -> ThemeQuerySet:
        """Those still on their way to a meeting: they can be backed, and others merged into them."""
        return self.filter(state__in=TAKES_IN)

    def newest(self) -> ThemeQuerySet:
        """Latest proposal first."""
        return self.order_by("-proposed_at", "id")


class Theme(SpaceRow):
    """What colleagues need to know. ``backers`` is how many others than the proposer back it; nothing orders by it."""

    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    need = Words()
    why_now = Words(blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="themes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_themes"
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.COLLEAGUE)
    collected_at = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True, blank=True, related_name="themes")
    backers = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        need=WORDS,
        why_now=WORDS,
        area=STRUCTURE,
        kind=STRUCTURE,
        state=STRUCTURE,
        merged_into=STRUCTURE,
        proposed_by=PERSON_REF,
        proposed_at=STRUCTURE,
        origin=STRUCTURE,
        collected_at=STRUCTURE,
        backers=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ThemeQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, merged_into__isnull=False)
                | (~models.Q(state=State.MERGED) & models.Q(merged_into__isnull=True)),
                name="theme_is_merged_into_something",
            ),
            models.CheckConstraint(
                condition=models.Q(origin=Origin.COLLECTED, collected_at__isnull=False)
                | (~models.Q(origin=Origin.COLLECTED) & models.Q(collected_at=None)),
                name="collected_theme_names_its_meeting",
            ),
        ]
        indexes = [
            models.Index(fields=["space", "state", "proposed_at"], name="theme_by_state"),
            models.Index(fields=["space", "proposed_by"], name="theme_by_proposer"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def backed(self) -> str:
        """How many others need it too, in words; empty where nobody does."""
        said = ngettext("%(num)s backs it", "%(num)s back it", self.backers)
        return said % {"num": self.backers} if self.backers else ""
