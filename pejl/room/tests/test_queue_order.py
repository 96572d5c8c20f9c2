"""Who speaks next: the one rule, and what is true of it whatever hands there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.room.names import HandKind, HandState
from pejl.room.queries import ordered
from tests.people import NOW

PROCESS, CLARIFYING, FOLLOW_UP, NEW = HandKind.PROCESS, HandKind.CLARIFYING, HandKind.FOLLOW_UP, HandKind.NEW
WAITING, SPEAKING, DONE = HandState.WAITING, HandState.SPEAKING, HandState.DONE


@dataclass(frozen=True)
class One:
    """A hand as the rule sees it; numbers stand for ids, and for the minute it was raised."""

    id: UUID
    kind: str
    state: str
    raised_at: object
    placed: int | None
    answers_id: UUID | None


def hand(number: int, kind: str, *, state: str = WAITING, placed: int | None = None, answers: int | None = None) -> One:
    asked = None if answers is None else UUID(int=answers)
    return One(UUID(int=number), kind, state, NOW + timedelta(minutes=number), placed, asked)


def numbers(hands: Sequence[One]) -> list[int]:
    return [one.id.int for one in ordered(hands)]


@pytest.mark.parametrize(
    ("hands", "order"),
    [
        ([hand(1, NEW), hand(2, FOLLOW_UP), hand(3, CLARIFYING), hand(4, PROCESS)], [4, 3, 2, 1]),
        ([hand(2, NEW), hand(1, NEW)], [1, 2]),
        ([hand(1, PROCESS), hand(2, NEW, state=SPEAKING)], [2, 1]),
        # Under what it answers, not at the back and not before it; an answer to an answer under that.
        ([hand(1, NEW), hand(2, NEW), hand(3, FOLLOW_UP, answers=1)], [1, 3, 2]),
        (
            [
                hand(1, NEW),
                hand(2, NEW),
                *(hand(one, FOLLOW_UP, answers=asked) for one, asked in ((3, 1), (4, 3), (5, 1))),
            ],
            [1, 3, 4, 5, 2],
        ),
        # An answer to what is being said comes before the other follow-ups, after what must be clear.
        (
            [hand(1, NEW, state=SPEAKING), hand(2, FOLLOW_UP), hand(3, FOLLOW_UP, answers=1), hand(4, CLARIFYING)],
            [1, 4, 3, 2],
        ),
        ([hand(1, NEW, state=DONE), hand(2, FOLLOW_UP), hand(3, FOLLOW_UP, answers=1)], [3, 2]),
        # What it answered is gone: it counts as any follow-up.
        ([hand(2, FOLLOW_UP), hand(3, FOLLOW_UP, answers=1), hand(4, NEW)], [2, 3, 4]),
        # A leader's word stands, also before a process hand; answers come with it.
        ([hand(1, PROCESS), hand(2, CLARIFYING), hand(3, NEW, placed=1)], [3, 1, 2]),
        ([hand(1, PROCESS), hand(2, NEW, placed=1), hand(3, FOLLOW_UP, answers=2)], [2, 3, 1]),
        ([hand(1, PROCESS, placed=3), hand(2, NEW), hand(3, NEW)], [2, 3, 1]),
        # An answer that was itself put somewhere stands there and not under what it answers.
        ([hand(1, NEW), hand(2, NEW), hand(3, FOLLOW_UP, answers=1, placed=3)], [1, 2, 3]),
        # Put at a place that is not there yet: last.
        ([hand(1, NEW, placed=9), hand(2, NEW)], [2, 1]),
        # A circle, which no screen makes: nobody is lost.
        ([hand(1, FOLLOW_UP, answers=2), hand(2, FOLLOW_UP, answers=1), hand(3, NEW)], [1, 2, 3]),
    ],
)
def test_order(hands: list[One], order: list[int]) -> None:
    assert numbers(hands) == order
    assert numbers(list(reversed(hands))) == order


@st.composite
def some_hands(draw: st.DrawFn, *, with_placed: bool = True) -> list[One]:
    many = draw(st.integers(min_value=0, max_value=9))
    places = draw(st.permutations(range(1, many + 1)))
    speaker = draw(st.integers(min_value=-1, max_value=8))
    hands = []
    for number in range(many):
        asked = draw(st.none() | st.integers(min_value=0, max_value=many + 2))
        kind = FOLLOW_UP if asked is not None else draw(st.sampled_from(list(HandKind)))
        is_placed = with_placed and draw(st.booleans())
        state = SPEAKING if number == speaker else draw(st.sampled_from([WAITING, WAITING, WAITING, DONE]))
        one = hand(number, kind, state=state, answers=asked, placed=places[number] if is_placed else None)
        hands.append(one)
    return draw(st.permutations(hands))


@given(some_hands())
def test_everybody_who_is_up_stands_in_line_once(hands: list[One]) -> None:
    up = [one.id.int for one in hands if one.state in (WAITING, SPEAKING)]
    assert sorted(numbers(hands)) == sorted(up)


@given(some_hands(), st.randoms())
def test_order_does_not_hang_on_how_the_hands_were_read(hands: list[One], chance: object) -> None:
    again = list(hands)
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert numbers(again) == numbers(hands)


@given(some_hands())
def test_who_speaks_stands_first(hands: list[One]) -> None:
    states = [one.state for one in ordered(hands)]
    assert SPEAKING not in states[1:]


@given(some_hands(with_placed=False))
def test_kinds_come_in_their_order(hands: list[One]) -> None:
    waiting = {one.id for one in hands if one.state == WAITING}
    alone = [one for one in ordered(hands) if one.state == WAITING and one.answers_id not in waiting]
    kinds = [list(HandKind).index(HandKind(one.kind)) for one in alone]
    assert kinds == sorted(kinds)


@given(some_hands(with_placed=False))
def test_answer_stands_under_what_it_answers(hands: list[One]) -> None:
    hands = [replace(one, answers_id=None) if one.answers_id and one.answers_id >= one.id else one for one in hands]
    line = ordered(hands)
    found = {one.id: one for one in line if one.state == WAITING}
    for one in found.values():
        if one.answers_id in found:
            first = line.index(found[one.answers_id])
            between = line[first + 1 : line.index(one)]
            assert first < line.index(one)
            # Only what answers the same hand, directly or through an answer, stands between.
            assert all(_leads_to(other, one.answers_id, found) for other in between)


@given(some_hands())
def test_where_a_leader_put_somebody_there_they_stand(hands: list[One]) -> None:
    line = [one for one in ordered([replace(one, answers_id=None) for one in hands]) if one.state == WAITING]
    put = sorted((one for one in line if one.placed is not None), key=lambda one: one.placed or 0)
    assert [line.index(one) for one in put] == sorted(line.index(one) for one in put)
    others = len(line) - len(put)
    assert all(line.index(one) == one.placed - 1 for one in put if one.placed and one.placed <= others + 1)


def _leads_to(one: One, asked: UUID | None, found: dict[UUID, One]) -> bool:
    while one.answers_id in found:
        if one.answers_id == asked:
            return True
        one = found[one.answers_id]
    return False
