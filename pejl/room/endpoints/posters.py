"""Posters of paper, and templates decided on the spot."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.files import answers
from pejl.foundation.files.examining import examine
from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.meetings.permissions import require_takes_part
from pejl.room import operations, policies, queries
from pejl.room.endpoints.fetching import Key, entered, item_of, person_of, row_of
from pejl.room.models import Card, JointDecision, Poster, ProductDuty

router = Router()
Name = Annotated[LineText, Field(max_length=160)]


class PosterOut(Schema):
    """A photograph of a board's poster; the picture stands at ``/posters/{id}/picture``."""

    id: UUID
    item_id: UUID
    kept_by_id: UUID
    kept_at: datetime
    size: int

    @staticmethod
    def resolve_size(row: Poster) -> int:
        """In bytes."""
        return row.file.size


class SharedTemplateIn(GuardedSchema):
    """A template that the meeting decides to make, and who makes it; without ``cards`` from what is chosen already."""

    title: Name
    person_id: UUID
    cards: list[UUID] = []


class SharedTemplateOut(Schema):
    """What was decided, and the duty that came of it."""

    decision_id: UUID
    duty_id: UUID


@router.get("/meetings/{meeting_id}/posters", response=list[PosterOut], operation_id="list_posters")
def list_posters(request: HttpRequest, meeting_id: UUID) -> list[Poster]:
    """The photographs that are kept of the meeting's posters, for those who take part."""
    found = Poster.objects.filter(meeting=entered(request, meeting_id)).select_related("file")
    return list(found.order_by("item_id", "kept_at", "id"))


@router.post("/meetings/{meeting_id}/items/{item_id}/posters", response={201: PosterOut}, operation_id="keep_poster")
def keep(request: HttpRequest, meeting_id: UUID, item_id: UUID, file: File[UploadedFile]) -> Status[Poster]:
    """Keep a photograph of a board's poster (multipart). Who sends it is kept with it, on every board."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(request, meeting_id, item_id)
    policies.require_board_open(item)
    examined = examine(upload=file, name=file.name or "")
    return Status(201, operations.keep_poster(item=item, file=examined, by=by, now=clock.now()))


@router.get("/posters/{poster_id}/picture", operation_id="get_poster_picture")
def picture(request: HttpRequest, poster_id: UUID) -> HttpResponseBase:
    """The picture itself."""
    poster: Poster = row_of(request, Poster, poster_id)
    require_takes_part(request.auth, poster.meeting)  # type: ignore[attr-defined]
    if not poster.file.is_picture:
        raise Http404
    return answers.picture(poster.file)


@router.delete("/posters/{poster_id}", response={204: None}, operation_id="take_poster_away")
def take_away(request: HttpRequest, poster_id: UUID) -> Status[None]:
    """Delete a photograph; the cards that were typed from it stay."""
    by = request.auth  # type: ignore[attr-defined]
    operations.take_poster_away(poster=row_of(request, Poster, poster_id), by=by, now=clock.now())
    return Status(204, None)


@router.post(
    "/meetings/{meeting_id}/shared-template", response={201: SharedTemplateOut}, operation_id="decide_on_template"
)
def decide(request: HttpRequest, meeting_id: UUID, said: SharedTemplateIn, key: Key = None) -> Status[dict[str, Any]]:
    """Write down that the meeting makes a template from its cards, and who does: the decision and the duty at once."""
    meeting, by, now = entered(request, meeting_id), request.auth, clock.now()  # type: ignore[attr-defined]
    named = [get_object_or_404(Card, meeting=meeting, pk=one) for one in said.cards]
    told: dict[str, Any] = {
        "meeting": meeting,
        "title": said.title,
        "person": person_of(request, said.person_id),
        "cards": named or queries.cards_for_product(meeting),
    }
    decision_id = drafts.once(
        lambda: operations.decide_on_template(**told, by=by, now=now).decision, client_id=key, by=by, now=now
    )
    decision = JointDecision.objects.get(pk=decision_id)
    duty = ProductDuty.objects.get(meeting=meeting, person=said.person_id, what=said.title.strip())
    return Status(201, {"decision_id": decision.pk, "duty_id": duty.pk})
