"""One look into a meeting that many share: nothing in it depends on who looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from pejl.meetings.models import Meeting
from pejl.room import queries
from pejl.room.models import Card

Found = TypeVar("Found")


class Look:
    """A meeting at a moment. What one part of the page has asked, the next does not ask again."""

    def __init__(self, meeting: Meeting, now: datetime, cards: Sequence[Card] | None = None) -> None:
        self.meeting = meeting
        self.now = now
        self.cards = cards
        self._asked: dict[Callable[..., Any], Any] = {}

    @cached_property
    def room(self) -> queries.Room:
        """Where the meeting is; as nobody in particular sees it."""
        return queries.state_of(self.meeting, None, self.now, self.cards)

    @property
    def is_over(self) -> bool:
        """Whether the meeting has ended."""
        return self.meeting.state in ("writing_up", "closed")

    def ask(self, query: Callable[[Look], Found]) -> Found:
        """What a query answers about this look, asked once."""
        if query not in self._asked:
            self._asked[query] = query(self)
        return cast(Found, self._asked[query])
