"""The queue: hands raised, and the floor given. The order itself is ``queries.ordered``.

That somebody raised a hand is nobody's business later: the audit says that it happened, not who did it, and the hands
go when the meeting is closed (system.md, P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.permissions import require_takes_part
from pejl.meetings.policies import require_running
from pejl.room import permissions, policies, queries
from pejl.room.models import Hand, ItemRun
from pejl.room.names import HandKind, HandState, coarse
from pejl.room.queries import Queue


@transaction.atomic
def raise_hand(
    *,
    meeting: Meeting,
    kind: str,
    client_id: UUID,
    by: Person,
    now: datetime,
    line: str = "",
    group: AgendaItem | None = None,
    answers: Hand | None = None,
    person: Person | None = None,
) -> Hand:
    """Ask for the floor, with everybody or in a group; leaders, and a group's chair, also for another ``person``.

    Sent again under the same ``client_id`` it is one hand. Somebody has one waiting hand of a kind: another changes
    its line. A follow-up ``answers`` what is said now, was said just now or waits; what is gone is answered no more.
    """
    policies.require_hand_kind(kind)
    meeting, whose = _locked(meeting), person or by
    require_takes_part(by, meeting)
    if whose != by:
        permissions.require_may_order_hands(by, meeting, group)
        policies.require_in_the_meeting(whose, meeting, field="person")
    sent: Hand | None = Hand.objects.filter(meeting=meeting, client_id=client_id).first()
    if sent is not None:
        policies.require_same_hand(sent, whose)
        return sent
    policies.require_queue_open(meeting, group)
    queue = queries.queue_of(meeting, group)
    said: dict[str, Any] = {
        "line": tidy.line(line).strip(),
        "answers": answers if kind == HandKind.FOLLOW_UP and answers in queue.answerable else None,
        "client_id": client_id,
    }
    return _raised(queue, meeting, whose, kind, said, now)


@transaction.atomic
def lower_hand(*, hand: Hand, by: Person, now: datetime) -> Hand:
    """Take a hand down: one's own, or as a leader or the group's chair another's; whoever speaks is done then."""
    hand, queue = _in_queue(hand)
    permissions.require_may_lower(by, hand)
    if hand.state == HandState.SPEAKING:
        _said(queue)
        _note("hand.done", hand, now)
    elif hand.state == HandState.WAITING:
        _keep_places(_without(queue, hand))
        _set(hand, HandState.WITHDRAWN)
        _note("hand.lowered", hand, now)
    return hand.again()


@transaction.atomic
def give_floor(*, hand: Hand, expected_speaking: UUID | None, by: Person, now: datetime) -> Hand:
    """Let somebody speak; who had the floor is done in the same moment.

    ``expected_speaking`` is the hand that the sender believes has the floor. Raises Stale when another has.
    """
    hand, queue = _commanded(hand, expected_speaking, by)
    policies.require_waiting(hand)
    _keep_places(_without(queue, hand))
    _said(queue)
    _set(hand, HandState.SPEAKING)
    audit.record("hand.given_floor", hand, by=by, now=now)
    _tell("hand.given_floor", hand, now)
    return hand


@transaction.atomic
def finish_hand(*, hand: Hand, by: Person, now: datetime) -> Hand:
    """Whoever has the floor has spoken; nobody has it yet. Raises Stale where the hand does not have it."""
    hand, queue = _in_queue(hand)
    permissions.require_may_order_hands(by, hand.meeting, hand.group)
    policies.require_speaking(hand)
    _said(queue)
    audit.record("hand.done", hand, by=by, now=now)
    _tell("hand.done", hand, now)
    return hand.again()


@transaction.atomic
def place_hand(*, hand: Hand, before: Hand | None, expected_speaking: UUID | None, by: Person, now: datetime) -> Hand:
    """Put a hand before another that waits, or last; there it stands until it is put back to the rule."""
    hand, queue = _commanded(hand, expected_speaking, by)
    policies.require_waiting(hand)
    rest = _without(queue, hand)
    policies.require_in_line(before, rest)
    place = rest.index(before) if before is not None else len(rest)
    hand.placed = place + 1
    hand.save(update_fields=["placed"])
    _keep_places([*rest[:place], hand, *rest[place:]])
    audit.record("hand.placed", hand, by=by, now=now)
    _tell("hand.placed", hand, now)
    return hand


