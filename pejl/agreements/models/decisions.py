"""What became of a joint decision. The decision itself lies above, and is never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class DecisionStepQuerySet(SpaceQuerySet["DecisionStep"]):
    """What can be said of what became of decisions."""

    def visible_to(self, person: Person) -> DecisionStepQuerySet:
        """Colleagues; ask for a decision only where its reader may see it."""
        return self.none() if person.is_guest else self


class DecisionStep(SpaceRow):
    """Somebody says what became of what a meeting decided. The latest one holds; without any the decision stands."""

    append_only = True

    class State(models.TextChoices):
        STANDS = "stands", _("Stands")
        CARRIED_OUT = "carried_out", _("Carried out")
        CHANGED = "changed", _("Changed")
        DROPPED = "dropped", _("Dropped")

    decision_kind, decision_id, decision_title = pointer_columns()
    decision = PointerTo("decision")
    state = models.CharField(max_length=12, choices=State.choices)
    reason = Line(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        decision_kind=STRUCTURE,
        decision_id=STRUCTURE,
        decision_title=WORDS,
        state=STRUCTURE,
        reason=WORDS,
        by=PERSON_REF,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(DecisionStepQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["decision_id", "at"], name="decision_step_by_decision")]
