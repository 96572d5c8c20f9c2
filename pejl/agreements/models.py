"""Who does what by when, and what a person has set out to learn."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class AgreementQuerySet(SpaceQuerySet["Agreement"]):
    """What can be said of agreements."""

    def visible_to(self, person: Person) -> AgreementQuerySet:
        """Colleagues see what was agreed; guests only what they took on."""
        return self.filter(owner=person) if person.is_guest else self

    def open(self) -> AgreementQuerySet:
        """Not done and not dropped."""
        return self.filter(state=Agreement.State.OPEN)

    def by_due_day(self) -> AgreementQuerySet:
        """Soonest first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "created_at", "id")


class Agreement(SpaceRow):
    """Somebody takes something on, perhaps by a day; ``source`` says where it was agreed.

    Of somebody who left it is passed on: this row says who had it, a new one of the successor's goes on.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")
        PASSED_ON = "passed_on", _("Passed on")

    what = Line(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    source_kind, source_id, source_title = pointer_columns()
    source = PointerTo("source")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        what=WORDS,
        owner=PERSON_REF,
        due_on=STRUCTURE,
        source_kind=STRUCTURE,
        source_id=STRUCTURE,
        source_title=WORDS,
        state=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
        closed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(AgreementQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="agreement_is_closed_at_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="agreement_by_owner"),
            models.Index(fields=["source_id", "created_at"], name="agreement_by_source"),
        ]

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed while it is still open."""
        return self.state == self.State.OPEN and self.due_on is not None and self.due_on < today


class LearningGoalQuerySet(SpaceQuerySet["LearningGoal"]):
    """What can be said of learning goals."""

    def visible_to(self, person: Person) -> LearningGoalQuerySet:
        """One's own, and those that others chose to share."""
        return self.filter(Q(person=person) | Q(is_shared=True))


class LearningGoal(SpaceRow):
    """What a person takes along and will introduce in the own practice; private unless shared."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    takes_along = Words(blank=True)
    will_introduce = Words(blank=True)
    is_shared = models.BooleanField(default=False)
    source_kind, source_id, source_title = pointer_columns()
    source = PointerTo("source")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    data = declare(
        person=PERSON_REF,
        takes_along=OWN,
        will_introduce=OWN,
        is_shared=STRUCTURE,
        source_kind=STRUCTURE,
        source_id=STRUCTURE,
        source_title=WORDS,
        created_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(LearningGoalQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "source_id"], name="learning_goal_is_one_per_source"),
        ]
