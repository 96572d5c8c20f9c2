"""Themes for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes import operations
from pejl.themes.models import Decision, Theme


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
