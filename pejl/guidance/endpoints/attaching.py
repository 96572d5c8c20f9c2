"""Files in a draft."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Form, Status
from ninja.files import UploadedFile
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.files import answers
from pejl.foundation.files.examining import examine
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalWords
from pejl.guidance import operations, permissions, policies, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import BlockOut, Key, block_of, version_of
from pejl.guidance.models import Block


class NamedIn(GuardedSchema):
    """What a file is, and what a picture shows for those who do not see it."""

    name: Annotated[LineText, Field(max_length=policies.LONGEST["line"])]
    alt: OptionalWords = ""


class AttachedIn(NamedIn):
    """A new file, in the part with this key."""

    part: Annotated[LineText, Field(max_length=40)]


class ReplacedIn(NamedIn):
    """Another file in place of the one that stands there; ``expected_edit`` is the block's as it was read."""

    expected_edit: int


@router.post("/products/{product_id}/versions/{number}/files", response={201: BlockOut}, operation_id="attach_file")
def attach(
    request: HttpRequest,
    product_id: UUID,
    number: int,
    file: File[UploadedFile],
    said: Form[AttachedIn],
    key: Key = None,
) -> Status[Block]:
    """Add a file at the end of its part (multipart)."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft = version_of(request, product_id, number)
    permissions.require_author(by, draft.product)
    examined = examine(upload=file, name=file.name or "")
    content = {"name": said.name, "alt": said.alt}
    block_id = drafts.once(
        lambda: operations.add_block(version=draft, part=said.part, content=content, file=examined, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, block_of(request, block_id))


@router.get("/blocks/{attached_id}/file", operation_id="get_block_file")
def attached(request: HttpRequest, attached_id: UUID) -> HttpResponseBase:
    """The file itself."""
    file = queries.attached_to(attached_id, person=request.auth)  # type: ignore[attr-defined]
    if file is None:
        raise Http404
    return answers.picture(file) if file.is_picture else answers.download(file)


@router.post("/blocks/{attached_id}/file", response=BlockOut, operation_id="replace_block_file")
def replace(request: HttpRequest, attached_id: UUID, file: File[UploadedFile], said: Form[ReplacedIn]) -> Block:
    """Put another file in its place, and say what it is (multipart)."""
    block, by = block_of(request, attached_id), request.auth  # type: ignore[attr-defined]
    permissions.require_author(by, block.version.product)
    examined = examine(upload=file, name=file.name or "")
    operations.change_block(
        block=block,
        content={"name": said.name, "alt": said.alt},
        file=examined,
        expected_edit=said.expected_edit,
        by=by,
        now=clock.now(),
    )
    return block_of(request, attached_id)
