"""Writing a draft."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import operations, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import (
    AboutIn,
    AuthorsIn,
    BlockChangeIn,
    BlockIn,
    BlockOut,
    HoldOut,
    Key,
    MoveIn,
    PeopleIn,
    ResponsibleIn,
    TakeOverIn,
    VersionFullOut,
    block_of,
    colleague,
    full,
    product_of,
    version_of,
)
from pejl.guidance.models import Block, Hold


@router.put("/products/{product_id}/versions/{number}", response=VersionFullOut, operation_id="describe_version")
def describe(request: HttpRequest, product_id: UUID, number: int, said: AboutIn) -> dict[str, Any]:
    """Change a draft's title, purpose and what it changes."""
    draft = version_of(request, product_id, number)
    operations.describe(version=draft, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]
    return full(request, draft.product, number)


@router.post("/products/{product_id}/versions/{number}/blocks", response={201: BlockOut}, operation_id="add_block")
def add_block(request: HttpRequest, product_id: UUID, number: int, said: BlockIn, key: Key = None) -> Status[Block]:
    """Add a block at the end of its part."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft = version_of(request, product_id, number)
    block_id = drafts.once(
        lambda: operations.add_block(
            version=draft,
            part=said.part,
            content=said.content,
            obligation=said.obligation or "",
            by=by,
            now=now,
        ),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, block_of(request, block_id))


@router.put("/blocks/{block_id}", response=BlockOut, operation_id="change_block")
def change_block(request: HttpRequest, block_id: UUID, said: BlockChangeIn) -> Block:
    """Give a block a new content."""
    operations.change_block(
        block=block_of(request, block_id),
        content=said.content,
        obligation=said.obligation or "",
        expected_edit=said.expected_edit,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return block_of(request, block_id)


@router.post("/blocks/{block_id}/move", response=BlockOut, operation_id="move_block")
def move_block(request: HttpRequest, block_id: UUID, said: MoveIn) -> Block:
    """Change places with the block above or below."""
    block = block_of(request, block_id)
    operations.move_block(block=block, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]
    return block_of(request, block_id)


@router.delete("/blocks/{block_id}", response=BlockOut, operation_id="remove_block")
def remove_block(request: HttpRequest, block_id: UUID, expected_edit: int) -> Block:
    """Take a block out of the draft."""
    block = block_of(request, block_id)
    operations.remove_block(block=block, expected_edit=expected_edit, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return block_of(request, block_id)


@router.post("/blocks/{block_id}/restore", response=BlockOut, operation_id="restore_block")
def restore_block(request: HttpRequest, block_id: UUID) -> Block:
    """Put a block back."""
    operations.restore_block(block=block_of(request, block_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return block_of(request, block_id)


@router.get("/products/{product_id}/versions/{number}/holds", response=list[HoldOut], operation_id="list_holds")
def list_holds(request: HttpRequest, product_id: UUID, number: int) -> list[Hold]:
    """Who is writing in which block now."""
    return queries.holds_in(version_of(request, product_id, number), now=clock.now())


@router.put("/blocks/{block_id}/hold", response=HoldOut, operation_id="hold_block")
def hold_block(request: HttpRequest, block_id: UUID) -> Hold:
    """Begin to write in a block, or say that one still does: it lapses by itself, so say it every twenty seconds."""
    return operations.hold(block=block_of(request, block_id), by=request.auth, now=clock.now())  # type: ignore[attr-defined]


@router.post("/blocks/{block_id}/hold", response=HoldOut, operation_id="take_over_block")
def take_over_block(request: HttpRequest, block_id: UUID, said: TakeOverIn) -> Hold:
    """Hold a block in place of the one who was seen to."""
    block, by = block_of(request, block_id), request.auth  # type: ignore[attr-defined]
    return operations.take_over(block=block, holder_id=said.holder, by=by, now=clock.now())


@router.delete("/blocks/{block_id}/hold", response={204: None}, operation_id="let_go_of_block")
def let_go_of_block(request: HttpRequest, block_id: UUID) -> Status[None]:
    """Write in it no more."""
    operations.let_go(block=block_of(request, block_id), by=request.auth)  # type: ignore[attr-defined]
    return Status(204, None)


@router.put("/products/{product_id}/people", response=VersionFullOut, operation_id="name_people")
def name_people(request: HttpRequest, product_id: UUID, said: PeopleIn) -> dict[str, Any]:
    """Say at once who writes it, who answers for it and who steps in."""
    product = product_of(request, product_id)
    operations.name_people(
        product=product,
        authors=[colleague(person_id) for person_id in said.authors],
        responsible=colleague(said.responsible) if said.responsible else None,
        deputy=colleague(said.deputy) if said.deputy else None,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return full(request, product, None)


@router.put("/products/{product_id}/authors", response=VersionFullOut, operation_id="name_authors")
def name_authors(request: HttpRequest, product_id: UUID, said: AuthorsIn) -> dict[str, Any]:
    """Say who writes it."""
    product = product_of(request, product_id)
    authors = [colleague(person_id) for person_id in said.authors]
    operations.name_authors(product=product, authors=authors, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return full(request, product, None)


@router.put("/products/{product_id}/responsible", response=VersionFullOut, operation_id="name_responsible")
def name_responsible(request: HttpRequest, product_id: UUID, said: ResponsibleIn) -> dict[str, Any]:
    """Say who answers for it, and who steps in."""
    product = product_of(request, product_id)
    operations.name_responsible(
        product=product,
        person=colleague(said.person),
        deputy=colleague(said.deputy) if said.deputy else None,
        by=request.auth,  # type: ignore[attr-defined]
        now=clock.now(),
    )
    return full(request, product, None)
