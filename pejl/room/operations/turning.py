"""What every step of a round does, and what becomes of rounds when people come and go and the meeting is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, Participant, topic_of
from pejl.room import queries
from pejl.room.models import Round, Turn
from pejl.room.names import TurnState, coarse
from pejl.room.operations import ground
from pejl.room.policies import turns as going


def locked(round_id: UUID) -> tuple[Round, list[Turn]]:
    """A round and its turns, in a meeting that goes on.

    The meeting is locked, as whoever notes who is here does: two locks in one order never wait for each other.
    """
    meeting = ground.held(Round.objects.values_list("meeting_id", flat=True).get(pk=round_id))
    row: Round = Round.objects.select_related("item__parent__parent").get(pk=round_id)
    row.meeting = meeting
    return row, queries.turns_of(row)


def step(row: Round, turns: Sequence[Turn], event: str, now: datetime) -> Round:
    """One step on: the clock begins anew."""
    row.version += 1
    row.clock_started_at, row.clock_paused_at, row.clock_paused_seconds = now, None, 0
    return tell(row, turns, event, now)


def tell(row: Round, turns: Sequence[Turn], event: str, now: datetime) -> Round:
    """Write it, and say that something happened: neither to whom, nor when to the minute."""
    _save(row, turns)
    audit.record_anonymous(event, now=coarse(now))
    live.append(topic_of(row.meeting), event, now=coarse(now), round=row.pk)
    return row


def leave(row: Round, turns: Sequence[Turn], turn: Turn, now: datetime) -> Round:
    """Somebody is away; if it was their turn, that is a step."""
    move = step if going.leave(turns, turn) else tell
    return move(row, turns, "round.left", now)


def end(row: Round, turns: Sequence[Turn], now: datetime) -> None:
    """Whoever speaks has spoken; when that turn began is forgotten."""
    for turn in turns:
        if turn.state == TurnState.SPEAKING:
            turn.state = TurnState.DONE
    row.ended_at = row.clock_started_at = max(now, row.started_at)
    row.clock_paused_at, row.clock_paused_seconds = None, 0
    row.version += 1
    _save(row, turns)


def take_into_rounds(participant: Participant, *, by: Person | None, now: datetime) -> None:
    """Reaction to "presence.came" and "presence.back": whoever is here has a turn, after those who wait already."""
    for row, turns in _going_on(participant):
        turn = next((one for one in turns if one.person_id == participant.person_id), None)
        if turn is not None:
            going.come_back(turns, turn)
        elif queries.takes_turn(participant.person, row.item):
            turns.append(Turn(round=row, person=participant.person, position=going.behind(turns)))
        else:
            continue
        tell(row, turns, "round.joined", now)


def leave_rounds(participant: Participant, *, by: Person | None, now: datetime) -> None:
    """Reaction to "presence.gone": nobody waits for whoever has gone."""
    for row, turns in _going_on(participant):
        turn = next((one for one in turns if one.person_id == participant.person_id), None)
        if turn is not None:
            leave(row, turns, turn, now)


def end_rounds(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """Reaction to "meeting.ended": what is going on ends with it."""
    for held in queries.rounds_in(meeting):
        held.round.meeting = meeting
        end(held.round, held.turns, now)
        live.append(topic_of(meeting), "round.ended", now=now, round=held.round.pk)


def forget_turns(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """Reaction to "meeting.closed": who spoke, and in which order, is nobody's business afterwards."""
    Turn.objects.filter(round__meeting=meeting).delete()


def _going_on(participant: Participant) -> list[tuple[Round, list[Turn]]]:
    found = queries.rounds_in(participant.meeting)
    for held in found:
        held.round.meeting = participant.meeting
    return [(held.round, list(held.turns)) for held in found]


def _save(row: Round, turns: Sequence[Turn]) -> None:
    """Whoever speaks is written last: the database lets only one speak at any moment."""
    row.save()
    for turn in sorted(turns, key=lambda one: one.state == TurnState.SPEAKING):
        turn.save()
