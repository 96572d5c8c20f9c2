"""Beginning a product without a meeting, and using cards that are left over."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import BlockOut, Key, VersionFullOut, block_of, colleague, full, version_of
from pejl.guidance.models import Block, Kind, Product


class NewProductIn(GuardedSchema):
    """A new product; who begins it is among its authors."""

    kind_id: UUID
    title: Annotated[LineText, Field(max_length=160)]
    authors: list[UUID] = []


class LeftOverOut(Schema):
    """A card that nothing in the draft rests on; those of one pile have the same ``alike``. Never who wrote it."""

    card_id: UUID
    quote: str
    meeting: str = Field(alias="meeting_title")
    group: str
    alike: UUID | None
    alike_name: str


class UseCardsIn(Schema):
    """Which cards; ``under`` is the block they are laid under, and without it they become blocks."""

    cards: Annotated[list[UUID], Field(min_length=1, max_length=300)]
    under: UUID | None = None


@router.post("/products", response={201: VersionFullOut}, operation_id="start_product")
def start_product(request: HttpRequest, said: NewProductIn, key: Key = None) -> Status[dict[str, Any]]:
    """Begin a product without a meeting."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    kind = get_object_or_404(Kind, pk=said.kind_id)
    authors = [by, *(colleague(person_id) for person_id in said.authors)]

    def start() -> Product:
        return operations.start(
            kind=kind, title=said.title, theme=None, source=None, authors=authors, quotes=[], by=by, now=now
        )

    product_id = drafts.once(start, client_id=key, by=by, now=now)
    return Status(201, full(request, Product.objects.select_related("kind").get(pk=product_id), None))


@router.get(
    "/products/{product_id}/versions/{number}/left-over", response=list[LeftOverOut], operation_id="list_left_over"
)
@paginate
def list_left_over(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """The cards that were laid before the authors and that this version does not rest on."""
    version = version_of(request, product_id, number)
    permissions.require_author(request.auth, version.product)  # type: ignore[attr-defined]
    return queries.left_over(version)


@router.post(
    "/products/{product_id}/versions/{number}/left-over", response={201: list[BlockOut]}, operation_id="use_left_over"
)
def use_left_over(request: HttpRequest, product_id: UUID, number: int, said: UseCardsIn) -> Status[list[Block]]:
    """Make blocks of cards, or lay them under one that is there."""
    draft = version_of(request, product_id, number)
    blocks = operations.use_left_over(
        version=draft,
        card_ids=said.cards,
        under=block_of(request, said.under) if said.under else None,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return Status(201, [block_of(request, block.pk) for block in blocks])
