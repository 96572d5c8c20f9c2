"""The demo's direction: what the invented management asks for, and what a unit's leader adds.

Whoever tells the story names people, units and days; ``by`` must be somebody who leads (``permissions``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pejl.direction import operations
from pejl.direction.models import Statement
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import Unit

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))

# Two goals for the year, the local frame, what is expected of all, and what one unit is asked for.
FOR_ALL = ("back_to_work", "workplaces", "frame", "own_words", "employer")
FOR_ONE_UNIT = "same_consultant"
# What gets another wording later in the year.
REPLACED = "employer"


def state(key: str, *, units: Collection[Unit] = (), since_on: date, by: Person, now: datetime) -> Statement:
    """Somebody who leads gives direction: for these units, or for everybody."""
    said = STORY["statements"][key]
    return operations.state(
        kind=said["kind"],
        title=said["title"],
        text=said["text"],
        is_for_all=not units,
        units=units,
        since_on=since_on,
        by=by,
        now=now,
    )


def replace(
    key: str, *, statement: Statement, units: Collection[Unit] = (), since_on: date, by: Person, now: datetime
) -> Statement:
    """Another wording of it, and why."""
    said = STORY["replacements"][key]
    return operations.replace(
        statement=statement,
        title=said["title"],
        text=said["text"],
        because=said["because"],
        is_for_all=not units,
        units=units,
        since_on=since_on,
        by=by,
        now=now,
    )


def go_through(*, units: Iterable[Unit], by: Person, now: datetime) -> None:
    """Each of the units goes through its direction at its staff meeting."""
    for unit in units:
        operations.go_through(unit=unit, by=by, now=now)


def follow(*, about: Pointer, statements: Iterable[Statement], by: Person, now: datetime) -> None:
    """A theme, a meeting or a product follows some of it."""
    operations.link(statements=statements, about=about, by=by, now=now)
