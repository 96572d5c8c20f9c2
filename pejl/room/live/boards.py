"""Boards as they change: a card by itself where it is known which, the whole board where that would betray somebody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pejl.foundation.live.models import Fact
from pejl.foundation.live.views import Patch
from pejl.meetings.names import Authorship
from pejl.room.live.looking import Look
from pejl.room.live.showing import board_html, fragment
from pejl.room.models import Card
from pejl.room.names import ViewName
from pejl.room.queries import Board

# What changes a whole board, and what how many they are.
WHOLE = ("cluster.", "poster.")
FACTS = ("card.", *WHOLE)
CROWD = "presence."
PLACES = ("item", "left")  # the board that something came to, and the one that a card went from


def column_of(board: Board, card: Card) -> str:
    """The id of the element that the card lies in."""
    return f"column-{card.cluster_id or board.item.pk}"


def patches(look: Look, facts: Iterable[Fact], view: ViewName) -> list[Patch]:
    """What these facts change on the boards, each once. Facts of a board that stores no author name no card."""
    told = [fact for fact in facts if fact.kind.startswith(FACTS)]
    cards = {UUID(fact.ids["card"]) for fact in told if "card" in fact.ids}
    boards = {UUID(fact.ids[name]) for fact in told if "card" not in fact.ids for name in PLACES if name in fact.ids}
    whole = [_board(look, board, view) for board in look.room.boards if board.item.pk in boards]
    crowds = _crowds(look, view) if any(fact.kind.startswith(CROWD) for fact in facts) else []
    alone = [_card(look, card_id, view) for card_id in sorted(cards) if _is_apart(look, card_id, boards)]
    return whole + alone + crowds


def _is_apart(look: Look, card_id: UUID, boards: set[UUID]) -> bool:
    """Whether the card does not come along with its whole board."""
    found = _find(look, card_id)
    return found is None or found[0].item.pk not in boards


def _board(look: Look, board: Board, view: ViewName) -> Patch:
    return Patch(f"board-{board.item.pk}", board_html(look, board, view))


def _crowds(look: Look, view: ViewName) -> list[Patch]:
    """How many could have written, where names are kept back and it goes on."""
    kept_back = (board for board in look.room.open_boards if board.authorship != Authorship.NAMED)
    return [
        Patch(f"crowd-{board.item.pk}", fragment("room/live/_crowd.html", look, view, board=board))
        for board in kept_back
    ]


def _card(look: Look, card_id: UUID, view: ViewName) -> Patch:
    found = _find(look, card_id)
    if found is None:
        return Patch(f"card-{card_id}")
    board, card = found
    html = fragment("room/live/_card.html", look, view, board=board, card=card)
    return Patch(f"card-{card_id}", html, within=column_of(board, card))


def _find(look: Look, card_id: UUID) -> tuple[Board, Card] | None:
    return look.ask(_standing).get(card_id)


def _standing(look: Look) -> dict[UUID, tuple[Board, Card]]:
    return {card.pk: (board, card) for board in look.room.boards for card in board.cards}
