"""Themes, what was decided on them, and the trail that tells the proposer."""

from __future__ import annotations

from datetime import date

from django.db import models

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import Unit, WorkingGroup
from pejl.themes.names import DECIDABLE, OPEN, BackingKind, Kind, Origin, Outcome, State, StepKind


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


class CollectionQuerySet(SpaceQuerySet["Collection"]):
    """What can be said of collections."""

    def visible_to(self, person: Person) -> CollectionQuerySet:
        """Colleagues; guests are not at the department meeting."""
        return self.none() if person.is_guest else self

    def newest(self) -> CollectionQuerySet:
        """Latest first."""
        return self.order_by("-held_on", "-opened_at", "id")


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
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.COLLEAGUE)
    collected_at = models.ForeignKey(
        "Collection", on_delete=models.PROTECT, null=True, blank=True, related_name="themes"
    )
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


class BackingQuerySet(SpaceQuerySet["Backing"]):
    """What can be said of backings."""

    def visible_to(self, person: Person) -> BackingQuerySet:
        """Whoever sees the theme."""
        return self.filter(theme__in=Theme.objects.visible_to(person), withdrawn_at=None)

    def standing(self) -> BackingQuerySet:
        """Those not taken back."""
        return self.filter(withdrawn_at=None)


class Backing(SpaceRow):
    """A colleague needs a theme too, with an own question or example; it informs and never decides (P2)."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="backings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BackingKind.choices, default=BackingKind.NEED)
    words = Words(blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        theme=STRUCTURE, person=PERSON_REF, kind=STRUCTURE, words=WORDS, at=STRUCTURE, withdrawn_at=STRUCTURE
    )

    objects = SpaceManager.from_queryset(BackingQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["theme", "person"], name="theme_is_backed_once_by_a_person")]


class WeightQuerySet(SpaceQuerySet["Weight"]):
    """What can be said of weights."""

    def visible_to(self, person: Person, day: date) -> WeightQuerySet:
        """The members of the group that weighs, and nobody else: no member's weight is named outside (P1)."""
        return self.filter(group__in=WorkingGroup.objects.of(person, day).values("pk"))


class Weight(SpaceRow):
    """How a member of a working group weighs a theme, each from 1 (little) to 5 (much); empty is not weighed."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="weights")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.PositiveSmallIntegerField(null=True, blank=True)
    strategy = models.PositiveSmallIntegerField(null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    data = declare(
        theme=STRUCTURE,
        group=STRUCTURE,
        person=PERSON_REF,
        practice=OWN,
        strategy=OWN,
        urgency=OWN,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(WeightQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["theme", "group", "person"], name="theme_is_weighed_once_by_a_member"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (1, 5)}),
                    name=f"{name}_is_weighed_from_1_to_5",
                )
                for name in ("practice", "strategy", "urgency")
            ),
        ]


class Placement(SpaceRow):
    """Where a theme lies on a working group's table, from 1; the members order it by hand, nothing orders by itself."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="placements")
    position = models.PositiveSmallIntegerField()

    data = declare(group=STRUCTURE, theme=STRUCTURE, position=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["group", "theme"], name="theme_lies_in_one_place_on_a_table")]
