"""The parts of the room's pages that change by themselves: what each shows, where it stands, and what changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pejl.room.live.looking import Look
from pejl.room.live.parts import course, lead, now, outcomes, queue, rounds, wall, ways
from pejl.room.names import ViewName

Context = Callable[[Look], Mapping[str, Any]]


def _nothing_more(_look: Look) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Region:
    """The template ``room/live/_<name>.html``, whose one outermost element has the id ``room-<name>``.

    ``views`` are those it stands on; ``facts`` the beginnings of the kinds of facts that change it.
    """

    name: str
    views: frozenset[ViewName]
    facts: tuple[str, ...]
    context: Context = _nothing_more

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"room-{self.name}"

    def changes_with(self, kind: str) -> bool:
        """Whether a fact of this kind changes it."""
        return kind.startswith(self.facts)


def _on(*views: ViewName) -> frozenset[ViewName]:
    return frozenset(views)


LEADER, PARTICIPANT, WALL, FOLLOWER = ViewName.LEADER, ViewName.PARTICIPANT, ViewName.WALL, ViewName.FOLLOWER
RUNS = ("meeting.", "item.")

GOES_ON = ("meeting.", "product_duty.", "proceeding.")

# What the meeting agrees on: a page of its own.
OUTCOMES: tuple[Region, ...] = (
    Region("outcomes_products", _on(LEADER, PARTICIPANT), ("meeting.", "product_duty."), outcomes.products),
    Region("outcomes_making", _on(LEADER, PARTICIPANT), GOES_ON, outcomes.proceeding),
    Region("outcomes_unclear", _on(LEADER, PARTICIPANT), ("meeting.", "unclear_point."), outcomes.unclear),
    Region("outcomes_follow_up", _on(LEADER, PARTICIPANT), GOES_ON, outcomes.proceeding),
    Region("outcomes_decisions", _on(LEADER, PARTICIPANT), ("joint_decision.",), outcomes.decisions),
    Region("outcomes_agreements", _on(LEADER, PARTICIPANT), ("agreement.",), outcomes.agreements),
)

REGIONS: tuple[Region, ...] = (
    *OUTCOMES,
    Region("now", _on(PARTICIPANT), RUNS, now.context),
    Region("presence", _on(LEADER, PARTICIPANT), ("meeting.", "presence."), rounds.presence),
    Region("go", _on(PARTICIPANT), ("meeting.", "presence."), rounds.presence),
    Region("round", _on(LEADER, PARTICIPANT), (*RUNS, "round.", "presence."), rounds.context),
    Region("leading", _on(LEADER), RUNS, course.leading),
    Region("course", _on(LEADER), RUNS, course.course),
    Region("lead", _on(LEADER, PARTICIPANT), ("meeting.", "lead.", "presence.came"), lead.context),
    Region("wall", _on(WALL), (*RUNS, "hand.", "round.", "following."), wall.context),
    Region("follow", _on(FOLLOWER), (*RUNS, "round."), wall.followed),
    Region("queue", _on(LEADER, PARTICIPANT), (*RUNS, "hand."), queue.context),
    Region("parked", _on(LEADER, PARTICIPANT), (*RUNS, "unclear_point."), queue.parked),
    Region("ways", _on(LEADER, PARTICIPANT), RUNS, ways.context),
    Region("following", _on(LEADER), ("meeting.", "following."), wall.following),
)


@dataclass(frozen=True)
class Personal:
    """What looks otherwise to everybody: the page is told to fetch it anew, by the id of its element."""

    id: str
    facts: tuple[str, ...]
    views: frozenset[ViewName] = _on(LEADER, PARTICIPANT)

    def changes_with(self, kind: str) -> bool:
        """Whether a fact of this kind changes it."""
        return kind.startswith(self.facts)


PERSONAL: tuple[Personal, ...] = (
    Personal(
        "room-place",
        ("meeting.", "item.started", "item.finished", "item.stepped_back", "round.begun", "round.ended"),
    ),
    # Of what a person has just written the answer tells that person alone.
    Personal("room-own", ("card.changed", "card.moved", "card.removed", "card.restored")),
    Personal("gathering", ("card.chosen", "card.let_go", "product_duty.")),
    Personal("words-state", ("contribution.",), _on(PARTICIPANT)),
    Personal("room-hand", ("meeting.begun", "meeting.ended")),
    # Whom one may enter for another; not for everybody's own form each time that somebody comes.
    Personal("room-hand", ("presence.came",), _on(LEADER)),
)
