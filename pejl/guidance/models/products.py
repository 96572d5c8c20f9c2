"""Products, who writes them and who answers for them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models.kinds import Kind
from pejl.guidance.names import RELEASED
from pejl.organisation.models import DATES, Dated, DatedQuerySet
from pejl.themes.models import Theme


class ProductQuerySet(SpaceQuerySet["Product"]):
    """What can be said of products."""

    def visible_to(self, person: Person) -> ProductQuerySet:
        """Colleagues read what was ever released; a product in the making is seen by those it is the business of.

        A guest sees only what the guest writes, approves, comments on or answers for.
        """
        own = _in_the_hands_of(person)
        if person.is_guest:
            return self.filter(own)
        return self.filter(_with(versions__state__in=RELEASED) | own)

    def in_the_hands_of(self, person: Person) -> ProductQuerySet:
        """What the person writes, answers for, or was asked to approve or to comment on."""
        return self.filter(_in_the_hands_of(person))

    def by_title(self) -> ProductQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("title_sort", "id")


def _in_the_hands_of(person: Person) -> Q:
    return (
        Q(pk__in=Author.objects.filter(person=person, left_at=None).values("product"))
        | Q(pk__in=Responsibility.objects.of(person).values("product"))
        | _with(versions__requests__approver=person)
        | _with(versions__hearings__parties__person=person)
    )


def _with(**what: object) -> Q:
    """Products of which something is true, each once, whatever table it is read from."""
    return Q(pk__in=Product.objects.filter(**what).values("pk"))


class Product(SpaceRow):
    """A written result of learning, whatever version it has reached; its title is that of the version in force."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="products")
    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_kind, source_id, source_title = pointer_columns()
    source = PointerTo("source")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    data = declare(
        kind=STRUCTURE,
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        theme=STRUCTURE,
        source_kind=STRUCTURE,
        source_id=STRUCTURE,
        source_title=WORDS,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ProductQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["space", "title_sort"], name="product_by_title")]

    def __str__(self) -> str:
        return self.title


class AuthorQuerySet(SpaceQuerySet["Author"]):
    """What can be said of authors."""

    def present(self) -> AuthorQuerySet:
        """Those who write now."""
        return self.filter(left_at=None)

    def since(self, moment: datetime) -> AuthorQuerySet:
        """Those who were authors at any time since a moment."""
        return self.filter(Q(left_at=None) | Q(left_at__gte=moment))


class Author(SpaceRow):
    """Somebody who took on making a product. Who leaves is remembered, so that nobody approves an own text."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    data = declare(product=STRUCTURE, person=PERSON_REF, left_at=STRUCTURE)

    objects = SpaceManager.from_queryset(AuthorQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "person"], name="author_is_named_once")]


class ResponsibilityQuerySet(DatedQuerySet):
    """What can be said of responsibilities."""

    def of(self, person: Person) -> ResponsibilityQuerySet:
        """Those a person has, or stands in for, and that nobody has taken over."""
        return self.filter(Q(person=person) | Q(deputy=person), until_on=None)


class Responsibility(Dated):
    """Who answers for a product, and who steps in; persons change, the duty stays.

    ``confirmed_at`` is when that person said yes; whoever is named anew is asked.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    data = declare(product=STRUCTURE, person=PERSON_REF, deputy=PERSON_REF, confirmed_at=STRUCTURE, **DATES)

    objects = SpaceManager.from_queryset(ResponsibilityQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["product"], condition=Q(until_on=None), name="one_person_answers_for_a_product"
            ),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("person")), name="deputy_is_somebody_else"),
        ]
