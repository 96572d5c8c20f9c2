"""What a section of the minutes consists of, once it is composed, and what the minutes are composed of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.agreements.models import Agreement, DecisionStep, LearningGoal
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.room.models import Cluster, Contribution, JointDecision, Proceeding, ProductDuty, UnclearPoint
from pejl.room.names import Section
from pejl.room.queries.looking import Board, HeldItem


@dataclass(frozen=True)
class Entry:
    """A line of a list; ``note``: who and when; ``standing``: what became of it since, which the text leaves out."""

    text: str
    note: str = ""
    standing: str = ""

    @property
    def line(self) -> str:
        """As it stands in a text: on one line."""
        text = " ".join(self.text.split())
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True)
class Passage:
    """Prose, or a list, perhaps under a heading; ``is_minor`` where it belongs under the heading before."""

    heading: str = ""
    text: str = ""
    entries: tuple[Entry, ...] = ()
    is_minor: bool = False

    @property
    def written(self) -> str:
        """The passage as plain text."""
        below = "\n".join([*([self.text] if self.text else []), *(f"- {one.line}" for one in self.entries)])
        if not self.heading:
            return below
        return f"{self.heading}:\n{below}" if below else self.heading


@dataclass(frozen=True)
class Stretch:
    """An item of the agenda as planned and as held, in words; ``is_held`` where it has begun, ``is_put_in`` where it
    was put in while the meeting went on: then ``planned`` says that.
    """

    title: str
    planned: str
    actual: str
    is_held: bool = True
    is_put_in: bool = False

    @property
    def line(self) -> str:
        """As it stands in a text."""
        planned = self.planned if self.is_put_in else _("planned %(time)s") % {"time": self.planned}
        held = _("held %(time)s") % {"time": self.actual} if self.is_held else self.actual
        return f"{self.title} ({planned}; {held})"


@dataclass(frozen=True)
class Composed:
    """A section as it composes itself."""

    key: Section
    passages: tuple[Passage, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.passages or self.stretches)

    @property
    def text(self) -> str:
        """The whole of it as plain text with simple lists: what a leader goes on writing from."""
        held = "\n".join(f"- {one.line}" for one in self.stretches)
        return "\n\n".join([*(one.written for one in self.passages), *([held] if held else [])])


@dataclass(frozen=True)
class Material:
    """All that the minutes are composed of. Goals and contributions are only those that were shared."""

    meeting: Meeting
    present: tuple[Person, ...]
    expected: tuple[Person, ...]
    items: tuple[HeldItem, ...]
    boards: tuple[Board, ...]
    clusters: tuple[Cluster, ...]
    goals: tuple[LearningGoal, ...]
    contributions: tuple[Contribution, ...]
    decisions: tuple[JointDecision, ...]
    became: Mapping[UUID, DecisionStep]
    agreements: tuple[Agreement, ...]
    duties: tuple[ProductDuty, ...]
    proceeding: Proceeding | None
    points: tuple[UnclearPoint, ...]
