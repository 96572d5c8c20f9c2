"""Colleagues who need a theme too."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.themes.models.collections import Collection
from pejl.themes.models.themes import Theme
from pejl.themes.names import BackingKind


class BackingQuerySet(SpaceQuerySet["Backing"]):
    """What can be said of backings."""

    def visible_to(self, person: Person) -> BackingQuerySet:
        """Whoever sees the theme."""
        return self.filter(theme__in=Theme.objects.visible_to(person), withdrawn_at=None)

    def standing(self) -> BackingQuerySet:
        """Those not taken back."""
        return self.filter(withdrawn_at=None)


class Backing(SpaceRow):
    """A colleague needs a theme too, with an own question or example; it informs and never decides (P2).

    ``collected_at`` is the department meeting where it was entered for them by a show of hands.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="backings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BackingKind.choices, default=BackingKind.NEED)
    words = Words(blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.ForeignKey(Collection, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    data = declare(
        theme=STRUCTURE,
        person=PERSON_REF,
        kind=STRUCTURE,
        words=WORDS,
        at=STRUCTURE,
        withdrawn_at=STRUCTURE,
        collected_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(BackingQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["theme", "person"], name="theme_is_backed_once_by_a_person")]
        indexes = [models.Index(fields=["space", "theme"], name="backing_by_theme")]
