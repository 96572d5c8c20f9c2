"""What a working group does with its table."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Theme, Weight
from pejl.themes.tests.factories import a_theme, decided, moved, weighed

Table = tuple[WorkingGroup, list[Theme]]


@pytest.fixture
def table(anna: Person, bo: Person, now: datetime) -> Table:
    """Anna and Dorte decide; four themes lie there, the first the newest."""
    group = a_group(now, anna, tenancy.seat(name="Dorte Dam"))
    return group, [a_theme(bo, now - timedelta(days=number), title=f"Nr. {number}") for number in range(4)]


def titles(group: WorkingGroup, person: Person, state: str = "proposed") -> list[str]:
    """What lies there, in order; what somebody placed with its number."""
    rows = queries.on_the_table(person, state=state, group=group)
    return [f"{theme.position or ''}{theme.title[3:]}" for theme in rows]


def test_weights_are_shown_as_spread(table: Table, anna: Person, bo: Person, now: datetime) -> None:
    group, (theme, other, *_rest) = table
    dorte = Person.objects.get(name="Dorte Dam")
    weighed(theme, group, anna, now, 2, None, 5)
    weighed(theme, group, dorte, now, 5, 4, None)
    found = queries.tallied([theme, other], group, anna, {anna.pk, dorte.pk})
    spread = found[theme.pk].spreads
    assert {name: (one.lowest, one.middle, one.highest, one.number) for name, one in spread.items()} == {
        "practice": (2, 3.5, 5, 2),
        "strategy": (4, 4, 4, 1),
        "urgency": (5, 5, 5, 1),
    }
    assert found[theme.pk].own == {"practice": 2, "strategy": None, "urgency": 5}
    assert (found[theme.pk].number, found[other.pk].number) == (2, 0)
    assert (found[other.pk].spreads, found[other.pk].own) == ({}, None)
    stranger = queries.tallied([theme], group, bo, {anna.pk, dorte.pk})[theme.pk]
    assert (stranger.spreads, stranger.number) == ({}, 0)
    assert queries.weights_of([theme], group, bo, day_of(now)) == {theme.pk: []}
    named = queries.weights_of([theme, other], group, anna, day_of(now))
    assert [one.person for one in named[theme.pk]] == [anna, dorte]
    assert named[other.pk] == []


def test_weight_is_changed_and_taken_away(table: Table, anna: Person, now: datetime) -> None:
    group, (theme, *_rest) = table
    weighed(theme, group, anna, now, 2, 2, 2)
    weighed(theme, group, anna, now, 3, None, None)
    weight = Weight.objects.get()
    assert (weight.practice, weight.strategy, weight.urgency) == (3, None, None)
    weighed(theme, group, anna, now, None, None, None)
    assert not Weight.objects.exists()


@pytest.mark.parametrize("mark", [0, 6, -1])
def test_weight_is_from_1_to_5(table: Table, anna: Person, now: datetime, mark: int) -> None:
    group, (theme, *_rest) = table
    with pytest.raises(Invalid) as refused:
        weighed(theme, group, anna, now, 3, mark, 3)
    assert refused.value.field == "strategy"


def test_weighing_leaves_the_theme_as_it_was(table: Table, anna: Person, now: datetime) -> None:
    group, (theme, *_rest) = table
    weighed(theme, group, anna, now, 1, 1, 1)
    moved(theme, 2, group, anna, now)
    assert theme.again().version == 1


def test_what_lies_on_no_table_is_not_weighed(table: Table, anna: Person, now: datetime) -> None:
    group, (theme, *_rest) = table
    decided(theme, group, anna, now, outcome="decline")
    with pytest.raises(Refusal):
        weighed(theme, group, anna, now, 1, 1, 1)


def test_weight_of_who_left_the_group_counts_no_more(table: Table, anna: Person, bo: Person, now: datetime) -> None:
    group, (theme, *_rest) = table
    dorte = Person.objects.get(name="Dorte Dam")
    weighed(theme, group, dorte, now, 5, 5, 5)
    organisation.leave(person=dorte, now=now)
    assert queries.tallied([theme], group, anna, {anna.pk})[theme.pk].number == 0
    assert queries.weights_of([theme], group, anna, day_of(now)) == {theme.pk: []}


def test_next_to_weigh_is_what_one_lacks_in_the_groups_order(table: Table, anna: Person, now: datetime) -> None:
    group, (first, second, third, fourth) = table
    moved(third, 1, group, anna, now)
    assert queries.next_to_weigh(group, anna, state="proposed") == third.pk
    assert queries.next_to_weigh(group, anna, state="proposed", after=first) == second.pk
    assert queries.next_to_weigh(group, anna, state="proposed", after=fourth) == third.pk
    for theme in (first, second, third, fourth):
        weighed(theme, group, anna, now, 1, None, None)
    assert queries.next_to_weigh(group, anna, state="proposed") is None
    assert queries.counted_by_state(anna, group) == {"proposed": (4, 4)}
    assert queries.counted_by_state(anna) == {"proposed": (4, 0)}


def test_order_is_made_by_hand_and_what_nobody_placed_comes_last(table: Table, anna: Person, now: datetime) -> None:
    group, themes = table
    assert titles(group, anna) == [" 0", " 1", " 2", " 3"]
    moved(themes[2], 1, group, anna, now)
    assert titles(group, anna) == ["1 2", " 0", " 1", " 3"]
    moved(themes[3], 3, group, anna, now)
    assert titles(group, anna) == ["1 2", "2 0", "3 3", " 1"]
    moved(themes[2], 99, group, anna, now)
    assert titles(group, anna) == ["1 0", "2 3", "3 1", "4 2"]


def test_several_are_moved_at_once_by_their_numbers(table: Table, anna: Person, now: datetime) -> None:
    group, themes = table
    positions = {themes[3].pk: 1, themes[2].pk: 2}
    operations.arrange(
        group=group,
        state="proposed",
        positions=positions,
        expected_order=queries.order_of(group, "proposed").mark,
        by=anna,
        now=now,
    )
    assert titles(group, anna) == ["1 3", "2 2", " 0", " 1"]


def test_order_is_the_groups_own_and_of_one_state(table: Table, anna: Person, bo: Person, now: datetime) -> None:
    group, themes = table
    other = a_group(now, anna, name="Den anden")
    decided(themes[0], group, anna, now, outcome="next")
    moved(themes[3], 1, group, anna, now)
    assert titles(group, anna) == ["1 3", " 1", " 2"]
    assert titles(other, anna) == [" 1", " 2", " 3"]
    assert titles(group, anna, "next") == [" 0"]


def test_second_of_two_who_order_is_told_and_the_first_order_stands(table: Table, anna: Person, now: datetime) -> None:
    group, themes = table
    seen = queries.order_of(group, "proposed").mark
    moved(themes[3], 1, group, anna, now)
    with pytest.raises(Stale):
        operations.arrange(
            group=group, state="proposed", positions={themes[2].pk: 1}, expected_order=seen, by=anna, now=now
        )
    assert titles(group, anna)[0] == "1 3"


def test_new_theme_does_not_disturb_who_orders(table: Table, anna: Person, bo: Person, now: datetime) -> None:
    group, themes = table
    seen = queries.order_of(group, "proposed").mark
    a_theme(bo, now + timedelta(hours=1), title="Nr. 9")
    operations.arrange(
        group=group, state="proposed", positions={themes[2].pk: 1}, expected_order=seen, by=anna, now=now
    )
    assert titles(group, anna)[:2] == ["1 2", " 9"]


@pytest.mark.parametrize("state", ["declined", "answered", "weather"])
def test_only_tables_are_ordered(table: Table, anna: Person, now: datetime, state: str) -> None:
    group, themes = table
    with pytest.raises(Invalid):
        moved(themes[0], 1, group, anna, now, state)


def test_unknown_theme_is_not_ordered(table: Table, anna: Person, now: datetime) -> None:
    group, _themes = table
    mark = queries.order_of(group, "proposed").mark
    with pytest.raises(Stale):
        operations.arrange(group=group, state="proposed", positions={uuid4(): 1}, expected_order=mark, by=anna, now=now)


def test_outsiders_neither_weigh_nor_order(table: Table, bo: Person, now: datetime) -> None:
    group, (theme, *_rest) = table
    a_group(now, bo, name="En anden")
    with pytest.raises(NotAllowed):
        weighed(theme, group, bo, now, 1, 1, 1)
    with pytest.raises(NotAllowed):
        moved(theme, 1, group, bo, now)


@pytest.mark.parametrize(
    ("moves", "placed"),
    [
        ({"a": 2}, "ba"),
        ({"b": 1}, "ba"),
        ({"c": 1}, "cab"),
        ({"d": 3}, "abd"),
        ({"d": 4}, "abcd"),
        ({"e": 5}, "abcde"),
        ({"a": 5}, "bcdea"),
        ({"a": 3, "b": 1}, "bca"),
        ({"c": 99}, "abdec"),
    ],
)
def test_moving_places_what_lies_above(moves: dict[str, int], placed: str) -> None:
    ids = {letter: UUID(int=ord(letter)) for letter in "abcde"}
    order = queries.Order(tuple(ids[letter] for letter in "ab"), tuple(ids[letter] for letter in "cde"))
    found = order.with_moved({ids[letter]: position for letter, position in moves.items()})
    assert "".join(chr(one.int) for one in found) == placed
