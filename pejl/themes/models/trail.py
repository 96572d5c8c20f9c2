"""What was decided on a theme, and the trail that tells its proposer: said and done stays said and done."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import WorkingGroup
from pejl.themes.models.themes import Theme
from pejl.themes.names import Outcome, StepKind


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

    A decision says it all itself (outcome, reason, who), so its step only points at it. ``by`` is kept where a person
    takes the step with the own theme: proposes, withdraws or takes it over.
    """

    kind = models.CharField(max_length=30, choices=StepKind.choices)
    about_kind, about_id, about_title = pointer_columns()
    words = Words(blank=True)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = PointerTo("about")

    data = declare(
        kind=STRUCTURE,
        about_kind=STRUCTURE,
        about_id=STRUCTURE,
        about_title=WORDS,
        words=WORDS,
        decision=STRUCTURE,
        by=PERSON_REF,
    )

    class Meta(OfTheme.Meta):
        indexes = [models.Index(fields=["theme", "at"], name="step_by_theme")]
