"""What every endpoint of the room begins with."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.permissions import require_takes_part
from pejl.room import queries
from pejl.room.models import InMeeting

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


def seen(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for whoever may see it."""
    by = request.auth  # type: ignore[attr-defined]
    meeting: Meeting = get_object_or_404(queries.meetings_before(by, meeting_id))
    return meeting


def entered(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, for those who take part in it."""
    meeting = seen(request, meeting_id)
    require_takes_part(request.auth, meeting)  # type: ignore[attr-defined]
    return meeting


def item_of(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> AgendaItem:
    """An agenda item of a meeting that the person takes part in."""
    item: AgendaItem = get_object_or_404(AgendaItem, meeting=entered(request, meeting_id), pk=item_id)
    return item


def row_of(request: HttpRequest, model: type[InMeeting], row_id: UUID) -> Any:
    """A card, a duty or a point that the person may see, with its meeting."""
    by = request.auth  # type: ignore[attr-defined]
    return get_object_or_404(model.objects.visible_to(by).select_related("meeting"), pk=row_id)


def person_of(request: HttpRequest, person_id: UUID) -> Person:
    """Somebody in the job centre."""
    by = request.auth  # type: ignore[attr-defined]
    person: Person = get_object_or_404(Person.objects.visible_to(by).present(), pk=person_id)
    return person
