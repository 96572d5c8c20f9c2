"""Rounds: everybody who is here speaks once, aloud, one after the other.

A round's ``version`` counts its steps. Every command carries the version its sender saw, so that two who press
together move one step; who comes and goes does not count. Of who spoke when, and how long, nothing is kept: steps are
audited without anybody in them and in five-minute steps of time, and so are their live facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom

from django.db import transaction

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import permissions, policies, queries
from pejl.room.models import Round, Turn
from pejl.room.names import RoundOrder, RoundPhase
from pejl.room.operations import ground, turning
from pejl.room.policies import turns as going


@transaction.atomic
def begin_round(
    *,
    item: AgendaItem,
    order: str = RoundOrder.SEAT,
    silence_seconds: int = 0,
    writing_seconds: int = 0,
    turn_seconds: int | None = None,
    by: Person,
    now: datetime,
    shuffle: going.Shuffle[Person] | None = None,
) -> Round:
    """Begin a round of those who are here: a leader, or in a group its chair; silence and writing first if wanted.

    ``turn_seconds`` is what each turn is meant to take, None where nobody counts. ``shuffle`` draws the lot. Raises
    Stale when a round goes on in the item, or the item does not. Fact: ``round.begun``.
    """
    meeting = ground.held(item.meeting_id)
    permissions.require_may_lead_round(by, item, meeting)
    policies.require_lengths(silence_seconds, writing_seconds, turn_seconds)
    policies.require_round_here(item)
    people = queries.takers_of(item, meeting)
    policies.require_somebody_here(people)
    lot = (shuffle or SystemRandom().shuffle) if order == RoundOrder.RANDOM else None
    people = going.starting_order(people, queries.leading_in(item, meeting), lot)
    row = Round.objects.create(
        meeting=meeting,
        item=item,
        order=RoundOrder(order),
        phase=_first_phase(silence_seconds, writing_seconds),
        silence_seconds=silence_seconds,
        writing_seconds=writing_seconds,
        turn_seconds=turn_seconds,
        clock_started_at=now,
        started_at=now,
    )
    turns = [Turn(round=row, person=person, position=number) for number, person in enumerate(people, start=1)]
    if row.phase == RoundPhase.SPEAKING:
        going.move_on(turns)
    Turn.objects.bulk_create(turns)
    ground.note("round.begun", row, meeting, by=by, now=now, round=row.pk)
    return row


@transaction.atomic
def skip_phase(*, round_: Round, expected_version: int, by: Person, now: datetime) -> Round:
    """On from silence to writing, or to the first who speaks: who leads the round. Zero on the clock does not do it."""
    row, turns = _led(round_, expected_version, by)
    if row.phase == RoundPhase.SPEAKING:
        return row
    is_silence = row.phase == RoundPhase.SILENCE
    row.phase = _first_phase(0, row.writing_seconds) if is_silence else RoundPhase.SPEAKING
    if row.phase == RoundPhase.SPEAKING:
        going.move_on(turns)
    return turning.step(row, turns, "round.moved_on", now)


@transaction.atomic
def next_turn(*, round_: Round, expected_version: int, by: Person, now: datetime) -> Round:
    """Whoever speaks is done, and the next speaks: who leads the round, or whoever speaks."""
    row, turns = _moved(round_, expected_version, by)
    going.move_on(turns)
    return turning.step(row, turns, "round.moved_on", now)


@transaction.atomic
def pass_turn(*, round_: Round, expected_version: int, by: Person, now: datetime) -> Round:
    """Whoever speaks would rather not now: asked again last, once; the second time it goes by."""
    row, turns = _moved(round_, expected_version, by)
    policies.require_somebody_speaks(turns)
    going.pass_on(turns)
    return turning.step(row, turns, "round.moved_on", now)


@transaction.atomic
def give_turn(*, round_: Round, to: Person, expected_version: int, by: Person, now: datetime) -> Round:
    """Whoever speaks is done, and ``to`` speaks: chosen by whoever speaks among those who wait, or by who leads."""
    row, turns = _moved(round_, expected_version, by)
    by_lead = permissions.may_lead_round(by, row.item, row.meeting)
    if not by_lead:
        policies.require_chosen(row)
    turn = policies.require_askable(_turn_of(turns, to), by_lead=by_lead)
    going.move_on(turns, turn)
    return turning.step(row, turns, "round.moved_on", now)


@transaction.atomic
def mark_away(*, round_: Round, person: Person, expected_version: int, by: Person, now: datetime) -> Round:
    """Somebody has left the table for a while; if it was their turn it goes on to the next: who leads the round."""
    row, turns = _led(round_, expected_version, by)
    return turning.leave(row, turns, policies.require_in_round(_turn_of(turns, person)), now)


@transaction.atomic
def mark_back(*, round_: Round, person: Person, expected_version: int, by: Person, now: datetime) -> Round:
    """Somebody is at the table again, and is asked after those who wait: who leads the round."""
    row, turns = _led(round_, expected_version, by)
    going.come_back(turns, policies.require_in_round(_turn_of(turns, person)))
    return turning.tell(row, turns, "round.joined", now)


@transaction.atomic
def extend_turn(*, round_: Round, seconds: int, expected_version: int, by: Person, now: datetime) -> Round:
    """Add seconds to what goes on, a turn, silence or writing: who leads the round. They count like a pause."""
    policies.require_extension(seconds)
    row, turns = _led(round_, expected_version, by)
    policies.require_clock(row)
    row.clock_paused_seconds += seconds
    row.version += 1
    return turning.tell(row, turns, "round.extended", now)


@transaction.atomic
def pause_turn(*, round_: Round, expected_version: int, by: Person, now: datetime) -> Round:
    """Stop the clock for something urgent; the turn stays where it is. Twice changes nothing."""
    row, turns = _led(round_, expected_version, by)
    if row.clock_paused_at is not None:
        return row
    row.clock_paused_at = now
    return turning.tell(row, turns, "round.paused", now)


@transaction.atomic
def resume_turn(*, round_: Round, expected_version: int, by: Person, now: datetime) -> Round:
    """Let the clock go on from where it stopped. Twice changes nothing."""
    row, turns = _led(round_, expected_version, by)
    if row.clock_paused_at is None:
        return row
    row.clock_paused_seconds += max(0, int((now - row.clock_paused_at).total_seconds()))
    row.clock_paused_at = None
    return turning.tell(row, turns, "round.resumed", now)


@transaction.atomic
def end_round(*, round_: Round, expected_version: int, by: Person, now: datetime, is_confirmed: bool = False) -> Round:
    """End the round: who leads it. Raises NotYetHeard, which says who has not spoken, unless it is confirmed.

    Their turns stay, and leaders see them until the item is over. Fact: ``round.ended``.
    """
    row, turns = _led(round_, expected_version, by)
    policies.require_all_heard(going.waiting(turns), is_confirmed=is_confirmed)
    turning.end(row, turns, now)
    ground.note("round.ended", row, row.meeting, by=by, now=now, round=row.pk)
    return row


def _led(round_: Round, expected_version: int, by: Person) -> tuple[Round, list[Turn]]:
    """The locked round and its turns, after asking that ``by`` leads it and has seen it as it is."""
    row, turns = turning.locked(round_.pk)
    permissions.require_may_lead_round(by, row.item, row.meeting)
    policies.require_as_seen(row, expected_version, turns)
    return row, turns


def _moved(round_: Round, expected_version: int, by: Person) -> tuple[Round, list[Turn]]:
    """The same, for those who lead it and for whoever speaks."""
    row, turns = turning.locked(round_.pk)
    policies.require_as_seen(row, expected_version, turns)
    permissions.require_may_move(by, row.item, row.meeting, turns)
    policies.require_in_turn(row)
    return row, turns


def _turn_of(turns: Sequence[Turn], person: Person) -> Turn | None:
    return next((turn for turn in turns if turn.person_id == person.pk), None)


def _first_phase(silence_seconds: int, writing_seconds: int) -> str:
    if silence_seconds:
        return RoundPhase.SILENCE
    return RoundPhase.WRITING if writing_seconds else RoundPhase.SPEAKING
