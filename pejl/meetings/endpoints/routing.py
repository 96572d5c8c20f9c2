"""The router, and finding what an address names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Header, Router

from pejl.foundation.tenancy.models import Person
from pejl.meetings import policies, queries
from pejl.meetings.models import AgendaItem, Meeting

router = Router(tags=["meetings"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


def meeting_of(meeting_id: UUID, person: Person) -> Meeting:
    """The meeting with its people, if the person may see it."""
    seen = queries.with_people(Meeting.objects.visible_to(person))
    meeting: Meeting = get_object_or_404(seen, pk=meeting_id)
    return meeting


def item_of(meeting_id: UUID, item_id: UUID, person: Person) -> AgendaItem:
    """An item of a meeting that the person may see."""
    meeting = meeting_of(meeting_id, person)
    item: AgendaItem = get_object_or_404(AgendaItem.objects.select_related("parent"), meeting=meeting, pk=item_id)
    item.meeting = meeting
    return item


def people_of(ids: Sequence[UUID], person: Person, *, field: str = "people") -> list[Person]:
    """The people with these ids, in that order; an unknown one is nothing that is here.

    Raises Invalid for somebody who has left: ``field`` says where they were named.
    """
    found = {one.pk: one for one in Person.objects.visible_to(person).filter(pk__in=ids)}
    if not found.keys() >= set(ids):
        raise Http404
    for one in found.values():
        policies.require_here(one, field=field)
    return [found[one] for one in ids]
