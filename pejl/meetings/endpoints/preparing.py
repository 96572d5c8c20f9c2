"""What presenters write and bring, and what they share."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.files import answers
from pejl.foundation.files.examining import examine
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords, WordsText
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, policies, queries
from pejl.meetings.endpoints.routing import meeting_of, router
from pejl.meetings.endpoints.schemas import PersonOut
from pejl.meetings.models import AgendaItem, Preparation, PreparationFile
from pejl.meetings.names import SharedWith

Prompt = Annotated[WordsText, Field(max_length=4000)]
Text = Annotated[OptionalWords, Field(max_length=8000)]
MOST_ANSWERS = 60


class PreparationAnswerIO(GuardedSchema):
    """What is written to one prompt."""

    prompt: Prompt
    text: Text = ""


class PreparationIn(GuardedSchema):
    """What is prepared, as a whole. ``expected_version`` is as it was read, 0 where nothing is saved yet."""

    answers: list[PreparationAnswerIO] = Field(max_length=MOST_ANSWERS)
    shared_with: SharedWith = SharedWith.NOBODY
    expected_version: int


class PreparationFileOut(Schema):
    """A file that a presenter brings; its content stands at ``/preparation-files/{id}``."""

    id: UUID
    name: str
    kind: str
    size: int
    added_at: datetime

    @staticmethod
    def resolve_name(row: PreparationFile) -> str:
        """The file's."""
        return row.file.name

    @staticmethod
    def resolve_kind(row: PreparationFile) -> str:
        """The file's."""
        return row.file.kind

    @staticmethod
    def resolve_size(row: PreparationFile) -> int:
        """In bytes."""
        return row.file.size


class OwnPreparationOut(Schema):
    """What you prepare for an item: each prompt with what you have saved, and your files."""

    id: UUID | None
    item_id: UUID
    item: str
    starts_at: datetime
    ends_at: datetime
    answers: list[PreparationAnswerIO]
    shared_with: SharedWith
    version: int
    files: list[PreparationFileOut]


class PreparationOut(Schema):
    """What a presenter shares."""

    id: UUID
    item_id: UUID
    item: str
    person: PersonOut
    answers: list[PreparationAnswerIO]
    files: list[PreparationFileOut]


class MeetingFileOut(PreparationFileOut):
    """A file to a meeting, with who presents what by it."""

    item_id: UUID
    person: PersonOut

    @staticmethod
    def resolve_item_id(row: PreparationFile) -> UUID:
        """The item that it belongs to."""
        return row.preparation.item_id

    @staticmethod
    def resolve_person(row: PreparationFile) -> Person:
        """Who brings it."""
        return row.preparation.person


@router.get("/items/{item_id}/preparation", response=OwnPreparationOut, operation_id="get_own_preparation")
def get_own(request: HttpRequest, item_id: UUID) -> dict[str, Any]:
    """What you are asked to think through for an item that you present, and what you have saved."""
    by = request.auth  # type: ignore[attr-defined]
    return _own(_item_of(item_id, by), by)


@router.put("/items/{item_id}/preparation", response=OwnPreparationOut, operation_id="prepare_item")
def prepare(request: HttpRequest, item_id: UUID, said: PreparationIn) -> dict[str, Any]:
    """Save what you prepare, and say who may see it before the meeting."""
    by = request.auth  # type: ignore[attr-defined]
    item = _item_of(item_id, by)
    operations.prepare(
        item=item,
        answers=[(one.prompt, one.text) for one in said.answers],
        shared_with=said.shared_with,
        expected_version=said.expected_version,
        by=by,
        now=clock.now(),
    )
    return _own(item, by)


@router.post(
    "/items/{item_id}/preparation/files", response={201: PreparationFileOut}, operation_id="bring_preparation_file"
)
def bring_file(request: HttpRequest, item_id: UUID, file: File[UploadedFile]) -> Status[PreparationFile]:
    """Add a file or slides to your presentation (multipart)."""
    by = request.auth  # type: ignore[attr-defined]
    item = _item_of(item_id, by)
    policies.require_preparable(item.meeting)
    examined = examine(upload=file, name=file.name or "")
    return Status(201, operations.bring_file(item=item, file=examined, by=by, now=clock.now()))


@router.get("/meetings/{meeting_id}/files", response=list[MeetingFileOut], operation_id="list_meeting_files")
def list_files(request: HttpRequest, meeting_id: UUID) -> list[PreparationFile]:
    """The files of presenters: from when the meeting begins for all who take part, before it what is shared."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.files_at(meeting_of(meeting_id, by), by)


@router.get("/preparations/{preparation_id}", response=PreparationOut, operation_id="get_preparation")
def get_shared(request: HttpRequest, preparation_id: UUID) -> dict[str, Any]:
    """What a presenter has shared with you, or your own."""
    by = request.auth  # type: ignore[attr-defined]
    shared: Preparation = get_object_or_404(queries.shared_preparations(by), pk=preparation_id)
    written = sorted((one for one in shared.answers.all() if one.text), key=lambda one: one.position)
    same = {name: getattr(shared, name) for name in ("id", "item_id", "person")}
    return same | {"item": shared.item.label, "answers": written, "files": list(shared.files.all())}


@router.get("/preparation-files/{preparation_file_id}", operation_id="download_preparation_file")
def download(request: HttpRequest, preparation_file_id: UUID) -> HttpResponseBase:
    """The file itself."""
    return answers.download(_file_of(preparation_file_id, request.auth).file)  # type: ignore[attr-defined]


@router.delete(
    "/preparation-files/{preparation_file_id}", response={204: None}, operation_id="take_preparation_file_away"
)
def take_away(request: HttpRequest, preparation_file_id: UUID) -> Status[None]:
    """Delete a file that you bring."""
    by = request.auth  # type: ignore[attr-defined]
    operations.take_file_away(brought=_file_of(preparation_file_id, by), by=by, now=clock.now())
    return Status(204, None)


def _item_of(item_id: UUID, person: Person) -> AgendaItem:
    item: AgendaItem = get_object_or_404(queries.items_to_prepare(person), pk=item_id)
    return item


def _file_of(preparation_file_id: UUID, person: Person) -> PreparationFile:
    seen = PreparationFile.objects.visible_to(person).select_related("file", "preparation")
    row: PreparationFile = get_object_or_404(seen, pk=preparation_file_id)
    return row


def _own(item: AgendaItem, person: Person) -> dict[str, Any]:
    saved, timed = queries.preparation_of(item, person), queries.timed(item)
    return {
        "id": saved.pk if saved else None,
        "item_id": item.pk,
        "item": item.label,
        "starts_at": timed.starts_at,
        "ends_at": timed.ends_at,
        "answers": [{"prompt": one.text, "text": one.written} for one in queries.prompts_of(item, saved)],
        "shared_with": saved.shared_with if saved else SharedWith.NOBODY,
        "version": saved.version if saved else 0,
        "files": list(saved.files.all()) if saved else [],
    }
