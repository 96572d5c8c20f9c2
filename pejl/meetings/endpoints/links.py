"""Guests, answers that came as files, whether somebody is missing, and calendars to subscribe to."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.calendars.replies import MOST_BYTES
from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.meetings import operations, permissions, queries
from pejl.meetings.endpoints.routing import meeting_of, router
from pejl.meetings.endpoints.schemas import Name, PersonOut
from pejl.meetings.models import Feed
from pejl.meetings.names import Reply
from pejl.meetings.operations.answering import meeting_of as meeting_answered
from pejl.organisation.models import Unit


class NewGuestIn(GuardedSchema):
    """Somebody from outside; the invitation goes to ``email``."""

    name: Name
    comes_from: Annotated[LineText, Field(max_length=160)]
    email: Annotated[LineText, Field(max_length=254)]


class AnswerOut(Schema):
    """What somebody has answered to which meeting."""

    meeting_id: UUID
    person: PersonOut
    reply: Reply


class CountsOut(Schema):
    """How many are to come, and what those who are invited have answered."""

    on_the_list: int
    coming: int
    not_coming: int
    unanswered: int


class MissingOut(Schema):
    """A function of which nobody is to come, and who holds it where the meeting is about."""

    id: UUID
    name: str
    people: list[UUID]


class PictureOut(Schema):
    """Whether those who are to come are the right ones; ``room_warning`` is empty where they fit in."""

    counts: CountsOut
    room_warning: str
    missing: list[MissingOut]


class SubscribeIn(GuardedSchema):
    """A unit of one's own, or nothing for one's own meetings."""

    unit: UUID | None = None


class FeedOut(Schema):
    """A calendar that one subscribes to; ``unit`` is null for one's own meetings."""

    id: UUID
    unit: UUID | None = Field(alias="unit_id")
    made_at: datetime
    fetched_on: date | None


class NewFeedOut(FeedOut):
    """``address`` is what a calendar program is given. It is answered this once."""

    address: str


@router.post("/meetings/{meeting_id}/guests", response={201: PersonOut}, operation_id="bring_guest")
def bring_guest(request: HttpRequest, meeting_id: UUID, said: NewGuestIn) -> Status[Any]:
    """Put somebody from outside on the list, whom the job centre does not know yet; nobody is told yet."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    return Status(201, operations.bring_guest(meeting=meeting, **said.dict(), by=by, now=clock.now()))


@router.get("/meetings/{meeting_id}/picture", response=PictureOut, operation_id="get_picture")
def picture(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Whether somebody is missing, and whether the room holds them; for those who plan the meeting."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    permissions.require_plans(by, meeting)
    everybody = queries.people_of(meeting)
    missing = queries.missing_functions(everybody, clock.today())
    return {
        "counts": queries.counts_of(everybody),
        "room_warning": queries.lacks_room(meeting, everybody),
        "missing": [{"id": one.function.pk, "name": one.function.name, "people": list(one.people)} for one in missing],
    }


@router.post("/invitation-answers", response=AnswerOut, operation_id="take_in_answer")
def take_in_answer(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """Take in the iCalendar file in which a calendar program answers an invitation, as a mail gateway receives it.

    Which meeting is answered stands in the file; it must be one that you plan.
    """
    by, content = request.auth, file.read(MOST_BYTES + 1)  # type: ignore[attr-defined]
    meeting = meeting_answered(file=content, by=by)
    if meeting is None:
        raise Http404
    answered = operations.answer_by_file(file=content, meeting=meeting, by=by, now=clock.now())
    return {"meeting_id": meeting.pk, "person": answered.person, "reply": answered.reply}


@router.get("/feeds", response=list[FeedOut], operation_id="list_feeds")
def feeds(request: HttpRequest) -> list[Feed]:
    """The calendars that you subscribe to."""
    return queries.feeds_of(request.auth)  # type: ignore[attr-defined]


@router.post("/feeds", response={201: NewFeedOut}, operation_id="subscribe")
def subscribe(request: HttpRequest, said: SubscribeIn) -> Status[dict[str, Any]]:
    """A new secret address for a calendar program."""
    by = request.auth  # type: ignore[attr-defined]
    unit = get_object_or_404(Unit.objects.visible_to(by), pk=said.unit) if said.unit else None
    feed, secret = operations.subscribe(unit=unit, by=by, now=clock.now())
    address = f"{settings.PEJL_ADDRESS}{reverse('links:feed', args=[secret])}"
    shown = {name: getattr(feed, name) for name in ("id", "unit_id", "made_at", "fetched_on")}
    return Status(201, shown | {"address": address})


@router.delete("/feeds/{feed_id}", response={204: None}, operation_id="revoke_feed")
def revoke_feed(request: HttpRequest, feed_id: UUID) -> Status[None]:
    """From now on the address answers nobody."""
    by = request.auth  # type: ignore[attr-defined]
    feed = get_object_or_404(Feed.objects.visible_to(by), pk=feed_id)
    operations.revoke_feed(feed=feed, by=by, now=clock.now())
    return Status(204, None)
