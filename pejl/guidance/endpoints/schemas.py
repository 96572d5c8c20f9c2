"""What goes in and out of guidance's part of the API."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header, Schema
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries
from pejl.guidance.models import ApprovalRequest, Block, Evidence, Kind, Product, Version
from pejl.guidance.names import BlockKind, Gap, Holds, Obligation, Part, State, Verdict
from pejl.organisation import queries as organisation

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class ColleagueOut(Schema):
    """Somebody behind a product."""

    id: UUID
    name: str


class FieldOut(Schema):
    """One field of a block's content."""

    name: str
    label: str
    holds: Holds
    is_required: bool
    choices: list[str]


class PartOut(Schema):
    """A part of a product: blocks of one kind under one heading, each with these fields in its content."""

    key: str
    kind: BlockKind
    heading: str
    hint: str
    is_needed: bool
    fields: list[FieldOut]


def part_out(part: Part) -> PartOut:
    """A part as it is sent, in the reader's language."""
    fields = [
        FieldOut(
            name=field.name,
            label=str(field.label),
            holds=field.holds,
            is_required=field.is_required,
            choices=field.choices.values if field.choices else [],
        )
        for field in part.shape
    ]
    return PartOut(
        key=part.key, kind=part.kind, heading=str(part.heading), hint=part.hint, is_needed=part.is_needed, fields=fields
    )


class ProductKindOut(Schema):
    """A kind of product; ``parts`` in the order they are read."""

    id: UUID
    name: str
    about: str
    parts: list[PartOut]
    review_months: int

    @staticmethod
    def resolve_parts(kind: Kind) -> list[PartOut]:
        """What a product of this kind is made of."""
        return [part_out(part) for part in kind.made_of]


class CatalogueOut(Schema):
    """A product as the catalogue lists it."""

    id: UUID
    title: str
    kind: str
    state: State
    version: int
    valid_from: date | None
    review_on: date | None
    responsible: ColleagueOut | None

    @staticmethod
    def resolve_id(version: Version) -> UUID:
        """The product's id."""
        return version.product_id

    @staticmethod
    def resolve_kind(version: Version) -> str:
        """What kind of product it is."""
        return version.product.kind.name

    @staticmethod
    def resolve_version(version: Version) -> int:
        """The number of the version that is listed."""
        return version.number

    @staticmethod
    def resolve_responsible(version: Any) -> dict[str, Any] | None:
        """Who answers for it now."""
        if version.responsible_id is None:
            return None
        return {"id": version.responsible_id, "name": version.responsible_name}


class EvidenceOut(Schema):
    """What a block rests on; never who said it."""

    quote: str
    meeting: str = Field(alias="meeting_title")
    group: str


class FileOut(Schema):
    """The file of a block; a picture has measures in pixels. It stands at ``/blocks/{id}/file``."""

    name: str
    kind: str
    size: int
    digest: str
    width: int | None
    height: int | None


class BlockOut(Schema):
    """A block; ``edit`` and ``position`` are what a change and a move must name."""

    id: UUID
    lineage: UUID
    part: str
    kind: BlockKind
    obligation: Obligation | None
    content: dict[str, Any]
    file: FileOut | None
    position: int
    edit: int
    is_removed: bool
    evidence: list[EvidenceOut]

    @staticmethod
    def resolve_obligation(block: Block) -> str | None:
        """Must, may, or nothing where there is nothing to say or nobody has decided."""
        return block.obligation or None

    @staticmethod
    def resolve_is_removed(block: Block) -> bool:
        """Whether it has been taken out of the draft."""
        return block.removed_at is not None

    @staticmethod
    def resolve_evidence(block: Block) -> list[Evidence]:
        """Its quotes."""
        return block.quotes


class GapOut(Schema):
    """Something a draft lacks before approval."""

    sentence: str
    part: str
    block: UUID | None
    choice: str


class VersionOut(Schema):
    """A version among others."""

    number: int
    state: State
    title: str
    valid_from: date | None
    review_on: date | None
    changes: str


class DraftOut(VersionOut):
    """A version that I am writing."""

    product_id: UUID


class VersionFullOut(VersionOut):
    """A version to read; ``edit`` is what a change of its own words must name, ``digest`` what an approval must.

    ``missing`` is what a draft lacks before somebody can be asked to approve it.
    """

    product_id: UUID
    kind: str
    purpose: str
    is_significant: bool
    edit: int
    digest: str
    responsible: ColleagueOut | None
    deputy: ColleagueOut | None
    authors: list[ColleagueOut]
    blocks: list[BlockOut]
    versions: list[VersionOut]
    missing: list[GapOut]
    withdrawn_because: str | None


class ProductOut(Schema):
    """A product and the versions of it that one may see."""

    id: UUID
    title: str
    kind: str
    theme_id: UUID | None
    versions: list[VersionOut]


class BlockIn(GuardedSchema):
    """A new block; ``content`` follows the fields of its part, days as ``2015-03-04``."""

    part: Annotated[LineText, Field(max_length=40)]
    content: dict[str, Any]
    obligation: Obligation | None = None


