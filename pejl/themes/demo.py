"""The demo's themes: what the invented colleagues need to know, and what their working groups said to it.

What is told of a theme is a mapping; whoever tells it says who and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes import operations, queries
from pejl.themes.models import Area, Collection, Theme

Told = Mapping[str, Any]
People = Mapping[str, Person]


def add_areas(names: Iterable[str], *, now: datetime) -> None:
    """The fields of the work, those that are not there yet."""
    there = set(Area.objects.values_list("name", flat=True))
    for name in names:
        if name not in there:
            operations.add_area(name=name, now=now)


def propose(told: Told, *, area: str, people: People, now: datetime) -> Theme:
    """A colleague says what is missing, perhaps for the management."""
    return operations.propose(
        title=told["title"],
        need=told["need"],
        why_now=told.get("why_now", ""),
        area=Area.objects.get(name=area),
        kind=told["kind"],
        is_for_management=told.get("is_management", False),
        by=people[told["by"]],
        now=now,
    )


def begin_collection(told: Told, *, people: People, now: datetime) -> Collection:
    """A department meeting begins to say what it needs to know."""
    by = people[told["by"]]
    return operations.begin_collection(title=told["title"], held_on=day_of(now), unit=None, by=by, now=now)


def collect(told: Told, *, collection: Collection, by: Person, people: People, now: datetime) -> Theme:
    """Somebody says what is missing, and it is written down at once."""
    return operations.collect(
        collection=collection,
        person=people[told["by"]],
        title=told["title"],
        need=told["need"],
        kind=told["kind"],
        by=by,
        now=now,
    )


def raise_hand(*, collection: Collection, theme: Theme, person: Person, by: Person, now: datetime) -> None:
    """Another one at the meeting needs it too."""
    operations.back_by_hand(collection=collection, theme=theme, person=person, by=by, now=now)


def end_collection(*, collection: Collection, by: Person, now: datetime) -> None:
    """Everybody hears what was written in their name."""
    operations.end_collection(collection=collection, by=by, now=now)


def back(told: Told, *, theme: Theme, people: People, now: datetime) -> None:
    """A colleague needs it too, and says what for."""
    words = told.get("words", "")
    operations.back(theme=theme.again(), kind=told["kind"], words=words, by=people[told["by"]], now=now)


def weigh(marks: Sequence[int], *, theme: Theme, group: WorkingGroup, by: Person, now: datetime) -> None:
    """A member of the group weighs practice, strategy and urgency."""
    practice, strategy, urgency = marks
    operations.weigh(theme=theme, group=group, practice=practice, strategy=strategy, urgency=urgency, by=by, now=now)


def arrange(themes: Sequence[Theme], *, state: str, group: WorkingGroup, by: Person, now: datetime) -> None:
    """The group lays these themes first on its table, in this order."""
    positions = {theme.pk: number for number, theme in enumerate(themes, start=1)}
    order = queries.whole_order_of(group, state)
    operations.arrange(group=group, state=state, positions=positions, expected_order=order.mark, by=by, now=now)


def decide(told: Told, *, theme: Theme, into: Theme | None, group: WorkingGroup, people: People, now: datetime) -> None:
    """The working group decides on a theme."""
    theme = theme.again()
    operations.decide(
        theme=theme,
        group=group,
        outcome=told["outcome"],
        reason=told["reason"],
        merge_into=into,
        expected_version=theme.version,
        by=people[told["by"]],
        now=now,
    )


def withdraw(told: Told, *, theme: Theme, now: datetime) -> None:
    """Whoever proposed it has found the answer already."""
    theme = theme.again()
    by = theme.proposed_by
    operations.withdraw(theme=theme, reason=told["reason"], expected_version=theme.version, by=by, now=now)
