"""Pieces of input that pages and operations are sent alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pejl.foundation.tenancy import scopes
from pejl.meetings.models import Meeting
from pejl.room.queries.snapshots import snapshot
from pejl.themes import queries
from tests.access.situations import Situation
from tests.people import NOW

Body = Callable[[Situation], Any]
Bodies = dict[str, Body]

MARK = {"text": "Spørg om målet først.", "reason": ""}
ITEM = {"behaviour": "plenary", "label": "Videndeling", "minutes": 20, "speaking": "all", "authorship": "named"}
STATEMENT = {"title": "Flere i job", "text": "Vi taler om arbejde."}
NEW_THEME = {"title": "Praktik", "need": "Hvilke krav er der?", "kind": "legislation"}
NAMED = {"name": "Nyt navn"}


def order_of(s: Situation) -> str:
    """The mark of the group's order as it stands."""
    with scopes.scope(s.space.pk):
        return queries.order_of(s.group, s.theme.state).mark


def version_of_own_goal(s: Situation, name: str = "version") -> dict[str, Any]:
    """Who has written a goal at this meeting writes it anew; all others write their first."""
    meeting: Meeting = s.meeting
    is_own = s.goal.person_id == s.me and s.goal.source.id == meeting.pk
    return {name: s.goal.version} if is_own else {}


def seen_preparation(s: Situation) -> int:
    """The version of what the person has prepared already; 0 for everybody but the owner."""
    version: int = s.preparation.version
    return version if s.preparation.person_id == s.me else 0


def version_of_own_words(s: Situation) -> int | None:
    """Who has written to the round writes it anew; all others write their first."""
    version: int = s.contribution.version
    return version if s.contribution.person_id == s.me else None


def seen_minutes(s: Situation) -> str:
    """The mark of the minutes as they read now."""
    with scopes.scope(s.space.pk):
        return snapshot(s.meeting.again(), NOW).digest
