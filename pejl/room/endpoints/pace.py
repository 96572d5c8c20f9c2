"""How long a round is likely to take."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from pejl.meetings.models import AgendaItem
from pejl.meetings.permissions import require_plans
from pejl.room import queries
from pejl.room.endpoints.fetching import seen

router = Router()


class PaceOut(Schema):
    """So many people, so many seconds each: so many minutes. ``is_known`` where a meeting has shown it."""

    people: int
    seconds_each: int
    minutes: int
    is_known: bool


class SuggestionOut(Schema):
    """Null where not everybody speaks in turn, or nobody is to come yet."""

    suggestion: PaceOut | None


@router.get("/meetings/{meeting_id}/items/{item_id}/pace", response=SuggestionOut, operation_id="get_agenda_item_pace")
def pace(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> dict[str, Any]:
    """How many minutes a round is likely to take; for those who plan the meeting."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    require_plans(by, meeting)
    item = get_object_or_404(AgendaItem.objects.select_related("parent"), meeting=meeting, pk=item_id)
    item.meeting = meeting
    found = queries.pace_of(item, by)
    if found is None:
        return {"suggestion": None}
    same = {name: getattr(found, name) for name in ("people", "minutes", "is_known")}
    return {"suggestion": same | {"seconds_each": round(found.each.total_seconds())}}
