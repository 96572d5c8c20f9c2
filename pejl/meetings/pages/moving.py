"""Moving an item: one press, answered with the rows as they stand now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import Invalid, Stale
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaEdit, AgendaItem, Meeting
from pejl.meetings.names import EditKind
from pejl.meetings.pages.finding import go, number, plan_of


@require_POST
def move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """To another place: the button, or the row that was dropped, says which item, where it stood, and where to.

    A script gets the rows alone; without one the browser goes to the page.
    """
    item_id, stood, to = _wanted(request, meeting_id)
    seen = AgendaItem.objects.visible_to(request.person).select_related("meeting")
    item = get_object_or_404(seen, meeting=meeting_id, pk=item_id)
    try:
        moved = operations.move_item(item=item, to=to, expected_position=stood, by=request.person, now=clock.now())
    except (Invalid, Stale) as refusal:
        if "HX-Request" in request.headers:
            return _rows(request, plan_of(request, meeting_id), item, refusal=refusal.message)
        messages.warning(request, refusal.message)
    else:
        if "HX-Request" in request.headers:
            edit = AgendaEdit(label=moved.label, kind=EditKind.MOVED)
            return _rows(request, moved.meeting, moved, last_edit=edit, went_up=to < stood)
    return go("meetings:edit", meeting_id, at=f"item-{item.pk}")


def _rows(request: HttpRequest, meeting: Meeting, item: AgendaItem, **told: Any) -> HttpResponse:
    """The rows, with the button that was pressed ready to be pressed again; the rest of the page is told to follow."""
    agenda = queries.agenda_of(meeting)
    ends_at = agenda[-1].ends_at
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "left": queries.left_at_the_end(meeting, ends_at),
        "pressed": item.pk,
        "refusal": "",
        **told,
    }
    if "last_edit" not in told:
        context["last_edit"] = queries.last_edit_of(meeting, request.person)
    answer = render(request, "meetings/_moved.html", context)
    answer.headers["HX-Trigger"] = "agenda-moved"
    return answer


def _wanted(request: HttpRequest, meeting_id: UUID) -> tuple[UUID, int, int]:
    parts = request.POST.get("move", "").split()
    item_id = _uuid(parts[0]) if len(parts) == 3 else None
    if item_id is None:
        plan_of(request, meeting_id)
        raise Invalid(_("Pejl could not read what to move. Go back, reload the page and try again."))
    return item_id, number(parts[1]), number(parts[2])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
