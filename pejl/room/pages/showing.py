"""From the state of a meeting to what its page shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pejl.foundation.refusals import Refusal
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting, PreparationFile
from pejl.meetings.names import Behaviour, ItemRole
from pejl.room import forms, queries
from pejl.room.names import SHAPES, CardKind

# While these go on, everything that stands on the boards so far is laid side by side.
SIDE_BY_SIDE = (Behaviour.GATHER_KNOWLEDGE,)


def room_page(
    request: HttpRequest,
    meeting: Meeting,
    now: datetime,
    *,
    form: forms.NewCard | None = None,
    board_id: UUID | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, perhaps with a form that could not be taken or a press that was refused."""
    context = looked_into(request, meeting, now, form=form, board_id=board_id)
    context |= {"refusal": refusal, "brought": _brought(request, meeting, context["room"])}
    return render(request, "room/hold.html", context, status=status)


def _brought(request: HttpRequest, meeting: Meeting, room: queries.Room) -> list[PreparationFile]:
    """The files of whoever presents what is going on; no query where nobody does."""
    if room.current is None or not room.current.timed.people(ItemRole.PRESENTER):
        return []
    return meetings.files_at(meeting, request.person, item=room.current.item)


def looked_into(
    request: HttpRequest,
    meeting: Meeting,
    now: datetime,
    *,
    form: forms.NewCard | None = None,
    board_id: UUID | None = None,
) -> dict[str, Any]:
    """What the templates of the room need."""
    room = queries.state_of(meeting, request.person, now)
    board = room.board_of(board_id or chosen_board(request)) or room.landing
    return {
        "meeting": meeting,
        "room": room,
        "board": board,
        "shown": shown_boards(room, board),
        "form": form or blank_form(request, board),
        "brings_form": False,
        "is_elsewhere": bool(room.landing and board and not board.is_open),
        "clock_text": clock_text(room.left) if room.current else "",
        "shapes": SHAPES,
        "card_kinds": CardKind,
        "refusal": None,
    }


def chosen_board(request: HttpRequest) -> UUID | None:
    """The board named in the address, by its item: chosen by the person, or the one the page has its form for."""
    try:
        return UUID(request.GET.get("board") or request.GET.get("form") or "")
    except ValueError:
        return None


def shown_boards(room: queries.Room, board: queries.Board | None) -> tuple[queries.Board, ...]:
    """The boards whose cards are on the page: one, or side by side while knowledge is gathered."""
    if room.current and room.current.item.behaviour in SIDE_BY_SIDE and (board is None or board.is_open):
        return room.boards
    return (board,) if board else ()


def blank_form(request: HttpRequest, board: queries.Board | None) -> forms.NewCard | None:
    """A form for a new card, of the kind that was written last."""
    if board is None:
        return None
    kind = request.GET.get("kind") or request.POST.get("kind") or ""
    return forms.NewCard.blank(
        authorship=board.authorship, kind=kind if kind in CardKind.values else CardKind.CONSIDERATION
    )


def clock_text(left: timedelta) -> str:
    """``12:05`` left, or ``+1:30`` over it: what the clock shows until the script ticks."""
    seconds = abs(round(left.total_seconds()))
    sign = "+" if left < timedelta() else ""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"
