"""How turns go round: everybody here is asked, nobody is asked again who has spoken, and nobody is lost.

Pure functions over turns that change them in place; what is stored is ``operations.rounds``' business.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from pejl.room.names import TurnState


class Taken(Protocol):
    """What these functions read and change of a turn."""

    position: int
    state: str
    has_passed: bool


T = TypeVar("T", bound=Taken)
P = TypeVar("P")
Shuffle = Callable[[list[P]], None]


def starting_order(people: Sequence[P], leading: Collection[P], shuffle: Shuffle[P] | None = None) -> list[P]:
    """Who comes after whom, from how they sit: round the table from the first who does not lead, or by lot.

    Who leads never comes first, as long as there is anybody else: it would say what is meant to be answered.
    """
    order = list(people)
    if shuffle is not None:
        shuffle(order)
    first = next((number for number, one in enumerate(order) if one not in leading), 0)
    return order[first:] + order[:first]


def speaking(turns: Sequence[T]) -> T | None:
    """Whose turn it is."""
    return next((turn for turn in turns if turn.state == TurnState.SPEAKING), None)


def waiting(turns: Sequence[T]) -> list[T]:
    """Who has not spoken yet, as they will be asked: those who let it pass come last."""
    rows = [turn for turn in turns if turn.state == TurnState.WAITING]
    return sorted(rows, key=lambda turn: (turn.has_passed, turn.position))


def move_on(turns: Sequence[T], to: T | None = None) -> None:
    """Whoever speaks is done, and the next speaks: ``to``, or whoever waits first; nobody where nobody waits."""
    now = speaking(turns)
    if now is not None:
        now.state = TurnState.DONE
    _ask(turns, to)


def pass_on(turns: Sequence[T]) -> None:
    """Whoever speaks would rather not now: asked again last, and once; the second time it goes by."""
    now = speaking(turns)
    if now is None:
        return
    now.state = TurnState.PASSED if now.has_passed else TurnState.WAITING
    now.has_passed, now.position = True, behind(turns)
    _ask(turns)


def leave(turns: Sequence[T], who: T) -> bool:
    """Somebody is not here any more; whether it was their turn, which then goes on to the next."""
    spoke = who.state == TurnState.SPEAKING
    if spoke or who.state == TurnState.WAITING:
        who.state = TurnState.AWAY
    if spoke:
        _ask(turns)
    return spoke


def come_back(turns: Sequence[T], who: T) -> None:
    """Somebody is here again, and is asked after those who are waiting; who has spoken is not asked again."""
    if who.state == TurnState.AWAY:
        who.position = behind(turns)
        who.state = TurnState.WAITING


def behind(turns: Sequence[T]) -> int:
    """The place after all others."""
    return max((turn.position for turn in turns), default=0) + 1


def _ask(turns: Sequence[T], to: T | None = None) -> None:
    following = to or next(iter(waiting(turns)), None)
    if following is not None:
        following.state = TurnState.SPEAKING
