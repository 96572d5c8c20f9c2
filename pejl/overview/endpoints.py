"""My overview and the search, for programs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as drafts_queries
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.schemas import LineText, WordsText
from pejl.foundation.tenancy import operations as tenancy
from pejl.overview import queries

router = Router(tags=["overview"])


class Hit(Schema):
    """Something whose title holds the words."""

    kind: str
    id: UUID
    title: str


class Waiting(Schema):
    """Something that needs the person, or that is coming."""

    kind: str
    id: UUID
    title: str
    due_on: date | None = None
    starts_at: datetime | None = None


class News(Schema):
    """A message to the person."""

    id: UUID
    subject: str
    text: str
    path: str
    created_at: datetime
    seen_at: datetime | None


class DraftIn(Schema):
    """Text on its way into a form."""

    fields: dict[LineText, WordsText]


class DraftOut(Schema):
    """What is kept of it, and since when."""

    fields: dict[str, str]
    saved_at: datetime


class LanguageIn(Schema):
    """da or en."""

    language: LineText


@router.get("/search", response=list[Hit], operation_id="search")
def search(request: HttpRequest, q: LineText = Query(...)) -> list[Hit]:
    """Products, themes and meetings by the words of their titles."""
    found = queries.hits(q, person=request.auth)
    return [Hit(kind=kind, id=row.pk, title=row.title) for kind, rows in found.items() for row in rows]


@router.get("/me/overview", response=list[Waiting], operation_id="my_overview")
def my_overview(request: HttpRequest) -> list[Waiting]:
    """What needs me, then the meetings ahead of me."""
    mine = queries.my_page(request.auth, now=clock.now(), today=clock.today())
    return [
        *(Waiting(kind=one.kind, id=one.id, title=one.title, due_on=one.due_on) for one in mine.waiting),
        *(Waiting(kind="meeting", id=one.pk, title=one.title, starts_at=one.starts_at) for one in mine.meetings),
    ]


@router.get("/me/notices", response=list[News], operation_id="my_notices")
def my_notices(request: HttpRequest) -> list[Notice]:
    """The latest messages to me."""
    return list(Notice.objects.visible_to(request.auth).newest()[:50])


@router.post("/me/notices/seen", response={204: None}, operation_id="mark_notices_seen")
def mark_seen(request: HttpRequest) -> Status[None]:
    """I have read what is new."""
    notices.mark_seen(by=request.auth, now=clock.now())
    return Status(204, None)


@router.put("/me/language", response={204: None}, operation_id="choose_language")
def choose_language(request: HttpRequest, chosen: LanguageIn) -> Status[None]:
    """Read Pejl's screens and mails in this language."""
    tenancy.choose_language(account=request.auth.account, language=chosen.language)
    return Status(204, None)


@router.put("/me/drafts/{place}", response=DraftOut, operation_id="keep_draft")
def keep_draft(request: HttpRequest, place: LineText, draft: DraftIn) -> DraftOut:
    """Keep unsent text on the server."""
    kept = drafts.keep(place=place, fields=draft.fields, by=request.auth, now=clock.now())
    return DraftOut(fields=kept.fields, saved_at=kept.saved_at)


@router.get("/me/drafts/{place}", response={200: DraftOut, 204: None}, operation_id="read_draft")
def read_draft(request: HttpRequest, place: LineText) -> Status[DraftOut | None]:
    """What is kept there, if anything."""
    kept = drafts_queries.at(place, person=request.auth)
    return Status(200, DraftOut(fields=kept.fields, saved_at=kept.saved_at)) if kept else Status(204, None)


@router.delete("/me/drafts/{place}", response={204: None}, operation_id="drop_draft")
def drop_draft(request: HttpRequest, place: LineText) -> Status[None]:
    """Forget it."""
    drafts.drop(place=place, by=request.auth)
    return Status(204, None)
