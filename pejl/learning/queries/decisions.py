"""What became of what meetings decided together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from pejl.agreements import queries as agreements
from pejl.agreements.models import DecisionStep
from pejl.foundation.tenancy.models import Person
from pejl.learning.names import Shown
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room.models import JointDecision

STANDS = DecisionStep.State.STANDS


@dataclass(frozen=True)
class Followed:
    """A joint decision, and what was last said of it: None where nobody has said anything, and it simply stands."""

    decision: JointDecision
    step: DecisionStep | None

    @property
    def state(self) -> DecisionStep.State:
        """Where it is now."""
        return DecisionStep.State(self.step.state) if self.step else STANDS

    @property
    def is_open(self) -> bool:
        """Whether it still stands, and returns at the next coordination."""
        return self.state == STANDS


def joint_decisions(person: Person, *, shown: str = Shown.OPEN, meeting: Meeting | None = None) -> QuerySet[Any]:
    """What was decided together at meetings whose minutes the person may read, latest first."""
    seen = JointDecision.objects.visible_to(person).exclude(meeting__state=State.CANCELLED)
    if meeting is not None:
        seen = seen.filter(meeting=meeting)
    return _narrowed(seen, shown).select_related("meeting").order_by("-at", "id")


def open_among(held: Collection[UUID]) -> tuple[Followed, ...]:
    """What still stands of what was decided at some meetings, latest first. Ask only for those one may read."""
    rows = JointDecision.objects.filter(meeting__in=held).select_related("meeting")
    return tuple(followed(_narrowed(rows, Shown.OPEN).order_by("-at", "id")))


def followed(decisions: Iterable[JointDecision]) -> list[Followed]:
    """Each with what was last said of it: one question, however many there are."""
    rows = list(decisions)
    steps = agreements.latest_steps([one.pk for one in rows])
    return [Followed(one, steps.get(one.pk)) for one in rows]


def _narrowed(decisions: QuerySet[Any], shown: str) -> QuerySet[Any]:
    if shown == Shown.ALL:
        return decisions
    said = DecisionStep.objects.filter(decision_id=OuterRef("pk")).order_by("-at", "-id")
    became = decisions.annotate(became=Subquery(said.values("state")[:1]))
    return became.filter(Q(became=None) | Q(became=STANDS)) if shown == Shown.OPEN else became.filter(became=shown)
