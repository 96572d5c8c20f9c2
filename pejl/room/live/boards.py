"""Boards as they change: a card by itself where it is known which, the whole board where that would betray somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pejl.foundation.live.models import Fact
from pejl.foundation.live.views import Patch
from pejl.foundation.tenancy.composed import composed
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Authorship, Behaviour
from pejl.room.live.looking import Look
from pejl.room.live.showing import board_html, fragment
from pejl.room.models import Card, CardQuerySet, ItemRun
from pejl.room.names import ViewName
from pejl.room.queries import Board

# What changes a whole board, and what how many they are.
WHOLE = ("cluster.", "poster.")
FACTS = ("card.", *WHOLE)
CROWD = "presence."
PLACES = ("item", "left")  # the board that something came to, and the one that a card went from


@dataclass(frozen=True)
class Ground:
    """What a card that comes alone tells of its board; the board itself would be the whole meeting to read."""

    item: AgendaItem


def column_of(card: Card, *, is_compared: bool = False) -> str:
    """The id of the element that the card lies in; while boards are compared, what is chosen stands first."""
    if is_compared and card.is_for_product:
        return f"column-chosen-{card.item_id}"
    return f"column-{card.cluster_id or card.item_id}"


def is_of_card(fact: Fact) -> bool:
    """Whether a fact changes one card that it names."""
    return fact.kind.startswith("card.") and "card" in fact.ids


def patches(look: Look, facts: Iterable[Fact], view: ViewName) -> list[Patch]:
    """What these facts change on the boards, each once. Facts of a board that stores no author name no card."""
    told = [fact for fact in facts if fact.kind.startswith(FACTS)]
    cards = {UUID(fact.ids["card"]) for fact in told if "card" in fact.ids}
    boards = {UUID(fact.ids[name]) for fact in told if "card" not in fact.ids for name in PLACES if name in fact.ids}
    whole = [_board(look, board, view) for board in look.room.boards if board.item.pk in boards] if boards else []
    crowds = _crowds(look, view) if any(fact.kind.startswith(CROWD) for fact in facts) else []
    standing = {card.pk: card for card_id in cards for card in _standing(card_id)}
    alone = [
        _card(look, card_id, standing.get(card_id), view)
        for card_id in sorted(cards)
        if card_id not in standing or standing[card_id].item_id not in boards
    ]
    return whole + alone + crowds


def _board(look: Look, board: Board, view: ViewName) -> Patch:
    return Patch(f"board-{board.item.pk}", board_html(look, board, view))


def _crowds(look: Look, view: ViewName) -> list[Patch]:
    """How many could have written, where names are kept back and it goes on."""
    kept_back = (board for board in look.room.open_boards if board.authorship != Authorship.NAMED)
    return [
        Patch(f"crowd-{board.item.pk}", fragment("room/live/_crowd.html", look, view, board=board))
        for board in kept_back
    ]


def _card(look: Look, card_id: UUID, card: Card | None, view: ViewName) -> Patch:
    if card is None:
        return Patch(f"card-{card_id}")
    html = fragment("room/live/_card.html", look, view, board=Ground(card.item), card=card)
    is_compared = card.is_for_product and look.ask(_is_comparing)
    return Patch(f"card-{card_id}", html, within=column_of(card, is_compared=is_compared))


def _is_comparing(look: Look) -> bool:
    going_on = ItemRun.objects.filter(meeting=look.meeting, ended_at=None)
    compared: bool = going_on.filter(item__behaviour=Behaviour.GATHER_KNOWLEDGE).exists()
    return compared


@composed
def _standing(card_id: UUID) -> CardQuerySet:
    return Card.objects.standing().filter(pk=card_id).select_related("author", "item")
