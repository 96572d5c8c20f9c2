"""One look into a meeting: what is going on, and the boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from pejl.foundation.live.queries import number_beside
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting, MeetingQuerySet, MeetingRole, Participant, topic_of
from pejl.meetings.names import BOARDS, Behaviour, ItemRole, State
from pejl.meetings.permissions import leads
from pejl.meetings.queries import TimedItem, agenda_of, people_of, with_people
from pejl.room.models import Card, ItemRun
from pejl.room.queries.boards import Board, clusters_in, could_write, posters_in

__all__ = [
    "Board",
    "HeldItem",
    "Room",
    "boards_of",
    "cards_at_hand",
    "cards_for_product",
    "held_items",
    "meeting_with",
    "meetings_before",
    "state_of",
]


@dataclass(frozen=True)
class HeldItem:
    """An agenda item as planned and as held. ``phase`` is done, current, coming or skipped."""

    timed: TimedItem
    runs: tuple[ItemRun, ...]
    phase: str

    @property
    def item(self) -> AgendaItem:
        """The agenda item itself."""
        return self.timed.item

    @property
    def starts_at(self) -> datetime | None:
        """When it really began, the first time."""
        return self.runs[0].started_at if self.runs else None

    @property
    def ends_at(self) -> datetime | None:
        """When it really ended, the last time; None while it is going on."""
        return self.runs[-1].ended_at if self.runs else None

    def lasted(self, now: datetime) -> timedelta:
        """How long it has really taken, pauses left out."""
        return sum((run.lasted(now) for run in self.runs), timedelta())


@dataclass(frozen=True)
class Room:
    """One look into a meeting at one moment, for one person or (None) for nobody in particular."""

    meeting: Meeting
    person: Person | None
    now: datetime
    is_led: bool
    items: tuple[HeldItem, ...]
    boards: tuple[Board, ...]

    @property
    def current(self) -> HeldItem | None:
        """What is going on."""
        return next((held for held in self.items if held.phase == "current"), None)

    @property
    def following(self) -> HeldItem | None:
        """What comes next."""
        return next((held for held in self.items if held.phase == "coming"), None)

    @property
    def left(self) -> timedelta:
        """What is left of the time for what is going on; below zero once it takes longer."""
        assert self.current is not None
        return self.current.runs[-1].left(self.current.item.minutes, self.now)

    @property
    def open_boards(self) -> tuple[Board, ...]:
        """Those that belong to what is going on."""
        return tuple(board for board in self.boards if board.is_open)

    @property
    def landing(self) -> Board | None:
        """The board a person lands on: the own group's, else the only one there is."""
        own = [board for board in self.open_boards if board.is_own]
        if own:
            return own[0]
        return self.open_boards[0] if len(self.open_boards) == 1 else None

    def seen_by(self, person: Person) -> Room:
        """The same look, for one person."""
        boards = (
            replace(board, is_own=person in board.members, is_chaired=person in board.chairs) for board in self.boards
        )
        return replace(self, person=person, is_led=leads(person, self.meeting), boards=tuple(boards))

    def may_change(self, card: Card) -> bool:
        """Whether the person may edit a card or take it away (permissions.may_change_card, without asking again)."""
        board = self.board_of(card.item_id)
        is_own = self.person is not None and card.author_id == self.person.pk
        return self.is_led or is_own or (board is not None and board.is_chaired)

    def returnable(self, board: Board) -> list[Card]:
        """The cards taken away from a board just now that the person may bring back."""
        return [card for card in board.removed if self.may_change(card)]

    def board_of(self, item_id: UUID | None) -> Board | None:
        """The board of an item."""
        return next((board for board in self.boards if board.item.pk == item_id), None)


def meetings_before(person: Person, meeting_id: UUID) -> MeetingQuerySet:
    """The meeting, if the person sees it, with its people and ``live_number``.

    The number is read before anything else that is shown: a page may be newer than its number, never older.
    """
    number = number_beside(topic_of(Meeting(pk=meeting_id)))
    seen: MeetingQuerySet = with_people(Meeting.objects.visible_to(person)).filter(pk=meeting_id)
    return seen.annotate(live_number=number)


def meeting_with(person: Person, meeting_id: UUID) -> Meeting | None:
    """The meeting, if the person sees it, with what it says of this person and of nobody else: enough to ask who they
    are in it, however many come.
    """
    meeting: Meeting | None = next(iter(_seen(person, meeting_id)), None)
    if meeting is not None:
        own = [model.objects.filter(person=person) for model in (MeetingRole, Participant)]
        prefetch_related_objects([meeting], Prefetch("roles", own[0]), Prefetch("participants", own[1]))
    return meeting


@composed
def _seen(person: Person, meeting_id: UUID) -> MeetingQuerySet:
    return Meeting.objects.visible_to(person).filter(pk=meeting_id)


