"""Products: guidance in numbered versions made of typed blocks, with evidence, approval and somebody responsible."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.names import INSTRUCTIONS, BlockKind, Obligation, State, Verdict
from pejl.organisation.models import DATES, Dated
from pejl.themes.models import Theme


class Kind(SpaceRow):
    """A kind of product, such as an action guide: which blocks it is made of and how often it is reviewed."""

    name = Line(max_length=80)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    blocks = models.JSONField(default=list)
    review_months = models.PositiveSmallIntegerField(default=12)

    data = declare(
        name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, blocks=STRUCTURE, review_months=STRUCTURE
    )

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="product_kind_name_is_unique")]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(SpaceQuerySet["Product"]):
    """What can be said of products."""

    def visible_to(self, person: Person) -> ProductQuerySet:
        """Colleagues read what has been published; authors and asked approvers see a product from its first line."""
        return self.filter(
            Q(versions__state__in=(State.PUBLISHED, State.WITHDRAWN))
            | Q(pk__in=Author.objects.filter(person=person).values("product"))
            | Q(versions__in=ApprovalRequest.objects.filter(approver=person).values("version"))
        ).distinct()

    def by_title(self) -> ProductQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("title_sort", "id")


class Product(SpaceRow):
    """A written result of learning, whatever version it has reached."""

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


class Author(SpaceRow):
    """Somebody who took on making a product."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    data = declare(product=STRUCTURE, person=PERSON_REF)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "person"], name="author_is_named_once")]


class Responsibility(Dated):
    """Who answers for a product, and who steps in; persons change, the duty stays."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    data = declare(product=STRUCTURE, person=PERSON_REF, deputy=PERSON_REF, **DATES)


class Version(SpaceRow):
    """One numbered version. Once published its blocks never change; the next version starts as a copy."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    purpose = Words(blank=True)
    changes = Words(blank=True)
    is_significant = models.BooleanField(default=True)
    edit = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    data = declare(
        product=STRUCTURE,
        number=STRUCTURE,
        state=STRUCTURE,
        purpose=WORDS,
        changes=WORDS,
        is_significant=STRUCTURE,
        edit=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
        published_at=STRUCTURE,
        valid_from=STRUCTURE,
        review_on=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="version_number_is_unique"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=(State.DRAFT, State.AWAITING_APPROVAL)),
                name="only_one_version_is_being_made",
            ),
            models.UniqueConstraint(
                fields=["product"], condition=Q(state=State.PUBLISHED), name="only_one_version_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.AWAITING_APPROVAL), published_at=None)
                | (~Q(state__in=(State.DRAFT, State.AWAITING_APPROVAL)) & Q(published_at__isnull=False)),
                name="version_is_published_at_a_moment",
            ),
        ]


class Block(SpaceRow):
    """One typed block. ``lineage`` stays the same from version to version; ``content`` follows ``names.SHAPES``."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="blocks")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=BlockKind.choices)
    position = models.PositiveSmallIntegerField()
    obligation = models.CharField(max_length=10, choices=Obligation.choices, blank=True)
    content = Structured(default=dict)
    edit = models.PositiveIntegerField(default=1)

    data = declare(
        version=STRUCTURE,
        lineage=STRUCTURE,
        kind=STRUCTURE,
        position=STRUCTURE,
        obligation=STRUCTURE,
        content=WORDS,
        edit=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="block_lineage_is_unique_in_a_version"),
            models.CheckConstraint(
                condition=Q(kind__in=INSTRUCTIONS, obligation__in=Obligation.values)
                | (~Q(kind__in=INSTRUCTIONS) & Q(obligation="")),
                name="instruction_says_must_or_may",
            ),
        ]
        indexes = [models.Index(fields=["version", "position"], name="block_in_order")]


class Evidence(SpaceRow):
    """What a block rests on: a card's words as they were, from which meeting and group; never the person."""

    append_only = True

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="evidence")
    card_kind, card_id, card_title = pointer_columns()
    card = PointerTo("card")
    quote = Words()
    meeting_kind, meeting_id, meeting_title = pointer_columns()
    meeting = PointerTo("meeting")
    group = Line(max_length=160, blank=True)
    at = models.DateTimeField()

    data = declare(
        block=STRUCTURE,
        card_kind=STRUCTURE,
        card_id=STRUCTURE,
        card_title=WORDS,
        quote=WORDS,
        meeting_kind=STRUCTURE,
        meeting_id=STRUCTURE,
        meeting_title=WORDS,
        group=STRUCTURE,
        at=STRUCTURE,
    )


class ApprovalRequest(SpaceRow):
    """A named colleague is asked to approve exactly this text; a changed text needs a new request."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requests")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    data = declare(
        version=STRUCTURE, approver=PERSON_REF, asked_by=PERSON_REF, digest=STRUCTURE, at=STRUCTURE
    )


class Approval(SpaceRow):
    """One approver's decision, bound by ``digest`` to the exact text that was read."""

    append_only = True

    request = models.OneToOneField(ApprovalRequest, on_delete=models.CASCADE, related_name="approval")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="approvals")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = Words(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    data = declare(
        request=STRUCTURE,
        version=STRUCTURE,
        verdict=STRUCTURE,
        note=WORDS,
        by=PERSON_REF,
        digest=STRUCTURE,
        at=STRUCTURE,
    )
