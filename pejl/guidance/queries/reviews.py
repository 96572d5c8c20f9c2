"""What is asked about reviews: what is due, and what came of those that were made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet

from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions
from pejl.guidance.models import Product, Responsibility, Review, Version, VersionQuerySet

DUE_BEFORE = timedelta(days=14)
"""So long before its day a review is asked for."""


def due_reviews(person: Person, today: date) -> VersionQuerySet:
    """What is in force and due or past its review: all of it for those who approve, else what one answers for.

    The longest past first, each with who answers for it as ``responsible_id`` and ``responsible_name``.
    """
    due = _due(today) if permissions.oversees(person, today) else due_for(person, today)
    now = FilteredRelation("product__responsibilities", condition=Q(product__responsibilities__until_on=None))
    return due.annotate(now=now, responsible_id=F("now__person"), responsible_name=F("now__person__name"))


def due_for(person: Person, today: date) -> VersionQuerySet:
    """What the person answers for, or stands in for, and is due or past its review, the longest past first."""
    return _due(today).filter(product__in=Responsibility.objects.of(person).values("product"))


def due_with_responsible(today: date) -> Iterator[tuple[Version, Person]]:
    """What is due, each with whoever answers for it and is still here."""
    due = {version.product_id: version for version in _due(today)}
    answering = Responsibility.objects.filter(until_on=None, product__in=list(due), person__left_on=None)
    for one in answering.select_related("person__account").order_by("person__name_sort", "product__title_sort"):
        yield due[one.product_id], one.person


def reviews_of(product: Product) -> QuerySet[Review]:
    """Every review of a product, latest first."""
    return Review.objects.filter(version__product=product).select_related("version", "by").order_by("-at", "-id")


def _due(today: date) -> VersionQuerySet:
    found: VersionQuerySet = Version.objects.in_force().filter(review_on__lte=today + DUE_BEFORE)
    return found.select_related("product__kind").order_by("review_on", "product__title_sort", "id")
