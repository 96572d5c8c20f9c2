"""What every page about a meeting begins and ends with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, resolve_url

from pejl.foundation.drafts import queries as drafts
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import AgendaItem, Meeting

# What a page with a form on it answers.
METHODS = ["GET", "HEAD", "POST"]


def meeting_of(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting with its people and agenda, if the person may see it; otherwise there is nothing here."""
    seen = queries.with_agenda(queries.with_people(Meeting.objects.visible_to(request.person)))  # type: ignore[attr-defined]
    meeting: Meeting = get_object_or_404(seen, pk=meeting_id)
    return meeting


def plan_of(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The meeting, if the person may plan it and it can still be planned."""
    meeting = meeting_of(request, meeting_id)
    permissions.require_plans(request.person, meeting)  # type: ignore[attr-defined]
    policies.require_plannable(meeting)
    return meeting


def bare_plan_of(request: HttpRequest, meeting_id: UUID) -> Meeting:
    """The same without its agenda and participants, for a press that is answered with another page."""
    seen = Meeting.objects.visible_to(request.person).prefetch_related("roles")  # type: ignore[attr-defined]
    meeting: Meeting = get_object_or_404(seen, pk=meeting_id)
    permissions.require_plans(request.person, meeting)  # type: ignore[attr-defined]
    policies.require_plannable(meeting)
    return meeting


def item_of(meeting: Meeting, item_id: UUID) -> AgendaItem:
    """One of its agenda items."""
    item: AgendaItem = get_object_or_404(AgendaItem.objects.select_related("parent"), meeting=meeting, pk=item_id)
    item.meeting = meeting
    return item


def go(page: str, *args: Any, at: str = "") -> HttpResponse:
    """To a page by GET, after something was done; ``at`` is where on it."""
    return HttpResponse(status=303, headers={"Location": resolve_url(page, *args) + (f"#{at}" if at else "")})


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even where it is nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def draft_of(request: HttpRequest, place: str, *names: str) -> dict[str, str]:
    """What the person has typed there and not sent, of the fields named."""
    draft = drafts.at(place, person=request.person)  # type: ignore[attr-defined]
    return {name: draft.fields[name] for name in names if name in draft.fields} if draft else {}


def number(text: str) -> int:
    """A small whole number that was sent; -1, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
