"""A working group's table: its order, and how its members weigh what lies there. For the group's own eyes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

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
        return numbers.decimal(self.middle, 0 if self.middle == int(self.middle) else 1)


@dataclass(frozen=True)
class Weighed:
    """A theme as a group weighs it: the spreads by dimension, everybody's weights, and the own of the one who looks."""

    spreads: Mapping[str, Spread]
    weights: tuple[Weight, ...]
    own: Weight | None


def order_of(group: WorkingGroup, state: str) -> Order:
    """What is placed among the themes of a state; enough to know the order by."""
    lying = Placement.objects.filter(group=group, theme__state=state).in_order()
    return Order(tuple(lying.values_list("theme_id", flat=True)))


def whole_order_of(group: WorkingGroup, state: str) -> Order:
    """As ``order_of``, with what nobody has placed, newest first."""
    placed = order_of(group, state).placed
    others = Theme.objects.filter(state=state).exclude(pk__in=placed).newest()
    return Order(placed, tuple(others.values_list("pk", flat=True)))


def weighed(themes: Collection[Theme], group: WorkingGroup, person: Person, today: date) -> dict[UUID, Weighed]:
    """How the group's members of the day weigh these themes; nothing for who is none of them (P1)."""
    seated = GroupMembership.objects.on(today).filter(group=group, person__left_on=None).values("person")
    weights = Weight.objects.visible_to(person, today).filter(group=group, theme__in=themes, person__in=seated)
    by_theme: dict[UUID, list[Weight]] = {theme.pk: [] for theme in themes}
    for weight in weights.select_related("person").order_by("person__name_sort", "id"):
        by_theme[weight.theme_id].append(weight)
    return {theme_id: _weighed(found, person.pk) for theme_id, found in by_theme.items()}


def next_to_weigh(group: WorkingGroup, person: Person, *, state: str, after: Theme | None = None) -> UUID | None:
    """The first theme in the group's order that the person has not weighed, below ``after`` before above it."""
    order = whole_order_of(group, state)
    lying = [*order.placed, *order.unplaced]
    if after is not None and after.pk in lying:
        place = lying.index(after.pk)
        lying = lying[place + 1 :] + lying[:place]
    mine = set(Weight.objects.filter(group=group, person=person).values_list("theme_id", flat=True))
    return next((theme_id for theme_id in lying if theme_id not in mine), None)


def _weighed(weights: Collection[Weight], person_id: UUID) -> Weighed:
    spreads = {name: spread for name in Dimension.values if (spread := _spread(weights, name))}
    own = next((weight for weight in weights if weight.person_id == person_id), None)
    return Weighed(spreads, tuple(weights), own)


def _spread(weights: Collection[Weight], name: str) -> Spread | None:
    marks = [mark for weight in weights if (mark := getattr(weight, name)) is not None]
    return Spread(min(marks), median(marks), max(marks), len(marks)) if marks else None
