"""Themes, what was decided on them, and the trail that tells the proposer."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import WorkingGroup
from pejl.themes.names import OPEN, Kind, Outcome, State, StepKind


class Area(SpaceRow):
    """A field of the work, such as sick pay: data, since schemes come and go."""

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="area_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class ThemeQuerySet(SpaceQuerySet["Theme"]):
    """What can be said of themes."""

    def visible_to(self, person: Person) -> ThemeQuerySet:
        """Colleagues see every theme of the job centre; guests only what they proposed."""
        return self.filter(proposed_by=person) if person.is_guest else self

    def open(self) -> ThemeQuerySet:
        """Those still waiting for a meeting."""
        return self.filter(state__in=OPEN)

    def newest(self) -> ThemeQuerySet:
        """Latest proposal first."""
        return self.order_by("-proposed_at", "id")


class Theme(SpaceRow):
    """What colleagues need to know."""

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
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ThemeQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, merged_into__isnull=False)
                | (~models.Q(state=State.MERGED) & models.Q(merged_into__isnull=True)),
                name="theme_is_merged_into_something",
            )
        ]
        indexes = [
            models.Index(fields=["space", "state", "proposed_at"], name="theme_by_state"),
            models.Index(fields=["space", "proposed_by"], name="theme_by_proposer"),
        ]

    def __str__(self) -> str:
        return self.title


class Decision(SpaceRow):
    """What a working group decided on a theme, and why. Never changed; a later decision stands beside it."""

    append_only = True

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="decisions")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = Words()
    merged_into = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        theme=STRUCTURE,
        group=STRUCTURE,
        outcome=STRUCTURE,
        reason=WORDS,
        merged_into=STRUCTURE,
        by=PERSON_REF,
        at=STRUCTURE,
    )


class Step(SpaceRow):
    """One step on a theme's trail, pointing at what it led to; ``words`` is what the proposer is told."""

    append_only = True

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=30, choices=StepKind.choices)
    about_kind, about_id, about_title = pointer_columns()
    words = Words(blank=True)
    at = models.DateTimeField()
    about = PointerTo("about")

    data = declare(
        theme=STRUCTURE,
        kind=STRUCTURE,
        about_kind=STRUCTURE,
        about_id=STRUCTURE,
        about_title=WORDS,
        words=WORDS,
        at=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["theme", "at"], name="step_by_theme")]
