"""Which boards stand on a person's page: one, or all that belong together side by side."""

from __future__ import annotations

from pejl.meetings.names import Behaviour, ItemRole
from pejl.room import queries
from pejl.room.names import ViewName

# While these go on, everything that stands on the boards so far is laid side by side.
SIDE_BY_SIDE = (Behaviour.GATHER_KNOWLEDGE,)


def shown_boards(
    room: queries.Room, board: queries.Board | None, *, view: ViewName, is_chosen: bool
) -> tuple[queries.Board, ...]:
    """The boards whose cards are on the page: one, or several side by side.

    Side by side are all of them while knowledge is gathered, and the groups' during group work for the leaders and for
    whoever goes from group to group; not where the person has asked for one (``is_chosen``).
    """
    if room.current and room.current.item.behaviour in SIDE_BY_SIDE and (board is None or board.is_open):
        return room.boards
    follows_all = circulates(room) or (room.is_led and view == ViewName.LEADER)
    if follows_all and not is_chosen and room.current and room.current.timed.groups:
        return room.open_boards
    return (board,) if board else ()


def circulates(room: queries.Room) -> bool:
    """Whether the person goes from group to group in the group work that goes on, and sits in none of them."""
    work = room.current.timed if room.current else None
    if work is None or room.person is None or any(board.is_own for board in room.open_boards):
        return False
    above = [person for timed in (work, *work.groups) for person in timed.people(ItemRole.HELICOPTER)]
    return bool(work.groups) and room.person in above
