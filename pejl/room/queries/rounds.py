"""Reading rounds: whose turn it is, who is next, and who has not spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.queries import leaders_of, present_at
from pejl.room.models import Contribution, Round, Turn, UnclearPoint
from pejl.room.models.rounds import group_of
from pejl.room.names import RoundOrder, RoundPhase, TurnState
from pejl.room.policies import turns


@dataclass(frozen=True)
class HeldRound:
    """A round with its turns, in the order of their places."""

    round: Round
    turns: tuple[Turn, ...]

    @property
    def speaking(self) -> Turn | None:
        """Whose turn it is."""
        return turns.speaking(self.turns)

    @property
    def waiting(self) -> tuple[Turn, ...]:
        """Who has not spoken yet, in the order in which they will be asked."""
        return tuple(turns.waiting(self.turns))

    @property
    def following(self) -> Turn | None:
        """Who is next; nobody where whoever speaks chooses, until there is only one to choose."""
        waiting = self.waiting
        is_open = self.round.order == RoundOrder.CHOSEN and self.speaking is not None and len(waiting) > 1
        return None if is_open or not waiting else waiting[0]

    @property
    def away(self) -> tuple[Turn, ...]:
        """Who is in the round and not at the table."""
        return tuple(turn for turn in self.turns if turn.state == TurnState.AWAY)

    @property
    def passed(self) -> tuple[Turn, ...]:
        """Who has let it go by, twice."""
        return tuple(turn for turn in self.turns if turn.state == TurnState.PASSED)

    def left(self, now: datetime) -> timedelta | None:
        """What is left of what goes on; None where nobody counts, or nobody speaks."""
        if self.round.phase == RoundPhase.SPEAKING and self.speaking is None:
            return None
        return self.round.left(now)


def turns_of(row: Round) -> list[Turn]:
    """The turns of a round with their persons, in the order of their places."""
    return list(Turn.objects.filter(round=row).select_related("person").in_order())


def rounds_in(meeting: Meeting) -> list[HeldRound]:
    """The rounds that go on, with their turns: two queries."""
    return _held(Round.objects.going_on().filter(meeting=meeting))


def rounds_of(meeting: Meeting, item_ids: Sequence[UUID]) -> list[HeldRound]:
    """The rounds held in these items, over or not, first to last: two queries."""
    return _held(Round.objects.filter(meeting=meeting, item__in=item_ids))


def takers_of(item: AgendaItem, meeting: Meeting) -> list[Person]:
    """Those who are here and have a turn in a round of this item, as they sit: everybody, or who sits in the group."""
    here = [one.person for one in present_at(meeting)]
    group = group_of(item)
    if group is None:
        return here
    seated = _seated_in(group)
    return [person for person in here if person.pk in seated]


def takes_turn(person: Person, item: AgendaItem) -> bool:
    """Whether somebody who is here has a turn in a round of this item."""
    group = group_of(item)
    return group is None or person.pk in _seated_in(group)


def leading_in(item: AgendaItem, meeting: Meeting) -> set[Person]:
    """Who leads there: the meeting's leaders, and in a group its chair."""
    leading = set(leaders_of(meeting))
    group = group_of(item)
    if group is not None:
        chairs = ItemPart.objects.filter(item=group, role=ItemRole.CHAIR).select_related("person")
        leading |= {part.person for part in chairs}
    return leading


def shared_in(item: AgendaItem) -> list[Contribution]:
    """What people wrote to an item and share, by name."""
    shared = Contribution.objects.filter(item=item, is_shared=True).select_related("person")
    return list(shared.order_by("person__name_sort", "id"))


def questions_of(item: AgendaItem) -> list[UnclearPoint]:
    """What a round of the item wants to have investigated. Nothing in it, nor in its order, tells who asked."""
    return list(UnclearPoint.objects.filter(item=item).order_by("text", "id"))


def learning_questions_of(meeting: Meeting) -> list[str]:
    """The questions that the meeting itself asks where learning is gathered, in the order of the agenda."""
    items = AgendaItem.objects.filter(meeting=meeting, behaviour=Behaviour.GATHER_LEARNING).in_order()
    return [line for item in items for line in item.question_lines]


def contribution_of(item: AgendaItem, person: Person) -> Contribution | None:
    """What the person wrote to an item."""
    found: Contribution | None = Contribution.objects.filter(item=item, person=person).first()
    return found


def _held(rounds: QuerySet[Any]) -> list[HeldRound]:
    found: list[Round] = list(rounds.select_related("item__parent__parent").order_by("started_at", "id"))
    rows = list(Turn.objects.filter(round__in=found).select_related("person").in_order()) if found else []
    return [HeldRound(row, tuple(turn for turn in rows if turn.round_id == row.pk)) for row in found]


def _seated_in(group: AgendaItem) -> set[UUID]:
    parts = ItemPart.objects.filter(item=group, role__in=(ItemRole.MEMBER, ItemRole.CHAIR))
    return set(parts.values_list("person_id", flat=True))
