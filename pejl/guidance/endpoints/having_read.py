"""What I am to read, saying to have read it, and what a mentor sees of a newcomer's reading."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import version_of


class AskedOut(Schema):
    """Something to read. ``version`` is what is to be confirmed, ``read_version`` what was; null for a meeting."""

    title: str
    product_id: UUID | None
    meeting_id: UUID | None
    version: int | None
    read_version: int | None
    read_at: datetime | None
    is_read: bool
    due_on: date | None
    lists: list[str]
    changes: list[str]


class ConfirmationOut(Schema):
    """When it was said to have been read."""

    at: datetime


@router.get("/me/reading", response=list[AskedOut], operation_id="my_reading")
def my_reading(request: HttpRequest) -> list[dict[str, Any]]:
    """What I am to read, what waits first, and what I have read."""
    permissions.require_may_read_lists(_by(request))
    return _asked(request, _by(request))


@router.get("/people/{person_id}/reading", response=list[AskedOut], operation_id="reading_of_person")
def reading_of_person(request: HttpRequest, person_id: UUID) -> list[dict[str, Any]]:
    """The same of a newcomer, for the mentor."""
    one = get_object_or_404(Person.objects.visible_to(_by(request)), pk=person_id)
    permissions.require_may_read_lists(_by(request))
    permissions.require_may_see_what_is_read(_by(request), one, clock.today())
    return _asked(request, one)


@router.put(
    "/products/{product_id}/versions/{number}/confirmation", response=ConfirmationOut, operation_id="confirm_version"
)
def confirm_version(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """I have read it. Saying so again changes nothing."""
    version = version_of(request, product_id, number)
    return operations.confirm_version(version=version, by=_by(request), now=clock.now())


@router.put("/meetings/{meeting_id}/reading-confirmation", response=ConfirmationOut, operation_id="confirm_meeting")
def confirm_meeting(request: HttpRequest, meeting_id: UUID) -> Any:
    """I have read what came of a meeting that was held. Saying so again changes nothing."""
    permissions.require_may_read_lists(_by(request))
    get_object_or_404(queries.held_meetings(_by(request)), pk=meeting_id)
    return operations.confirm_meeting(meeting_id=meeting_id, by=_by(request), now=clock.now())


def _by(request: HttpRequest) -> Person:
    person: Person = request.auth  # type: ignore[attr-defined]
    return person


def _asked(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    found = queries.asked(person, by=_by(request), today=clock.today())
    return [
        {
            "title": one.title,
            "product_id": one.entry.product_id,
            "meeting_id": one.entry.meeting_id,
            "version": one.entry.number,
            "read_version": one.entry.read_number,
            "read_at": one.read_at,
            "is_read": one.is_read,
            "due_on": one.due_on,
            "lists": [row.name for row in one.lists],
            "changes": [version.changes for version in one.changes if version.changes],
        }
        for one in found
    ]
