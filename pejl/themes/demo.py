"""The demo's themes: what the invented colleagues need to know, and what their working group said to it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes import operations
from pejl.themes.models import Area, Theme

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))


def add_areas(*, now: datetime) -> None:
    """The fields of the work, those that are not there yet."""
    there = set(Area.objects.values_list("name", flat=True))
    for name in STORY["areas"]:
        if name not in there:
            operations.add_area(name=name, now=now)


def propose(key: str, *, people: Mapping[str, Person], now: datetime) -> Theme:
    """A colleague says what is missing."""
    told = STORY["themes"][key]
    return operations.propose(
        title=told["title"],
        need=told["need"],
        why_now=told["why_now"],
        area=Area.objects.get(name=told["area"]),
        kind=told["kind"],
        by=people[told["by"]],
        now=now,
    )


def decide(
    key: str, *, themes: Mapping[str, Theme], people: Mapping[str, Person], group: WorkingGroup, now: datetime
) -> None:
    """The working group decides on a theme."""
    told, theme = STORY["decisions"][key], themes[key].again()
    into = told.get("into")
    operations.decide(
        theme=theme,
        group=group,
        outcome=told["outcome"],
        reason=told["reason"],
        merge_into=themes[into] if into else None,
        expected_version=theme.version,
        by=people[told["by"]],
        now=now,
    )
