"""A story for each kind of live fact: what comes before, and after ``yield`` the deed that appends it.

A new kind needs a new story here (test_agreement says which); a second one of the same kind is another way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pejl.meetings.names import Authorship
from tests.live.stage import Stage

Telling = Callable[[Stage], Iterator[None]]


@dataclass(frozen=True)
class Story:
    """How a kind of fact comes about on a stage."""

    kind: str
    telling: Telling
    authorship: str

    @property
    def name(self) -> str:
        """For whoever reads the test's name."""
        return f"{self.kind}-{self.telling.__name__}-{self.authorship}"


STORIES: list[Story] = []


def story(kind: str, *authorships: str) -> Callable[[Telling], Telling]:
    """Let a function be how a kind comes about; on boards with each of these authorships, else with names."""

    def tell(telling: Telling) -> Telling:
        STORIES.extend(Story(kind, telling, one) for one in authorships or (Authorship.NAMED,))
        return telling

    return tell


def told(telling: Telling, stage: Stage) -> None:
    """Let a whole story be the beginning of another one."""
    for _ in telling(stage):
        pass
