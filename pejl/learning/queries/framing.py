"""What management's presentation is framed with: the direction, and rules that are to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pejl.direction import queries as direction
from pejl.direction.models import Statement
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Block, Version
from pejl.guidance.names import BlockKind
from pejl.meetings.models import Meeting


@dataclass(frozen=True)
class Frame:
    """What the meeting ``follows``, what holds ``now`` by kind, what is ``coming``, and ``rules`` with their day."""

    follows: list[Statement]
    now: list[tuple[str, list[Statement]]]
    coming: list[Statement]
    rules: list[tuple[Block, date]]


def frame_for(meeting: Meeting, person: Person, today: date) -> Frame:
    """For the units the person belongs to, or what is for everybody; no more than the person may read."""
    units: list[Any] = list(direction.units_of(person, today))
    told = direction.directions_of(units, today) if units else None
    holding = direction.for_everybody(today) if told is None else direction.holding_in(told)
    return Frame(
        follows=[link.statement for link in direction.links_of(meeting.pk, person)],
        now=direction.in_kinds(one for one in holding if one.since_on <= today),
        coming=[one for one in holding if one.since_on > today],
        rules=_forewarned(person, today),
    )


def _forewarned(person: Person, today: date) -> list[tuple[Block, date]]:
    """Rules in guidance that is in force, told as they will stand on a later day; the soonest first."""
    versions = Version.objects.visible_to(person).in_force()
    rules = Block.objects.standing().filter(kind=BlockKind.RULE, version__in=versions.values("pk"))
    later = rules.filter(content__as_of__gt=today.isoformat()).select_related("version")
    dated = ((block, date.fromisoformat(block.content["as_of"])) for block in later)
    return sorted(dated, key=lambda one: (one[1], str(one[0].pk)))
