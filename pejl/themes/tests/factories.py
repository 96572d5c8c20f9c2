"""Themes for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_unit
from pejl.themes import operations, queries
from pejl.themes.models import Backing, Collection, Decision, Theme


def a_theme(by: Person, now: datetime, **said: Any) -> Theme:
    """A theme that somebody proposed."""
    return operations.propose(
        **{
            "title": "Hvornår er virksomhedspraktik det rigtige?",
            "need": "Vi gør det forskelligt i de to teams.",
            "why_now": "Reglerne er ændret.",
            "area": None,
            "kind": "legislation",
            **said,
        },
        by=by,
        now=now,
    )


def decided(theme: Theme, group: WorkingGroup, by: Person, now: datetime, **said: Any) -> Decision:
    """A decision on the theme as it is."""
    return operations.decide(
        **{"outcome": "next", "reason": "Det haster for praksis.", **said},
        theme=theme,
        group=group,
        expected_version=theme.again().version,
        by=by,
        now=now,
    )


def backed(theme: Theme, by: Person, now: datetime, **said: Any) -> Backing:
    """A colleague needs the theme too."""
    return operations.back(**{"kind": "need", "words": "", **said}, theme=theme, by=by, now=now)


def withdrawn(theme: Theme, by: Person, now: datetime, reason: str = "Jeg har fået svar.") -> Theme:
    """The proposer no longer needs it."""
    operations.withdraw(theme=theme, reason=reason, expected_version=theme.again().version, by=by, now=now)
    return theme.again()


def weighed(theme: Theme, group: WorkingGroup, by: Person, now: datetime, *marks: int | None) -> None:
    """A member weighs practice, strategy and urgency."""
    practice, strategy, urgency = marks
    operations.weigh(theme=theme, group=group, practice=practice, strategy=strategy, urgency=urgency, by=by, now=now)


def moved(theme: Theme, position: int, group: WorkingGroup, by: Person, now: datetime, state: str = "proposed") -> None:
    """A member moves a theme on the table as it is."""
    mark = queries.order_of(group, state).mark
    operations.arrange(group=group, state=state, positions={theme.pk: position}, expected_order=mark, by=by, now=now)


def a_leader(person: Person, now: datetime) -> Person:
    """The person leads a unit from today."""
    unit = a_unit(now, f"Team {person.name}")
    organisation.appoint_leader(person=person, unit=unit, since_on=day_of(now), now=now)
    return person


def a_collection(by: Person, now: datetime, **said: Any) -> Collection:
    """A department meeting has begun to say what it needs to know."""
    told = {"title": "Fællesfagligt møde", "held_on": day_of(now), "unit": None, **said}
    return operations.begin_collection(**told, by=by, now=now)


def collected(collection: Collection, person: Person, by: Person, now: datetime, **said: Any) -> Theme:
    """Somebody says what is missing, and somebody writes it down."""
    told = {"title": "Tolk i samtalen", "need": "Hvem taler jeg til?", "kind": "other", **said}
    return operations.collect(**told, collection=collection, person=person, by=by, now=now)
