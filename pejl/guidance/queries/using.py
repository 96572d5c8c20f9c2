"""How much a product is used, only in sum, and what colleagues said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, Sum

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Author, Feedback, FeedbackQuerySet, Product, Responsibility, UseDay, Version
from pejl.guidance.names import FeedbackKind, FeedbackOutcome

FEWEST = 5  # fewer uses could tell of a single colleague
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Uses:
    """Times used since the version holds and in the last thirty days, at least: None where it is fewer than five.

    In steps of five, so that who looks before and after a colleague's day does not see one more (P1).
    """

    since_valid: int | None
    recent: int | None


def uses_of(product: Product, today: date) -> Uses:
    """How often the version in force was used, by everybody together."""
    days = UseDay.objects.filter(version__in=Version.objects.in_force().filter(product=product))
    found = days.aggregate(all=Sum("times"), recent=Sum("times", filter=Q(on__gt=today - RECENT)))
    return Uses(unless_few(found["all"]), unless_few(found["recent"]))


def feedback_on(product: Product, person: Person) -> FeedbackQuerySet:
    """What was said of a product in all its versions that this person may read: what waits first, newest first."""
    return _whole(Feedback.objects.visible_to(person).filter(version__product=product)).order_by(
        F("answer__at").desc(nulls_first=True), "-at"
    )


def stories_of(product: Product, person: Person) -> FeedbackQuerySet:
    """What colleagues tell all readers that the product changed, newest first."""
    shared = Feedback.objects.visible_to(person).filter(kind=FeedbackKind.STORY, is_shared=True)
    return _whole(shared.filter(version__product=product)).order_by("-at")


def for_next_version(draft: Version) -> FeedbackQuerySet:
    """What was promised of earlier versions to be taken up, oldest first."""
    promised = Feedback.objects.filter(answer__outcome=FeedbackOutcome.NEXT_VERSION)
    # What was promised before the version in force was begun went into that one; later, it may not have.
    before = draft.product.versions.filter(number__lt=draft.number).order_by("-number").first()
    found = promised.filter(version__product=draft.product_id, version__number__lt=draft.number)
    return _whole(found.filter(answer__at__gte=before.created_at) if before else found.none()).order_by("at")


def feedback_for(person: Person) -> FeedbackQuerySet:
    """What waits for an answer of who answers for the product, or stands in, oldest first."""
    products = Responsibility.objects.of(person).values("product")
    return _whole(Feedback.objects.all().waiting().filter(version__product__in=products)).order_by("at")


def who_hears_of(product: Product) -> list[Person]:
    """Who answers for the product, or the deputy where that one has left; else those who write it."""
    row = Responsibility.objects.filter(product=product, until_on=None).select_related("person", "deputy").first()
    for person in (row.person, row.deputy) if row else ():
        if person is not None and person.left_on is None:
            return [person]
    writing = Author.objects.present().filter(product=product, person__left_on=None).select_related("person")
    return [author.person for author in writing]


def _whole(found: FeedbackQuerySet) -> FeedbackQuerySet:
    whole: FeedbackQuerySet = found.select_related("version__product", "by", "answer__by", "answer__theme")
    return whole


def unless_few(times: int | None) -> int | None:
    """A sum in steps of five; None where it is fewer than five."""
    return (times or 0) // FEWEST * FEWEST or None
