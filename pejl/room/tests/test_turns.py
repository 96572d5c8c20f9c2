"""Whatever is pressed, and whoever comes and goes: everybody is asked, and nobody again who has spoken."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.room.names import TurnState
from pejl.room.policies import turns as going

DEEDS = st.lists(st.tuples(st.sampled_from(["next", "pass", "give", "go", "back", "come"]), st.integers(0, 9)))


@dataclass
class Seat:
    """A turn, and what it has been through."""

    position: int
    state: str = TurnState.WAITING
    has_passed: bool = False


def do(turns: list[Seat], deed: str, number: int) -> None:
    who = turns[number % len(turns)]
    if deed == "next":
        going.move_on(turns)
    elif deed == "pass":
        going.pass_on(turns)
    elif deed == "give" and who.state not in (TurnState.DONE, TurnState.SPEAKING):
        going.move_on(turns, who)
    elif deed == "go":
        going.leave(turns, who)
    elif deed == "back":
        going.come_back(turns, who)
    elif deed == "come":
        turns.append(Seat(going.behind(turns)))


@given(st.integers(1, 8), DEEDS)
def test_nobody_is_asked_again_who_has_spoken_and_nobody_is_lost(people: int, deeds: list[tuple[str, int]]) -> None:
    turns = [Seat(number) for number in range(people)]
    going.move_on(turns)
    done: set[int] = set()
    for deed, number in deeds:
        before = going.waiting(turns)
        do(turns, deed, number)
        assert sum(turn.state == TurnState.SPEAKING for turn in turns) <= 1
        done_now = {number for number, turn in enumerate(turns) if turn.state == TurnState.DONE}
        assert done <= done_now, "somebody who has spoken was asked again"
        done = done_now
        for turn in before:
            gone_by_itself = deed in ("go", "pass") or turn.state in (TurnState.WAITING, TurnState.SPEAKING)
            assert gone_by_itself, "somebody who waited was skipped"
        assert len({turn.position for turn in turns}) == len(turns)
    here = [turn for turn in turns if turn.state != TurnState.AWAY]
    for _everybody in range(2 * len(turns) + 1):
        going.move_on(turns)
    assert {turn.state for turn in here} <= {TurnState.DONE, TurnState.PASSED}
    assert going.speaking(turns) is None


@given(st.integers(1, 8), DEEDS)
def test_only_who_let_it_pass_twice_is_let_by(people: int, deeds: list[tuple[str, int]]) -> None:
    turns = [Seat(number) for number in range(people)]
    going.move_on(turns)
    passes: dict[int, int] = {}
    for deed, number in deeds:
        now = going.speaking(turns)
        if deed == "pass" and now is not None:
            passes[id(now)] = passes.get(id(now), 0) + 1
        do(turns, deed, number)
    for turn in turns:
        assert (turn.state == TurnState.PASSED) <= (passes.get(id(turn), 0) >= 2)


def test_who_passes_is_asked_after_those_who_came_late() -> None:
    turns = [Seat(1), Seat(2)]
    going.move_on(turns)
    going.pass_on(turns)
    turns.append(late := Seat(going.behind(turns)))
    assert going.waiting(turns) == [late, turns[0]]


@pytest.mark.parametrize(
    ("people", "leading", "order"),
    [
        ("LABM", "LM", "ABML"),
        ("ABL", "L", "ABL"),
        ("LMA", "LM", "ALM"),
        ("LM", "LM", "LM"),
        ("A", "", "A"),
    ],
)
def test_round_goes_round_the_table_from_the_first_who_does_not_lead(people: str, leading: str, order: str) -> None:
    assert "".join(going.starting_order(list(people), set(leading))) == order


@given(st.permutations("LMABC"))
def test_whoever_leads_does_not_begin_by_lot_either(lot: list[str]) -> None:
    def drawn(order: list[str]) -> None:
        order[:] = lot

    order = going.starting_order(list("LMABC"), set("LM"), drawn)
    assert order[0] in "ABC"
    assert sorted(order) == sorted("LMABC")
