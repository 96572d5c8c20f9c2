"""A working group's table: its order, and how its members weigh what lies there. For the group's own eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from statistics import median
from uuid import UUID

from django.utils.translation import get_language

from pejl.foundation.formats import numbers
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.themes.models import Placement, Theme, Weight
from pejl.themes.names import Dimension


@dataclass(frozen=True)
class Order:
    """In which order the themes of one state lie on a group's table: first those that somebody has placed."""

    placed: tuple[UUID, ...]
    unplaced: tuple[UUID, ...] = ()

    @property
    def mark(self) -> str:
        """Changes when the order does: of two who order at once the second is told."""
        return hashlib.sha256("".join(one.hex for one in self.placed).encode()).hexdigest()[:16]

    def with_moved(self, positions: Mapping[UUID, int]) -> tuple[UUID, ...]:
        """The placed themes after moving some to positions (from 1), the first position first.

        Whatever lies above a theme that is placed is placed by that too: it stays above.
        """
        lying, number = [*self.placed, *self.unplaced], len(self.placed)
        for theme_id, position in sorted(positions.items(), key=lambda one: one[1]):
            was_placed = lying.index(theme_id) < number
            lying.remove(theme_id)
            place = min(max(position, 1), len(lying) + 1)
            lying.insert(place - 1, theme_id)
            number = max(place, number if was_placed else number + 1)
        return tuple(lying[:number])


@dataclass(frozen=True)
class Spread:
    """How a group weighs a theme by one dimension: each mark from 1 to 5, and how many members gave one."""

    lowest: int
    middle: float
    highest: int
    number: int

    @property
    def said(self) -> str:
        """The middle as it is written: 3, or 3,5 where it lies between two."""
        return _written(self.middle, get_language())


@dataclass(frozen=True)
class Tally:
    """A theme as a group weighs it: the spreads by dimension, how many have weighed, and one's own marks."""

    spreads: Mapping[str, Spread]
    number: int
    own: Mapping[str, int | None] | None


def order_of(group: WorkingGroup, state: str) -> Order:
    """What is placed among the themes of a state; enough to know the order by."""
    lying = Placement.objects.filter(group=group, theme__state=state).in_order()
    return Order(tuple(lying.values_list("theme_id", flat=True)))


def whole_order_of(group: WorkingGroup, state: str) -> Order:
    """As ``order_of``, with what nobody has placed, newest first."""
    placed = order_of(group, state).placed
    others = Theme.objects.filter(state=state).exclude(pk__in=placed).newest()
    return Order(placed, tuple(others.values_list("pk", flat=True)))


def tallied(
    themes: Collection[Theme], group: WorkingGroup, person: Person, seats: Collection[UUID]
) -> dict[UUID, Tally]:
    """How the group weighs these themes taken together.

    ``seats`` are the ids of who sits in the group this day; who is none of them is told nothing (P1).
    """
    by_theme: dict[UUID, list[tuple[UUID, tuple[int | None, ...]]]] = {theme.pk: [] for theme in themes}
    if person.pk in seats:
        weights = Weight.objects.filter(group=group, theme__in=list(by_theme), person__in=seats)
        for theme_id, person_id, *marks in weights.values_list("theme_id", "person_id", *Dimension.values):
            by_theme[theme_id].append((person_id, tuple(marks)))
    return {theme_id: _tally(found, person.pk) for theme_id, found in by_theme.items()}


def weights_of(themes: Collection[Theme], group: WorkingGroup, person: Person, today: date) -> dict[UUID, list[Weight]]:
    """Which member of the group weighs what, by name; nothing for who is none of them (P1)."""
    by_theme: dict[UUID, list[Weight]] = {theme.pk: [] for theme in themes}
    seated = GroupMembership.objects.on(today).filter(group=group, person__left_on=None).values("person")
    weights = Weight.objects.visible_to(person, today).filter(group=group, theme__in=list(by_theme), person__in=seated)
    for weight in weights.select_related("person").order_by("person__name_sort", "id"):
        by_theme[weight.theme_id].append(weight)
    return by_theme


def next_to_weigh(group: WorkingGroup, person: Person, *, state: str, after: Theme | None = None) -> UUID | None:
    """The first theme in the group's order that the person has not weighed, below ``after`` before above it."""
    order = whole_order_of(group, state)
    lying = [*order.placed, *order.unplaced]
    if after is not None and after.pk in lying:
        place = lying.index(after.pk)
        lying = lying[place + 1 :] + lying[:place]
    mine = set(Weight.objects.filter(group=group, person=person).values_list("theme_id", flat=True))
    return next((theme_id for theme_id in lying if theme_id not in mine), None)


@lru_cache(maxsize=64)
def _written(middle: float, language: str | None) -> str:
    """Remembered: a page says it fifty times, and there are nine of them in a language."""
    return numbers.decimal(middle, 0 if middle == int(middle) else 1)


def _tally(rows: Collection[tuple[UUID, tuple[int | None, ...]]], person_id: UUID) -> Tally:
    columns = zip(*(marks for _person, marks in rows), strict=True)
    spreads = {
        name: spread for name, marks in zip(Dimension.values, columns, strict=False) if (spread := _spread(marks))
    }
    own = next((dict(zip(Dimension.values, marks, strict=True)) for one, marks in rows if one == person_id), None)
    return Tally(spreads, len(rows), own)


def _spread(column: Collection[int | None]) -> Spread | None:
    marks = [mark for mark in column if mark is not None]
    return Spread(min(marks), median(marks), max(marks), len(marks)) if marks else None
