"""Who does what by when, and what became of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class AgreementQuerySet(SpaceQuerySet["Agreement"]):
    """What can be said of agreements."""

    def visible_to(self, person: Person) -> AgreementQuerySet:
        """Colleagues see what was agreed; guests only what they took on, or are asked to take over."""
        return self.filter(Q(owner=person) | Q(offered_to=person)) if person.is_guest else self

    def open(self) -> AgreementQuerySet:
        """Not done and not dropped."""
        return self.filter(state=Agreement.State.OPEN)

    def by_due_day(self) -> AgreementQuerySet:
        """Soonest first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "created_at", "id")

    def concerning(self, person: Person) -> AgreementQuerySet:
        """What the person took on, wrote down for somebody, or is asked to take over."""
        return self.filter(Q(owner=person) | Q(created_by=person) | Q(offered_to=person))


class Agreement(SpaceRow):
    """Somebody takes something on, perhaps by a day; ``source`` says where it was agreed.

    Passed on, this row says who had it, and a new one of the successor's goes on: ``came_from`` points back. Until
    somebody who is asked (``offered_to``) says yes, it stays with its owner.
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
    offered_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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
        offered_to=PERSON_REF,
        came_from=STRUCTURE,
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
            ),
            models.CheckConstraint(
                condition=Q(offered_to=None) | Q(state="open"), name="agreement_is_offered_while_it_is_open"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="agreement_by_owner"),
            models.Index(fields=["created_by", "state", "due_on"], name="agreement_by_writer"),
            models.Index(fields=["offered_to"], name="agreement_by_offer"),
            models.Index(fields=["source_id", "created_at"], name="agreement_by_source"),
        ]

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed while it is still open."""
        return self.state == self.State.OPEN and self.due_on is not None and self.due_on < today


class AgreementStepQuerySet(SpaceQuerySet["AgreementStep"]):
    """What can be said of an agreement's history."""

    def visible_to(self, person: Person) -> AgreementStepQuerySet:
        """The history of what concerns the person, and of what they were asked to take over once."""
        return self.filter(Q(agreement__in=Agreement.objects.concerning(person)) | Q(to=person))


class AgreementStep(SpaceRow):
    """Something that became of an agreement: said by somebody, with a reason, and kept."""

    append_only = True

    class What(models.TextChoices):
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")
        REOPENED = "reopened", _("Taken up again")
        MOVED = "moved", _("Another day")
        OFFERED = "offered", _("Asked to take it over")
        WITHDRAWN = "withdrawn", _("No longer asked to take it over")
        DECLINED = "declined", _("Said no to taking it over")
        PASSED_ON = "passed_on", _("Passed on")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = Line(max_length=300, blank=True)
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day_before = models.DateField(null=True, blank=True)
    day_after = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    data = declare(
        agreement=STRUCTURE,
        what=STRUCTURE,
        reason=WORDS,
        to=PERSON_REF,
        day_before=STRUCTURE,
        day_after=STRUCTURE,
        by=PERSON_REF,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(AgreementStepQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["agreement", "at"], name="step_by_agreement")]
