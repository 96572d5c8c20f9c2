"""From the state of a meeting to what one person's page shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from pejl.foundation import clock
from pejl.foundation.refusals import Refusal
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads
from pejl.room import forms, policies, queries
from pejl.room.live import Look, ViewName, html_of
from pejl.room.live.showing import board_html
from pejl.room.models import Card
from pejl.room.names import SHAPES, CardKind
from pejl.room.pages.beside import circulates, shown_boards
from pejl.room.pages.fetching import back, meeting_entered, retarget
from pejl.room.pages.raising import hand_context
from pejl.room.pages.words import words_at_hand


@dataclass(frozen=True)
class Frame:
    """A page of the room: its template, and which regions stand above and below the person's own place."""

    template: str
    above: tuple[str, ...]
    below: tuple[str, ...] = ()


FRAMES: dict[ViewName, Frame] = {
    ViewName.PARTICIPANT: Frame(
        "room/hold.html", above=("presence", "now", "round", "queue", "parked"), below=("lead", "ways", "go")
    ),
    ViewName.LEADER: Frame(
        "room/hold.html",
        above=("leading", "round", "queue", "parked"),
        below=("presence", "course", "lead", "following", "ways"),
    ),
    ViewName.WALL: Frame("room/wall.html", above=("wall",)),
}


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
    view = view_of(request, meeting)
    context = looked_into(request, meeting, now, form=form, board_id=board_id)
    frame = FRAMES[view]
    context |= {
        "refusal": refusal,
        "leads": leads(request.person, meeting),  # type: ignore[attr-defined]
        "regions_above": frame.above,
        "regions_below": frame.below,
        **hand_context(meeting, view),
    }
    return render(request, frame.template, context, status=status)


def refused(request: HttpRequest, meeting_id: UUID, refusal: Refusal) -> HttpResponse:
    """Why a press did nothing: beside the page as it follows, else with the page as it is now."""
    if "HX-Request" in request.headers:
        return retarget(render(request, "room/_refused.html", {"refusal": refusal}, status=422))
    meeting = meeting_entered(request, meeting_id)
    return room_page(request, meeting, clock.now(), refusal=refusal, status=refusal.http_status)


def pressed(request: HttpRequest, meeting_id: UUID, press: Callable[[], object]) -> HttpResponse:
    """Back to where it was pressed; a refusal is answered with the room as it is now, and why it did nothing."""
    try:
        press()
    except Refusal as refusal:
        return refused(request, meeting_id, refusal)
    return back(request, meeting_id)


def wall_page(request: HttpRequest, meeting: Meeting, now: datetime) -> HttpResponse:
    """The screen on the wall."""
    frame, look = FRAMES[ViewName.WALL], Look(meeting, now)
    context = {
        "meeting": meeting,
        "view": ViewName.WALL,
        "regions_above": frame.above,
        "region": partial(_region, request, look, ViewName.WALL),
    }
    return render(request, frame.template, context)


def view_of(request: HttpRequest, meeting: Meeting) -> ViewName:
    """Which page somebody is on, or came from: said by the address or by the form, and true only of leaders."""
    said = request.POST.get("view") or request.GET.get("view") or ""
    is_leaders = said == ViewName.LEADER or request.path.endswith("/leder/")
    return ViewName.LEADER if is_leaders and leads(request.person, meeting) else ViewName.PARTICIPANT  # type: ignore[attr-defined]


def looked_into(
    request: HttpRequest,
    meeting: Meeting,
    now: datetime,
    *,
    form: forms.NewCard | None = None,
    board_id: UUID | None = None,
    cards: Sequence[Card] | None = None,
) -> dict[str, Any]:
    """What the templates of a person's own place need, and the regions around it; of the cards perhaps only some."""
    person = request.person  # type: ignore[attr-defined]
    view, look = view_of(request, meeting), Look(meeting, now, cards)
    room = look.room.seen_by(person)
    chosen = room.board_of(board_id or chosen_board(request))
    board = chosen or room.landing
    shown = shown_boards(room, board, view=view, is_chosen=chosen is not None)
    goes_round = circulates(room)
    return {
        "meeting": meeting,
        "view": view,
        "room": room,
        "board": board,
        "shown": shown,
        "own_group": own_group(room, board),
        "own_cards": own_cards(room, board),
        "may_have_own": may_have_own(room, shown),
        "taken_away": [card for one in shown for card in room.returnable(one)],
        "circulates": goes_round,
        "words": words_at_hand(look, person, view),
        "form": form or (None if goes_round else blank_form(request, board)),
        "region": partial(_region, request, look, view),
        "board_html": lambda one: Markup(board_html(look, one, view, request)),  # noqa: S704 -- a template's answer
        "shapes": SHAPES,
        "card_kinds": CardKind,
        "refusal": None,
    }


def _region(request: HttpRequest, look: Look, view: ViewName, name: str) -> Markup:
    return Markup(html_of(name, look, view, request))  # noqa: S704 -- a template's answer


def chosen_board(request: HttpRequest) -> UUID | None:
    """The board named in the address, by its item."""
    try:
        return UUID(request.GET.get("board") or "")
    except ValueError:
        return None


def own_group(room: queries.Room, board: queries.Board | None) -> meetings.TimedItem | None:
    """The group whose board is on the page, while its group work goes on."""
    groups = room.current.timed.groups if room.current else ()
    return next((group for group in groups if board is not None and group.item.pk == board.item.pk), None)


def own_cards(room: queries.Room, board: queries.Board | None) -> list[Card]:
    """What the person has put up on this board and may change; none where no author is stored."""
    if board is None or room.person is None:
        return []
    return [card for card in board.cards if card.author_id == room.person.pk]


def may_have_own(room: queries.Room, shown: Collection[queries.Board]) -> bool:
    """Whether what others do to cards can change what is the person's own here: who leads, chairs, or has written."""
    person = room.person
    if room.is_led or any(board.is_chaired for board in shown):
        return True
    written = (card for board in room.boards for card in (*board.cards, *board.removed))
    return person is not None and any(card.author_id == person.pk for card in written)


def blank_form(request: HttpRequest, board: queries.Board | None) -> forms.NewCard | None:
    """A form for a new card, of the kind that was written last."""
    if board is None:
        return None
    kind = request.GET.get("kind") or request.POST.get("kind") or ""
    return forms.NewCard.blank(authorship=board.authorship, kinds=policies.kinds_for(board.item), kind=kind)