def state_of(meeting: Meeting, person: Person | None, now: datetime, cards: Sequence[Card] | None = None) -> Room:
    """Everything a page of the room shows; fetch the meeting with its people for the fewest queries (6 here).

    With ``cards``, a part of the meeting's, no others are on its boards.
    """
    agenda = agenda_of(meeting)
    items = _held(agenda, _runs_of(meeting), is_over=meeting.state in (State.WRITING_UP, State.CLOSED))
    everybody = [one.person for one in people_of(meeting, agenda)]
    room = Room(meeting, None, now, False, items, _boards(items, _Ground(meeting, now, everybody, items, cards)))
    return room if person is None else room.seen_by(person)


def held_items(meeting: Meeting) -> tuple[HeldItem, ...]:
    """The agenda as planned and as held, without boards and people: three queries."""
    is_over = meeting.state in (State.WRITING_UP, State.CLOSED)
    return _held(agenda_of(meeting), _runs_of(meeting), is_over=is_over)


@composed
def _runs_of(meeting: Meeting) -> QuerySet[ItemRun]:
    return ItemRun.objects.filter(meeting=meeting).in_order()


@composed
def _cards_of(meeting: Meeting) -> QuerySet[Card]:
    return Card.objects.filter(meeting=meeting).select_related("author").in_order()


@composed
def cards_at_hand(meeting: Meeting, card: Card, person: Person) -> QuerySet[Card]:
    """The card itself, what the person has written and what was taken away: a meeting may have hundreds more."""
    own = Q(pk=card.pk) | Q(author=person) | Q(removed_at__isnull=False)
    return Card.objects.filter(own, meeting=meeting).select_related("author").in_order()


def boards_of(meeting: Meeting, person: Person, now: datetime) -> tuple[Board, ...]:
    """The boards of the items that have begun, in the order of the agenda."""
    return state_of(meeting, person, now).boards


def cards_for_product(meeting: Meeting) -> list[Card]:
    """The cards that the meeting chose for the product, with their item (a group is its label) and pile, by board."""
    chosen = Card.objects.standing().filter(meeting=meeting, is_for_product=True)
    known = chosen.select_related("item", "author", "cluster")
    found: list[Card] = list(known.order_by("item__position", "item_id", "id"))
    return found


def _held(agenda: Iterable[TimedItem], runs: Iterable[ItemRun], *, is_over: bool) -> tuple[HeldItem, ...]:
    by_item: dict[UUID, list[ItemRun]] = defaultdict(list)
    for run in runs:
        by_item[run.item_id].append(run)
    held = [(timed, tuple(by_item[timed.item.pk])) for timed in agenda]
    last = max((number for number, (_, own) in enumerate(held) if own), default=-1)
    return tuple(
        HeldItem(timed, own, _phase(own, has_passed=number < last or is_over or timed.item.left_out_at is not None))
        for number, (timed, own) in enumerate(held)
    )


def _phase(runs: Sequence[ItemRun], *, has_passed: bool) -> str:
    if any(run.ended_at is None for run in runs):
        return "current"
    if runs:
        return "done"
    return "skipped" if has_passed else "coming"


class _Ground:
    """All that boards are made of, asked once for a meeting."""

    def __init__(
        self,
        meeting: Meeting,
        now: datetime,
        everybody: Sequence[Person],
        items: Iterable[HeldItem],
        cards: Sequence[Card] | None,
    ) -> None:
        self.now, self.everybody = now, everybody
        going_on = (held.item.behaviour for held in items if held.phase == "current")
        self.is_comparing = Behaviour.GATHER_KNOWLEDGE in going_on
        self.cards = _by_item(_cards_of(meeting) if cards is None else cards)
        self.clusters = _by_item(clusters_in(meeting))
        self.posters = posters_in(meeting)
        self.count = could_write(meeting)


def _by_item(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    by_item: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row)
    return by_item


def _boards(items: Iterable[HeldItem], ground: _Ground) -> tuple[Board, ...]:
    return tuple(
        _board(timed, held, ground)
        for held in items
        for timed in _with_boards(held)
        if held.runs or ground.cards[timed.item.pk]
    )


def _with_boards(held: HeldItem) -> Sequence[TimedItem]:
    """What cards are put up in: the groups of group work, else the item itself if it has a board."""
    if held.timed.groups:
        return held.timed.groups
    return (held.timed,) if held.item.behaviour in BOARDS else ()


def _board(timed: TimedItem, held: HeldItem, ground: _Ground) -> Board:
    cards: list[Card] = ground.cards[timed.item.pk]
    is_group = timed.item.behaviour == Behaviour.GROUP
    seated = timed.people(ItemRole.MEMBER, ItemRole.CHAIR) if is_group else []
    return Board(
        item=timed.item,
        authorship=next((card.authorship for card in cards), held.item.authorship),
        cards=tuple(card for card in cards if card.removed_at is None),
        removed=tuple(card for card in cards if card.is_restorable(ground.now)),
        people=ground.count(seated or ground.everybody),
        is_open=held.phase == "current",
        members=tuple(seated),
        chairs=tuple(timed.people(ItemRole.CHAIR)),
        clusters=tuple(ground.clusters[timed.item.pk]),
        posters=ground.posters.get(timed.item.pk, 0),
        is_compared=ground.is_comparing,
    )
