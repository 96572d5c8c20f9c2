"""Who wants the floor, and in which order. ``ordered`` is the whole rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import Behaviour, ItemRole
from pejl.room.models import Hand, ItemRun
from pejl.room.names import HandKind, HandState


class Raised(Protocol):
    """What the rule needs to know of a hand."""

    id: UUID
    kind: str
    state: str
    raised_at: datetime
    placed: int | None
    answers_id: UUID | None


RaisedT = TypeVar("RaisedT", bound=Raised)

# An answer to what is being said, or was said just now, comes when everybody understands it.
_RANKS = {HandKind.PROCESS: 0, HandKind.CLARIFYING: 1, HandKind.FOLLOW_UP: 3, HandKind.NEW: 4}
_ANSWERS_NOW = 2


def ordered(hands: Iterable[RaisedT]) -> list[RaisedT]:
    """The hands in the order they come to speak: who has the floor, then those that wait.

    Process before clarifying before answers to what is said now before other follow-ups before new; within these who
    raised first. An answer to a hand that waits stands right under it. One whose question is gone counts as its kind.
    Where a leader put a hand (``placed``, counted from 1 among those that wait) it stands, whatever the rule says.
    Hands that have spoken are handed in so that answers to them are known as such; they are not in the result.
    """
    known = {hand.id: hand for hand in hands}
    waiting = {key: hand for key, hand in known.items() if hand.state == HandState.WAITING}
    placed = sorted((hand for hand in waiting.values() if hand.placed is not None), key=_place)
    under, tops = _by_what_they_answer(waiting)
    line = [one for top in sorted(tops, key=lambda hand: _rank(hand, known)) for one in _with_answers(top, under)]
    for hand in placed:
        start = min(_place(hand)[0] - 1, len(line))
        line[start:start] = _with_answers(hand, under)
    return [hand for hand in known.values() if hand.state == HandState.SPEAKING] + line


def _by_what_they_answer(waiting: Mapping[UUID, RaisedT]) -> tuple[dict[UUID, list[RaisedT]], list[RaisedT]]:
    """The answers under each hand that waits, and the hands that stand by themselves; the placed are in neither."""
    under: dict[UUID, list[RaisedT]] = defaultdict(list)
    tops: list[RaisedT] = []
    for hand in sorted(waiting.values(), key=_since):
        if hand.placed is not None:
            continue
        asked = hand.answers_id
        if asked is not None and asked in waiting and not _is_circle(hand, waiting):
            under[asked].append(hand)
        else:
            tops.append(hand)
    return under, tops


def _is_circle(hand: RaisedT, waiting: Mapping[UUID, RaisedT]) -> bool:
    """Whether its answers lead back to itself; no screen makes that, and the rule must not lose anybody by it."""
    seen: set[UUID] = set()
    asked = hand.answers_id
    while asked is not None and asked in waiting and asked not in seen:
        seen.add(asked)
        asked = waiting[asked].answers_id
    return hand.id in seen


def _with_answers(hand: RaisedT, under: Mapping[UUID, list[RaisedT]]) -> list[RaisedT]:
    return [hand] + [one for answer in under.get(hand.id, []) for one in _with_answers(answer, under)]


def _rank(hand: RaisedT, known: Mapping[UUID, RaisedT]) -> tuple[int, datetime, str]:
    asked = known.get(hand.answers_id) if hand.answers_id else None
    is_now = asked is not None and asked.state in (HandState.SPEAKING, HandState.DONE)
    return _ANSWERS_NOW if is_now else _RANKS[HandKind(hand.kind)], *_since(hand)


def _since(hand: Raised) -> tuple[datetime, str]:
    return hand.raised_at, str(hand.id)


def _place(hand: Raised) -> tuple[int, datetime, str]:
    return max(1, hand.placed or 1), *_since(hand)


@dataclass(frozen=True)
class Queue:
    """Those who want the floor with everybody, or in one group. ``just_said`` is who had it last."""

    group: AgendaItem | None
    speaking: Hand | None = None
    just_said: Hand | None = None
    waiting: tuple[Hand, ...] = ()

    @property
    def answerable(self) -> tuple[Hand, ...]:
        """What a follow-up can answer: what is said now, was said just now, or waits to be said."""
        now = tuple(hand for hand in (self.speaking, self.just_said) if hand is not None)
        return now + self.waiting

    def following(self, hand: Hand, steps: int) -> Hand | None:
        """The hand so many steps behind this one (before it with a negative number); None beyond the ends."""
        place = self.waiting.index(hand) + steps
        return self.waiting[place] if 0 <= place < len(self.waiting) else None


def queues_of(meeting: Meeting) -> dict[UUID | None, Queue]:
    """The queue of everybody (under None), and that of each group somebody raised a hand in: one query."""
    found: dict[UUID | None, list[Hand]] = defaultdict(list)
    groups: dict[UUID | None, AgendaItem | None] = {None: None}
    for hand in _hands_of(meeting):
        key = hand.group.pk if hand.group else None
        groups[key] = hand.group
        found[key].append(hand)
    return {key: _queue(group, found[key]) for key, group in groups.items()}


def queue_of(meeting: Meeting, group: AgendaItem | None = None) -> Queue:
    """The queue of everybody, or of a group."""
    return queues_of(meeting).get(group.pk if group else None, Queue(group))


def group_now(meeting: Meeting, person: Person) -> AgendaItem | None:
    """The group the person sits in while its group work goes on: there the own hand is raised."""
    works = ItemRun.objects.running().filter(meeting=meeting).values("item")
    seat = ItemPart.objects.filter(person=person, role__in=(ItemRole.MEMBER, ItemRole.CHAIR), item__parent__in=works)
    part = seat.filter(item__behaviour=Behaviour.GROUP).select_related("item").first()
    return part.item if part else None


def _hands_of(meeting: Meeting) -> QuerySet[Hand]:
    rows: QuerySet[Hand] = Hand.objects.filter(meeting=meeting).exclude(state=HandState.WITHDRAWN)
    return rows.select_related("person", "item", "answers__person").order_by("raised_at", "id")


def _queue(group: AgendaItem | None, hands: list[Hand]) -> Queue:
    in_order = ordered(hands)
    return Queue(
        group,
        speaking=next((hand for hand in in_order if hand.state == HandState.SPEAKING), None),
        just_said=next((hand for hand in hands if hand.state == HandState.DONE), None),
        waiting=tuple(hand for hand in in_order if hand.state == HandState.WAITING),
    )