class BlockChangeIn(GuardedSchema):
    """A changed block; ``expected_edit`` is the block's as it was read."""

    content: dict[str, Any]
    obligation: Obligation | None = None
    expected_edit: int


class MoveIn(Schema):
    """Where a block goes; ``expected_position`` is where it was seen."""

    up: bool
    expected_position: int


class HoldOut(Schema):
    """Who is writing in a block, and when that lapses unless it is said again."""

    block_id: UUID
    person: ColleagueOut
    since: datetime
    until: datetime


class TakeOverIn(Schema):
    """In whose place a block is held."""

    holder: UUID


class AboutIn(GuardedSchema):
    """A draft's own words and the day it is to hold from, empty for as soon as it is approved.

    ``expected_edit`` is the version's as it was read.
    """

    title: Annotated[LineText, Field(max_length=160)]
    purpose: OptionalWords = ""
    changes: OptionalWords = ""
    is_significant: bool = True
    valid_from: date | None = None
    expected_edit: int


class AuthorsIn(Schema):
    """Exactly those who write it from now on."""

    authors: list[UUID]


class ResponsibleIn(Schema):
    """Who answers for it, and who steps in."""

    person: UUID
    deputy: UUID | None = None


class PeopleIn(Schema):
    """All of them at once; without a responsible person who answers for it stays as it is."""

    authors: list[UUID]
    responsible: UUID | None = None
    deputy: UUID | None = None


class RequestIn(Schema):
    """Who is asked to approve, all in one round: every one of them must."""

    approvers: list[UUID]


class RequestOut(Schema):
    """One of a round of requests; the decision must name ``digest``, and ``verdict`` is what it was, if any."""

    id: UUID
    number: int
    approver: ColleagueOut
    asked_by: ColleagueOut
    digest: str
    at: datetime
    verdict: Verdict | None

    @staticmethod
    def resolve_verdict(request: ApprovalRequest) -> str | None:
        """What was decided; nothing while it waits."""
        approval = getattr(request, "approval", None)
        return approval.verdict if approval else None


class DecisionIn(GuardedSchema):
    """An approver's decision on the text with this digest."""

    verdict: Verdict
    note: OptionalWords = ""
    digest: str = Field(max_length=64)


class VerdictOut(Schema):
    """What was decided."""

    id: UUID
    verdict: Verdict
    note: str
    at: datetime


class WithdrawalIn(GuardedSchema):
    """Why it is taken out of force."""

    reason: WordsText


class CitingOut(Schema):
    """Something that refers to a product; without an address it is a reading list."""

    title: str
    path: str


class Narrowed(Schema):
    """Which products to list."""

    q: OptionalLine = ""
    kind: UUID | None = None
    withdrawn: bool = False


def product_of(request: HttpRequest, product_id: UUID) -> Product:
    """The product, or 404 for one this person may not see."""
    visible = Product.objects.visible_to(request.auth).select_related("kind")  # type: ignore[attr-defined]
    return get_object_or_404(visible, pk=product_id)


def version_of(request: HttpRequest, product_id: UUID, number: int) -> Version:
    """The version with this number, or 404."""
    visible = Version.objects.visible_to(request.auth).select_related("product__kind")  # type: ignore[attr-defined]
    return get_object_or_404(visible, product=product_of(request, product_id), number=number)


def block_of(request: HttpRequest, block_id: UUID) -> Block:
    """The block, or 404."""
    visible = Block.objects.visible_to(request.auth)  # type: ignore[attr-defined]
    return get_object_or_404(visible.with_quotes().select_related("version__product__kind", "file"), pk=block_id)


def colleague(person_id: UUID) -> Person:
    """A colleague, or 404."""
    return get_object_or_404(organisation.colleagues(), pk=person_id)


def full(request: HttpRequest, product: Product, number: int | None) -> dict[str, Any]:
    """A version as VersionFullOut reads it, or 404."""
    reading = queries.reading(product.pk, person=request.auth, number=number, today=clock.today())  # type: ignore[attr-defined]
    if reading is None:
        raise Http404
    version, responsible = reading.version, reading.responsible
    plain = ("product_id", "number", "state", "title", "valid_from", "review_on", "changes", "purpose", "edit")
    return {name: getattr(version, name) for name in plain} | {
        "kind": product.kind.name,
        "is_significant": version.is_significant,
        "digest": reading.digest,
        "responsible": responsible.person if responsible else None,
        "deputy": responsible.deputy if responsible else None,
        "authors": reading.people.authors,
        "blocks": reading.blocks,
        "versions": reading.versions,
        "missing": _missing(reading),
        "withdrawn_because": version.withdrawal.reason if version.state == State.WITHDRAWN else None,
    }


def _missing(reading: queries.Reading) -> list[Gap]:
    version = reading.version
    return queries.gaps_of(version, reading.blocks, reading.people) if version.is_in_the_making else []
