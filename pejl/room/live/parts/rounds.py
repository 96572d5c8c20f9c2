"""Rounds as they go on: in plenary and in each group; and who has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Participant
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.policies import is_open_for_coming
from pejl.meetings.queries import TimedItem, present_at
from pejl.room import policies, queries
from pejl.room.forms import BeginRound
from pejl.room.live.looking import Look
from pejl.room.live.parts.now import clock_text
from pejl.room.models import Turn
from pejl.room.names import RoundPhase
from pejl.room.queries import HeldRound

MORE = 30  # seconds that one press adds


@dataclass(frozen=True)
class Circle:
    """Where a round goes on or can begin: an item, or a group with its ``members`` and ``chairs``."""

    item: AgendaItem
    held: HeldRound | None
    unheard: tuple[Turn, ...]
    members: tuple[Person, ...] | None
    chairs: tuple[Person, ...]
    form: BeginRound

    @property
    def is_written_to(self) -> bool:
        """Whether one writes something of one's own to it."""
        return policies.is_written_to(self.item)

    @property
    def is_at_hand(self) -> bool:
        """Whether its field stands on the room's page: while a round goes on, and all through a round or a silence."""
        stays = self.item.behaviour == Behaviour.ROUND or policies.is_silence(self.item)
        return self.is_written_to and (self.held is not None or stays)

    @property
    def may_begin(self) -> bool:
        """Whether a round can be begun here; in silence one only writes."""
        return policies.has_rounds(self.item)

    @property
    def is_speaking(self) -> bool:
        """Whether turns go round by now."""
        return self.held is not None and self.held.round.phase == RoundPhase.SPEAKING


def context(look: Look) -> Mapping[str, Any]:
    """The rounds of what is going on."""
    return {"circles": look.ask(circles), "left": lambda held: _left(look, held), "more": MORE, "phases": RoundPhase}


def plenary(look: Look) -> Mapping[str, Any]:
    """The round that everybody is in, for the wall."""
    found = next((one for one in look.ask(circles) if one.members is None and one.held is not None), None)
    return {"circle": found, "left": lambda held: _left(look, held), "phases": RoundPhase}


def presence(look: Look) -> Mapping[str, Any]:
    """Who is here, and whether it can be noted now."""
    here = [one.person_id for one in look.ask(present)]
    return {"here": here, "is_open": is_open_for_coming(look.meeting, look.now)}


def present(look: Look) -> Sequence[Participant]:
    """Those who are here."""
    return present_at(look.meeting)


def circles(look: Look) -> list[Circle]:
    """Every place in what is going on where everybody may be asked in turn or writes for themselves; else none."""
    current = look.room.current
    if current is None:
        return []
    parts = (current.timed, *current.timed.steps)
    top = [one for one in parts if policies.has_rounds(one.item) or policies.is_written_to(one.item)]
    places = [*((one, False) for one in top), *((group, True) for group in current.timed.groups)]
    rounds = queries.rounds_of(look.meeting, [one.item.pk for one, _is_group in places]) if places else []
    return [_circle(timed, rounds, is_group=is_group) for timed, is_group in places]


def _circle(timed: TimedItem, rounds: Sequence[HeldRound], *, is_group: bool) -> Circle:
    own = [held for held in rounds if held.round.item_id == timed.item.pk]
    going = next((held for held in own if held.round.ended_at is None), None)
    return Circle(
        item=timed.item,
        held=going,
        unheard=own[-1].waiting if own and going is None else (),
        members=tuple(timed.people(ItemRole.MEMBER, ItemRole.CHAIR)) if is_group else None,
        chairs=tuple(timed.people(ItemRole.CHAIR)) if is_group else (),
        form=BeginRound(auto_id=f"round-{timed.item.pk}-%s"),
    )


def _left(look: Look, held: HeldRound) -> dict[str, Any] | None:
    """What a clock needs; None where nobody counts."""
    left = held.left(look.now)
    if left is None:
        return None
    return {
        "text": clock_text(left),
        "is_over": left < timedelta(),
        "ends": None if held.round.clock_paused_at else (look.now + left).isoformat(),
        "now": look.now.isoformat(),
    }
