"""Products: guidance in numbered versions made of typed blocks, with evidence, approval and somebody responsible."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.functional import cached_property

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.names import IN_THE_MAKING, INSTRUCTIONS, RELEASED, BlockKind, Obligation, State, Verdict
from pejl.organisation.models import DATES, Dated, DatedQuerySet
from pejl.themes.models import Theme


class Kind(SpaceRow):
    """A kind of product, such as an action guide: its blocks as they are read, and how often it is reviewed."""

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
        """Colleagues read what was ever released; a product in the making is seen by those it is the business of.

        A guest sees only what the guest writes, approves or answers for.
        """
        own = _in_the_hands_of(person)
        if person.is_guest:
            return self.filter(own)
        return self.filter(Q(pk__in=Version.objects.filter(state__in=RELEASED).values("product")) | own)

    def in_the_hands_of(self, person: Person) -> ProductQuerySet:
        """What the person writes, answers for or was asked to approve."""
        return self.filter(_in_the_hands_of(person))

    def by_title(self) -> ProductQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("title_sort", "id")


def _in_the_hands_of(person: Person) -> Q:
    return (
        Q(pk__in=Author.objects.filter(person=person, left_at=None).values("product"))
        | Q(pk__in=Responsibility.objects.of(person).values("product"))
        | Q(pk__in=ApprovalRequest.objects.filter(approver=person).values("version__product"))
    )


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

    def who_wrote(self, version: Version) -> AuthorQuerySet:
        """Those who were authors at any time since the version began: none of them may approve it."""
        return self.filter(Q(left_at=None) | Q(left_at__gte=version.created_at), product=version.product_id)


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
    """Who answers for a product, and who steps in; persons change, the duty stays."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="responsibilities")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    data = declare(product=STRUCTURE, person=PERSON_REF, deputy=PERSON_REF, **DATES)

    objects = SpaceManager.from_queryset(ResponsibilityQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["product"], condition=Q(until_on=None), name="one_person_answers_for_a_product"
            ),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("person")), name="deputy_is_somebody_else"),
        ]


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
        """Drafts, also those that wait for approval."""
        return self.filter(state__in=IN_THE_MAKING)

    def standing(self) -> VersionQuerySet:
        """The one version that a product is known by: the newest released, in force or withdrawn."""
        newer = Version.objects.filter(product=OuterRef("product"), state__in=RELEASED, number__gt=OuterRef("number"))
        return self.filter(~Exists(newer), state__in=(State.PUBLISHED, State.WITHDRAWN))

    def newest(self) -> VersionQuerySet:
        """Highest number first."""
        return self.order_by("-number")


class Version(SpaceRow):
    """One numbered version. Once published its blocks never change; the next version starts as a copy."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    title = Line(max_length=160)
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
        title=WORDS,
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

    objects = SpaceManager.from_queryset(VersionQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="version_number_is_unique"),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=IN_THE_MAKING),
                name="only_one_version_is_being_made",
            ),
            models.UniqueConstraint(
                fields=["product"], condition=Q(state=State.PUBLISHED), name="only_one_version_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_THE_MAKING, published_at=None)
                | (~Q(state__in=IN_THE_MAKING) & Q(published_at__isnull=False)),
                name="version_is_published_at_a_moment",
            ),
        ]

    @property
    def is_in_the_making(self) -> bool:
        """Whether it may still change."""
        return self.state in IN_THE_MAKING

    def is_past_review(self, today: date) -> bool:
        """Whether it is in force although the day to look it over has passed."""
        return self.state == State.PUBLISHED and self.review_on is not None and self.review_on < today

    def digest(self, blocks: Iterable[Block]) -> str:
        """SHA-256 of the text that somebody vouches for: this version's own words and its blocks in order."""
        text = [self.title, self.purpose, self.changes, self.is_significant]
        parts = [[str(block.lineage), block.kind, block.obligation, block.content] for block in blocks]
        written = json.dumps([text, parts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()


class BlockQuerySet(SpaceQuerySet["Block"]):
    """What can be said of blocks."""

    def visible_to(self, person: Person) -> BlockQuerySet:
        """As their version."""
        return self.filter(version__in=Version.objects.visible_to(person).values("pk"))

    def in_order(self) -> BlockQuerySet:
        """In the order they are read within their kind."""
        return self.order_by("position", "id")

    def standing(self) -> BlockQuerySet:
        """Those not taken out, in their order."""
        return self.filter(removed_at=None).in_order()

    def with_quotes(self) -> BlockQuerySet:
        """Each with its evidence as ``quotes``, oldest first."""
        evidence = Evidence.objects.order_by("at", "id")
        return self.prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="quotes"))


class Block(SpaceRow):
    """One typed block. ``lineage`` stays the same from version to version; ``content`` follows ``names.SHAPES``.

    In a draft an instruction may still be undecided (an empty ``obligation``); nothing undecided is approved. A block
    that is taken out of a draft stays, so that it can be put back and its evidence is not lost.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="blocks")
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=BlockKind.choices)
    position = models.PositiveSmallIntegerField()
    obligation = models.CharField(max_length=10, choices=Obligation.choices, blank=True)
    content = Structured(default=dict)
    edit = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        version=STRUCTURE,
        lineage=STRUCTURE,
        kind=STRUCTURE,
        position=STRUCTURE,
        obligation=STRUCTURE,
        content=WORDS,
        edit=STRUCTURE,
        removed_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(BlockQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="block_lineage_is_unique_in_a_version"),
            models.CheckConstraint(
                condition=Q(kind__in=INSTRUCTIONS, obligation__in=("", *Obligation.values)) | Q(obligation=""),
                name="only_an_instruction_says_must_or_may",
            ),
        ]
        indexes = [models.Index(fields=["version", "position"], name="block_in_order")]

    @cached_property
    def quotes(self) -> list[Evidence]:
        """What it rests on, oldest first; many blocks are asked at once by ``with_quotes``."""
        return list(self.evidence.order_by("at", "id"))

    def day(self, name: str) -> date | None:
        """A day in the content."""
        written = self.content.get(name)
        return date.fromisoformat(written) if written else None

    @property
    def is_undecided(self) -> bool:
        """An instruction that does not say yet whether it must or may be followed."""
        return self.kind in INSTRUCTIONS and not self.obligation


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


class ApprovalRequestQuerySet(SpaceQuerySet["ApprovalRequest"]):
    """What can be said of requests for approval."""

    def pending(self) -> ApprovalRequestQuerySet:
        """Those that wait for an answer: the newest of their version, as long as that waits."""
        newer = ApprovalRequest.objects.filter(version=OuterRef("version"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer), version__state=State.AWAITING_APPROVAL, approval=None)


class ApprovalRequest(SpaceRow):
    """A named colleague is asked to approve exactly this text; a changed text needs a new request."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="requests")
    number = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    data = declare(
        version=STRUCTURE,
        number=STRUCTURE,
        approver=PERSON_REF,
        asked_by=PERSON_REF,
        digest=STRUCTURE,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ApprovalRequestQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="approval_request_is_numbered")]


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


class Withdrawal(SpaceRow):
    """That a version was taken out of force, and why. It stays readable as such."""

    append_only = True

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="withdrawal")
    reason = Words()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(version=STRUCTURE, reason=WORDS, by=PERSON_REF, at=STRUCTURE)
