"""What colleagues do with a product in the midst of their work, and what they say about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.products import Author, Product, Responsibility
from pejl.guidance.models.versions import Version
from pejl.guidance.names import FeedbackKind, FeedbackOutcome
from pejl.themes.models import Theme


class UseDay(SpaceRow):
    """How many times a version was used on a day. Nobody's name is kept, so that nobody's use can be counted (P1)."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="use_days")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    data = declare(version=STRUCTURE, on=STRUCTURE, times=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "on"], name="use_is_counted_once_a_day")]


class FeedbackQuerySet(SpaceQuerySet["Feedback"]):
    """What can be said of feedback."""

    def visible_to(self, person: Person) -> FeedbackQuerySet:
        """One's own, what others shared, and what came of a product that one answers for or writes."""
        shared = Q(is_shared=True, version__product__in=_seen_by(person))
        return self.filter(Q(by=person) | _heard_by(person) | shared)

    def heard_by(self, person: Person) -> FeedbackQuerySet:
        """What came of a product that one answers for, stands in for or writes."""
        return self.filter(_heard_by(person))

    def waiting(self) -> FeedbackQuerySet:
        """What nobody has answered yet."""
        return self.filter(answer=None)


def _heard_by(person: Person) -> Q:
    """Not those who approve or comment on a draft: what a colleague wrote to the responsible is not for them."""
    answers = Responsibility.objects.of(person).values("product")
    writes = Author.objects.present().filter(person=person).values("product")
    return Q(version__product__in=answers) | Q(version__product__in=writes)


def _seen_by(person: Person) -> models.QuerySet[Product]:
    return Product.objects.visible_to(person).values("pk")


class Feedback(SpaceRow):
    """A question, a correction, "it did not fit", or a story of what changed: to whoever answers for the product."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="feedback")
    lineage = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=FeedbackKind.choices)
    text = Words()
    is_shared = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        version=STRUCTURE,
        lineage=STRUCTURE,
        kind=STRUCTURE,
        text=WORDS,
        is_shared=STRUCTURE,
        by=PERSON_REF,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(FeedbackQuerySet)()


class FeedbackAnswer(SpaceRow):
    """What the responsible answers, and what comes of it: nothing more, the next version, or a new theme."""

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="answer")
    text = Words()
    outcome = models.CharField(max_length=12, choices=FeedbackOutcome.choices)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(feedback=STRUCTURE, text=WORDS, outcome=STRUCTURE, theme=STRUCTURE, by=PERSON_REF, at=STRUCTURE)