@transaction.atomic
def sort_hands(
    *, meeting: Meeting, group: AgendaItem | None, expected_speaking: UUID | None, by: Person, now: datetime
) -> Queue:
    """Put a whole queue back to the rule: nothing stands any more where a leader put it."""
    meeting = _locked(meeting)
    permissions.require_may_order_hands(by, meeting, group)
    require_running(meeting)
    queue = queries.queue_of(meeting, group)
    policies.require_expected_floor(queue.speaking, expected_speaking)
    Hand.objects.filter(pk__in=[hand.pk for hand in queue.waiting]).update(placed=None)
    audit.record("hand.sorted", meeting, by=by, now=now)
    live.append(topic_of(meeting), "hand.sorted", now=now)
    return queries.queue_of(meeting, group)


def forget_hands(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """Nobody is to know later who spoke how often: the reaction to "meeting.closed"."""
    Hand.objects.filter(meeting=meeting).delete()


def _raised(queue: Queue, meeting: Meeting, whose: Person, kind: str, said: dict[str, Any], now: datetime) -> Hand:
    """The person's waiting hand of this kind with other words, else a new one."""
    hand = next((one for one in queue.waiting if (one.person_id, one.kind) == (whose.pk, kind)), None)
    if hand is not None:
        # It answers no hand that answers it, and none that it is itself.
        if said["answers"] is not None and _leads_to(said["answers"], hand):
            said["answers"] = hand.answers
        for name, value in said.items():
            setattr(hand, name, value)
        hand.save(update_fields=list(said))
        _note("hand.changed", hand, now)
        return hand
    item = queue.group or _going_on(meeting)
    hand = Hand.objects.create(meeting=meeting, item=item, person=whose, kind=kind, raised_at=now, **said)
    _note("hand.raised", hand, now)
    return hand


def _leads_to(asked: Hand | None, hand: Hand) -> bool:
    """Whether answering this hand would lead back to ``hand``."""
    while asked is not None:
        if asked == hand:
            return True
        asked = asked.answers
    return False


def _going_on(meeting: Meeting) -> AgendaItem | None:
    running = ItemRun.objects.running().filter(meeting=meeting).select_related("item").first()
    return running.item if running else None


def _said(queue: Queue) -> None:
    """Who has the floor has spoken; who had it before is from now on like anybody who took the hand down."""
    if queue.speaking is None:
        return
    if queue.just_said is not None:
        _set(queue.just_said, HandState.WITHDRAWN)
    _set(queue.speaking, HandState.DONE)


def _set(hand: Hand, state: str) -> None:
    hand.state, hand.placed = state, None
    hand.save(update_fields=["state", "placed"])


def _keep_places(line: Sequence[Hand]) -> None:
    """What a leader has put somewhere stands there still: beside the same neighbours, also where the line moved up."""
    for place, hand in enumerate(line, start=1):
        if hand.placed is not None and hand.placed != place:
            hand.placed = place
            hand.save(update_fields=["placed"])


def _without(queue: Queue, hand: Hand) -> list[Hand]:
    return [one for one in queue.waiting if one != hand]


def _commanded(hand: Hand, expected_speaking: UUID | None, by: Person) -> tuple[Hand, Queue]:
    """A hand and its queue, for whoever gives the floor there and sees who has it."""
    hand, queue = _in_queue(hand)
    permissions.require_may_order_hands(by, hand.meeting, hand.group)
    policies.require_expected_floor(queue.speaking, expected_speaking)
    return hand, queue


def _in_queue(hand: Hand) -> tuple[Hand, Queue]:
    """A hand as it is now and its queue, with the meeting locked so that commands come one after the other."""
    meeting = _locked(hand.meeting)
    require_running(meeting)
    row: Hand = Hand.objects.select_related("item", "person", "answers").get(pk=hand.pk)
    row.meeting = meeting
    return row, queries.queue_of(meeting, row.group)


def _locked(meeting: Meeting) -> Meeting:
    row: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    return row


def _note(event: str, hand: Hand, now: datetime) -> None:
    """What somebody did with the own hand: told to the screens, and to the audit without who it was."""
    audit.record_anonymous(event, now=coarse(now))
    _tell(event, hand, now)


def _tell(kind: str, hand: Hand, now: datetime) -> None:
    live.append(topic_of(hand.meeting), kind, now=now, hand=hand.pk)
