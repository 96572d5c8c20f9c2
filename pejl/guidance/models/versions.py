"""Numbered versions of a product, and what is true of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.products import Product
from pejl.guidance.names import IN_THE_MAKING, RELEASED, UNRELEASED, Part, State, parts_of


class VersionQuerySet(SpaceQuerySet["Version"]):
    """What can be said of versions."""

    def visible_to(self, person: Person) -> VersionQuerySet:
        """Released versions as their product; one in the making only to those it is the business of."""
        hands = Q(product__in=Product.objects.in_the_hands_of(person).values("pk"))
        return self.filter(hands if person.is_guest else Q(state__in=RELEASED) | hands)

    def released_for(self, person: Person) -> VersionQuerySet:
        """Of what the person may see that which was ever released: all of it for a colleague, quicker asked so."""
        seen = self.visible_to(person) if person.is_guest else self
        return seen.filter(state__in=RELEASED)

    def in_force(self) -> VersionQuerySet:
        """What holds now: one version of a product at most, and always its newest released."""
        return self.filter(state=State.PUBLISHED)

    def in_the_making(self) -> VersionQuerySet:
        """Drafts, also those that are heard about or wait for approval."""
        return self.filter(state__in=IN_THE_MAKING)

    def standing(self) -> VersionQuerySet:
        """The one version that a product is known by: the newest released, in force or withdrawn."""
        newer = Version.objects.filter(product=OuterRef("product"), state__in=RELEASED, number__gt=OuterRef("number"))
        return self.filter(~Exists(newer), state__in=(State.PUBLISHED, State.WITHDRAWN))

    def newest(self) -> VersionQuerySet:
        """Highest number first."""
        return self.order_by("-number")


class Version(SpaceRow):
    """One numbered version. Once approved its blocks never change; the next version starts as a copy.

    ``parts`` are those of its kind when it was begun. ``valid_from`` is the day its authors want it to hold from, and
    once it is approved the day it does; empty until then means at once.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = Line(max_length=160)
    purpose = Words(blank=True)
    changes = Words(blank=True)
    is_significant = models.BooleanField(default=True)
    edit = models.PositiveIntegerField(default=1)
    parts = Structured(default=list)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    data = declare(
        product=STRUCTURE,
        number=STRUCTURE,
        state=STRUCTURE,
        title=WORDS,
        purpose=WORDS,
        changes=WORDS,
        is_significant=STRUCTURE,
        edit=STRUCTURE,
        parts=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
        published_at=STRUCTURE,
        valid_from=STRUCTURE,
        review_on=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(VersionQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="version_number_is_unique"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=UNRELEASED),
                name="only_one_version_is_being_made",
            ),
            models.UniqueConstraint(
                fields=["product"], condition=Q(state=State.PUBLISHED), name="only_one_version_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNRELEASED, published_at=None)
                | Q(state__in=RELEASED, published_at__isnull=False),
                name="version_is_published_at_a_moment",
            ),
        ]

    @cached_property
    def made_of(self) -> tuple[Part, ...]:
        """Its parts in the order they are read."""
        return parts_of(self.parts)

    def part(self, key: str) -> Part | None:
        """The part with this key."""
        return next((part for part in self.made_of if part.key == key), None)

    @property
    def is_in_the_making(self) -> bool:
        """Whether it may still change."""
        return self.state in IN_THE_MAKING

    @property
    def is_released(self) -> bool:
        """Whether every colleague may read it: it holds, or has held."""
        return self.state in RELEASED

    def is_past_review(self, today: date) -> bool:
        """Whether it is in force although the day to look it over has passed."""
        return self.state == State.PUBLISHED and self.review_on is not None and self.review_on < today

    def digest(self, blocks: Iterable[Any]) -> str:
        """SHA-256 of the text that somebody vouches for: this version's own words and its blocks in order."""
        text = [self.title, self.purpose, self.changes, self.is_significant]
        parts = [
            [str(one.lineage), one.part, one.kind, one.obligation, one.content, str(one.file_id or "")]
            for one in blocks
        ]
        written = json.dumps([text, parts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()
