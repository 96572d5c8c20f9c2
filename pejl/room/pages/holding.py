"""The page that everybody in the meeting has open, and the leaders' commands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.meetings.models import AgendaItem
from pejl.meetings.permissions import leads
from pejl.room import forms, operations
from pejl.room.pages.fetching import meeting_entered, retarget
from pejl.room.pages.showing import looked_into, pressed, room_page, wall_page

# Pieces of a person's place that are fetched by themselves.
PARTS = {"own": "room/_own_cards.html", "words": "room/_words_state.html"}


@require_safe
def hold(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Where we are, what is asked, and the board to write on."""
    return room_page(request, meeting_entered(request, meeting_id), clock.now())


@require_safe
def lead(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The same for the leaders, with their commands. Whoever does not lead is led to the room."""
    meeting = meeting_entered(request, meeting_id)
    if not leads(request.person, meeting):
        return redirect("room:hold", meeting_id)
    return room_page(request, meeting, clock.now())


@require_safe
def wall(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The screen that everybody in the room sees."""
    return wall_page(request, meeting_entered(request, meeting_id), clock.now())


@require_safe
def place(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A person's own place, fetched anew when another item begins.

    ``?form=`` is the board that the page has a form for, ``?words=`` the round that it has a field for; ``?typed=1``
    says that something is half-typed there: then the place stays, and only a way to what is open now is shown.
    ``?part=own`` is the person's own cards alone, ``?part=words`` whom their own words are seen by.
    """
    if "HX-Request" not in request.headers:
        return redirect("room:hold", meeting_id)
    context = looked_into(request, meeting_entered(request, meeting_id), clock.now())
    if part := PARTS.get(request.GET.get("part", "")):
        return render(request, part, context)
    if _stands_already(request, context):
        return HttpResponse(status=204)
    if not request.GET.get("typed"):
        return render(request, "room/_place.html", context)
    if context["board"] is None and context["words"] is None:
        return HttpResponse(status=204)
    return retarget(render(request, "room/_elsewhere.html", context))


def _stands_already(request: HttpRequest, context: Mapping[str, Any]) -> bool:
    """Whether the page has a field for all that is written now."""
    board, words = context["board"] if context["form"] else None, context["words"]
    open_now = (str(board.item.pk) if board else "", str(words.item.pk) if words else "")
    return any(open_now) and open_now == (request.GET.get("form", ""), request.GET.get("words", ""))


@require_POST
def begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Begin the meeting and its first item."""
    meeting = meeting_entered(request, meeting_id)
    return _done(request, meeting.pk, operations.begin, meeting=meeting)


@require_POST
def start(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Start an item; what is going on ends."""
    meeting = meeting_entered(request, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    return _done(request, meeting.pk, operations.start_item, item=item, expected_running=_running(request))


@require_POST
def finish(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Finish an item and begin nothing yet."""
    meeting = meeting_entered(request, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    return _done(request, meeting.pk, operations.finish_item, item=item)


@require_POST
def end(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting is over."""
    meeting = meeting_entered(request, meeting_id)
    return _done(request, meeting.pk, operations.end, meeting=meeting, expected_running=_running(request))


def _done(request: HttpRequest, meeting_id: UUID, operation: Callable[..., Any], **what: Any) -> HttpResponse:
    return pressed(request, meeting_id, lambda: operation(**what, by=request.person, now=clock.now()))  # type: ignore[attr-defined]


def _running(request: HttpRequest) -> UUID | None:
    """What went on when the page was shown; nothing where the form does not say."""
    press = forms.Press(request.POST)
    return press.cleaned_data["expected_running"] if press.is_valid() else None
