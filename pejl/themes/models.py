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
from pejl.themes.names import DECIDABLE, OPEN, Kind, Outcome, State, StepKind


class AreaQuerySet(SpaceQuerySet["Area"]):
    """What can be said of areas."""

    def visible_to(self, person: Person) -> AreaQuerySet:
        """Everybody knows the fields of the work."""
        return self

    def by_name(self) -> AreaQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Area(SpaceRow):
    """A field of the work, such as sick pay: data, since schemes come and go."""

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE)

    objects = SpaceManager.from_queryset(AreaQuerySet)()

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

    def decidable(self) -> ThemeQuerySet:
        """Those a working group may decide on."""
        return self.filter(state__in=DECIDABLE)

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


class OfThemeQuerySet(SpaceQuerySet["OfTheme"]):
    """What can be said of things that belong to a theme."""

    def visible_to(self, person: Person) -> OfThemeQuerySet:
        """Whoever sees the theme."""
        return self.filter(theme__in=Theme.objects.visible_to(person))


class OfTheme(SpaceRow):
    """A thing that belongs to one theme and is never changed: what was said and done stays said and done."""

    append_only = True

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="%(class)ss")
    at = models.DateTimeField()

    data = declare(theme=STRUCTURE, at=STRUCTURE)

    objects = SpaceManager.from_queryset(OfThemeQuerySet)()

    class Meta(SpaceRow.Meta):
        abstract = True


class Decision(OfTheme):
    """What a working group decided on a theme, and why; a later decision stands beside it."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = Words()
    merged_into = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(group=STRUCTURE, outcome=STRUCTURE, reason=WORDS, merged_into=STRUCTURE, by=PERSON_REF)

    class Meta(OfTheme.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.MERGE, merged_into__isnull=False)
                | (~models.Q(outcome=Outcome.MERGE) & models.Q(merged_into__isnull=True)),
                name="decision_to_merge_names_a_theme",
            )
        ]


class Step(OfTheme):
    """One step on a theme's trail, pointing at what it led to; ``words`` is what the proposer is told.

    A decision says it all itself (outcome, reason, who), so its step only points at it.
    """

    kind = models.CharField(max_length=30, choices=StepKind.choices)
    about_kind, about_id, about_title = pointer_columns()
    words = Words(blank=True)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    about = PointerTo("about")

    data = declare(
        kind=STRUCTURE,
        about_kind=STRUCTURE,
        about_id=STRUCTURE,
        about_title=WORDS,
        words=WORDS,
        decision=STRUCTURE,
    )

    class Meta(OfTheme.Meta):
        indexes = [models.Index(fields=["theme", "at"], name="step_by_theme")]
