"""What is wrong with groups, counted by hand."""

from __future__ import annotations

import pytest

from pejl.foundation.mixing.penalty import AGAIN, LEADERS, WEIGHTS, penalty
from pejl.foundation.mixing.people import Participant

pytestmark = pytest.mark.once

APART, TOGETHER = [["p0", "p2"], ["p1", "p3"]], [["p0", "p1"], ["p2", "p3"]]


def four(**first_two: object) -> list[Participant[str]]:
    """Four people, of whom the first two have this in common."""
    return [Participant(key=f"p{number}", **(first_two if number < 2 else {})) for number in range(4)]  # type: ignore[arg-type]


def test_alike_people_who_are_all_told_apart_cost_nothing() -> None:
    assert penalty(four(), TOGETHER) == 0
    assert penalty([], []) == 0


@pytest.mark.parametrize(
    ("kind", "common"),
    [
        ("function", {"functions": frozenset("a")}),
        ("unit", {"units": frozenset("a")}),
        ("experience", {"experience": "a"}),
    ],
)
def test_two_of_a_kind_in_one_group_are_one_too_many_there_and_one_too_few_elsewhere(
    kind: str, common: dict[str, object]
) -> None:
    """And so are the other two, of whom nothing is known: that is a kind too."""
    assert penalty(four(**common), APART) == 0
    assert penalty(four(**common), TOGETHER) == 4 * WEIGHTS[kind]


@pytest.mark.parametrize("trait", ["functions", "units", "experience"])
def test_the_unknown_are_spread_beside_those_who_are_each_the_only_one(trait: str) -> None:
    """Half of each of the known in every group cannot be; both of the unknown in one group need not be."""
    value = {"p2": "a", "p3": "b"}
    people = [
        Participant(key=key, **({trait: value[key] if trait == "experience" else {value[key]}} if key in value else {}))
        for key in ("p0", "p1", "p2", "p3")
    ]
    weight = WEIGHTS[trait.removesuffix("s")]
    assert penalty(people, APART) == weight * 4 * 0.25
    assert penalty(people, TOGETHER) == weight * (4 * 0.25 + 2)


def test_guests_are_a_kind_and_colleagues_are_none() -> None:
    assert penalty(four(is_guest=True), APART) == 0
    assert penalty(four(is_guest=True), TOGETHER) == 2 * WEIGHTS["guest"]


def test_a_larger_group_has_a_larger_share() -> None:
    people = four(functions=frozenset("a"))
    groups = [["p0", "p2", "p3"], ["p1"]]
    # 1 instead of 1.5 and 1 instead of 0.5; of the others 2 instead of 1.5 and 0 instead of 0.5.
    assert penalty(people, groups) == WEIGHTS["function"] * 4 * 0.25


def test_leaders_cost_only_where_they_could_be_apart() -> None:
    assert penalty(four(is_leader=True), APART) == 0
    assert penalty(four(is_leader=True), TOGETHER) == 2 * LEADERS
    assert penalty(four(is_leader=True), [["p0", "p1", "p2", "p3"]]) == 0


def test_both_of_two_who_meet_again_count() -> None:
    assert penalty(four(), TOGETHER, [[["p0", "p1", "who left"]]]) == 2 * AGAIN[0]
    assert penalty(four(), TOGETHER, [[], TOGETHER]) == 4 * AGAIN[1]
    assert penalty(four(), TOGETHER, [APART, [], TOGETHER]) == 0
