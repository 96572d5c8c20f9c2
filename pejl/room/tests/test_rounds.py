"""A round as it is held: who may move it, when, and what is kept of it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live.models import Fact
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.room import operations, queries
from pejl.room.models import Round, Turn
from pejl.room.names import NotYetHeard, RoundOrder, RoundPhase, TurnState, coarse
from pejl.room.tests.rounding import Circle, a_circle, shown

SECOND = timedelta(seconds=1)


@pytest.fixture
def circle(space: Space, anna: Person, now: datetime) -> Circle:
    return a_circle(space, anna, now=now)


def test_turns_are_of_those_who_are_here_and_a_leader_does_not_begin(circle: Circle) -> None:
    row = circle.begin()
    assert shown(row) == "Berit:speaking Carl:waiting Dan:waiting Anna:waiting"
    circle.do("end_round", row, is_confirmed=True)
    meetings.move_seat(
        meeting=circle.meeting, person=circle.anna, places=-1, expected_seat=4, by=circle.anna, now=circle.now
    )
    circle.go(circle.people[0])
    circle.go(circle.people[1])
    assert shown(circle.begin()) == "Dan:speaking Anna:waiting"


def test_lot_decides_where_it_is_drawn(circle: Circle) -> None:
    row = circle.begin(order=RoundOrder.RANDOM, shuffle=lambda people: people.reverse())
    assert shown(row) == "Dan:speaking Carl:waiting Berit:waiting Anna:waiting"


def test_silence_then_writing_then_everybody_speaks(circle: Circle, now: datetime) -> None:
    row = circle.begin(silence_seconds=120, writing_seconds=60, turn_seconds=90)
    assert (row.phase, row.left(now + 30 * SECOND), shown(row).count("waiting")) == ("silence", 90 * SECOND, 4)
    with pytest.raises(Refusal, match="Nobody speaks yet"):
        circle.do("next_turn", row)
    assert circle.do("skip_phase", row).phase == RoundPhase.WRITING
    row = circle.do("skip_phase", row, now=now + 200 * SECOND)
    assert (row.phase, row.left(now + 200 * SECOND)) == (RoundPhase.SPEAKING, 90 * SECOND)
    assert shown(row).startswith("Berit:speaking")


def test_two_who_press_together_move_one_step(circle: Circle) -> None:
    row = circle.begin()
    press = {"round_": row, "expected_version": row.version, "now": circle.now}
    operations.next_turn(**press, by=circle.anna)
    with pytest.raises(Stale, match="Carl Carlsen has the turn now"):
        operations.next_turn(**press, by=circle.people[0])
    for command, said in (("pass_turn", {}), ("extend_turn", {"seconds": 30}), ("end_round", {}), ("pause_turn", {})):
        with pytest.raises((Stale, Refusal), match="somebody pressed before you"):
            getattr(operations, command)(**press, **said, by=circle.anna)
    assert shown(row) == "Berit:done Carl:speaking Dan:waiting Anna:waiting"


def test_who_speaks_says_that_one_is_done_or_passes_and_others_do_not(circle: Circle) -> None:
    berit, carl, dan, _eva = circle.people
    row = circle.begin()
    for command in ("next_turn", "pass_turn", "skip_phase", "end_round", "pause_turn"):
        with pytest.raises(NotAllowed):
            circle.do(command, row, by=carl)
    circle.do("pass_turn", row, by=berit)
    circle.do("next_turn", row, by=carl)
    circle.do("next_turn", row, by=dan)
    circle.do("next_turn", row, by=circle.anna)
    assert shown(row) == "Carl:done Dan:done Anna:done Berit:speaking"
    circle.do("pass_turn", row, by=berit)
    assert shown(row) == "Carl:done Dan:done Anna:done Berit:passed"
    with pytest.raises(Refusal, match="Nobody has the turn"):
        circle.do("pass_turn", row)
    assert circle.do("end_round", row).ended_at == circle.now


def test_late_comer_is_asked_last_and_who_goes_is_not_waited_for(circle: Circle) -> None:
    berit, carl, _dan, eva = circle.people
    row = circle.begin()
    circle.come(eva)
    circle.go(carl)
    assert shown(row) == "Berit:speaking Carl:away Dan:waiting Anna:waiting Eva:waiting"
    circle.go(berit)
    assert shown(row) == "Berit:away Carl:away Dan:speaking Anna:waiting Eva:waiting"
    circle.come(carl)
    assert shown(row) == "Berit:away Dan:speaking Anna:waiting Eva:waiting Carl:waiting"
    assert row.again().version == 2, "only what moves the turn makes a leader's press stale"


def test_leader_marks_somebody_away_and_back(circle: Circle) -> None:
    berit, carl, _dan, eva = circle.people
    row = circle.begin()
    circle.do("mark_away", row, person=carl)
    circle.do("mark_away", row, person=berit)
    assert shown(row) == "Berit:away Carl:away Dan:speaking Anna:waiting"
    circle.do("mark_back", row, person=carl)
    assert shown(row) == "Berit:away Dan:speaking Anna:waiting Carl:waiting"
    with pytest.raises(Refusal, match="Only those who are here"):
        circle.do("mark_away", row, person=eva)
    with pytest.raises(NotAllowed):
        circle.do("mark_away", row, person=carl, by=circle.people[2])


def test_whoever_speaks_chooses_the_next(circle: Circle) -> None:
    berit, carl, dan, _eva = circle.people
    row = circle.begin(order=RoundOrder.CHOSEN)
    held = queries.rounds_in(circle.meeting)[0]
    assert held.following is None, "nobody is next before somebody is chosen"
    circle.do("give_turn", row, to=dan, by=berit)
    assert shown(row) == "Berit:done Carl:waiting Dan:speaking Anna:waiting"
    with pytest.raises(Refusal, match="has had the turn already"):
        circle.do("give_turn", row, to=berit, by=dan)
    circle.do("mark_away", row, person=carl)
    with pytest.raises(Refusal, match="waits for the turn"):
        circle.do("give_turn", row, to=carl, by=dan)
    circle.do("give_turn", row, to=carl, by=circle.anna)
    assert shown(row) == "Berit:done Carl:speaking Dan:done Anna:waiting"


def test_order_that_is_given_is_not_chosen_by_whoever_speaks(circle: Circle) -> None:
    berit, carl, dan, _eva = circle.people
    row = circle.begin()
    with pytest.raises(Refusal, match="The order is given"):
        circle.do("give_turn", row, to=dan, by=berit)
    with pytest.raises(NotAllowed):
        circle.do("give_turn", row, to=dan, by=carl)
    circle.do("give_turn", row, to=dan)
    circle.do("next_turn", row)
    assert shown(row) == "Berit:done Carl:speaking Dan:done Anna:waiting", "nobody is skipped by it"


def test_urgent_question_stops_the_clock_and_not_the_turn(circle: Circle, now: datetime) -> None:
    row = circle.begin(turn_seconds=60)
    for moment in (10, 15):
        row = circle.do("pause_turn", row, now=now + moment * SECOND)
    assert row.left(now + 40 * SECOND) == 50 * SECOND
    for moment in (40, 45):
        row = circle.do("resume_turn", row, now=now + moment * SECOND)
    assert row.left(now + 45 * SECOND) == 45 * SECOND
    row = circle.do("extend_turn", row, seconds=30)
    assert row.left(now + 45 * SECOND) == 75 * SECOND
    assert shown(row).startswith("Berit:speaking")
    row = circle.do("next_turn", row, now=now + 50 * SECOND)
    assert row.left(now + 50 * SECOND) == 60 * SECOND
    with pytest.raises(Invalid):
        circle.do("extend_turn", row, seconds=0)
    without = circle.do("end_round", row, is_confirmed=True) and circle.begin()
    with pytest.raises(Refusal, match="Nobody counts"):
        circle.do("extend_turn", without, seconds=30)


def test_ending_says_who_has_not_spoken(circle: Circle) -> None:
    row = circle.begin()
    circle.do("next_turn", row)
    with pytest.raises(NotYetHeard, match="Dan Dal, Anna Ager have not spoken yet"):
        circle.do("end_round", row)
    circle.do("end_round", row, is_confirmed=True)
    assert shown(row) == "Berit:done Carl:done Dan:waiting Anna:waiting"
    unheard = queries.rounds_of(circle.meeting, [circle.check_in.pk])[0].waiting
    assert [turn.person.name for turn in unheard] == ["Dan Dal", "Anna Ager"]
    with pytest.raises(Stale, match="The round is over"):
        circle.do("next_turn", row)


def test_round_begins_where_one_speaks_in_turn_while_it_goes_on(circle: Circle) -> None:
    circle.begin()
    with pytest.raises(Stale, match="already going on here"):
        circle.begin()
    with pytest.raises(Stale, match="Gruppe 1"):
        circle.begin(item=circle.group)
    operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    with pytest.raises(Refusal, match="does not speak in turn here"):
        circle.begin(item=circle.work)
    with pytest.raises(Invalid):
        circle.begin(item=circle.group, turn_seconds=5)
    with pytest.raises(Invalid):
        circle.begin(item=circle.group, silence_seconds=3600)


def test_chair_leads_the_groups_round_of_its_members(circle: Circle) -> None:
    berit, carl, dan, eva = circle.people
    operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    with pytest.raises(NotAllowed):
        circle.begin(item=circle.group, by=carl)
    row = circle.begin(item=circle.group, by=berit)
    assert shown(row) == "Carl:speaking Berit:waiting", "neither who only listens nor who leads first"
    circle.come(eva)
    assert shown(row) == "Carl:speaking Berit:waiting"
    circle.do("next_turn", row, by=berit)
    assert shown(row) == "Carl:done Berit:speaking"
    with pytest.raises(NotAllowed):
        circle.do("next_turn", row, by=dan)


def test_round_of_nobody_is_refused(circle: Circle) -> None:
    for person in (*circle.people[:3], circle.anna):
        circle.go(person)
    with pytest.raises(Refusal, match="Nobody is noted as here"):
        circle.begin()


def test_nothing_tells_when_somebody_spoke_or_how_long(circle: Circle, now: datetime) -> None:
    row = circle.begin(turn_seconds=60)
    later = now + timedelta(minutes=7, seconds=13)
    circle.do("next_turn", row, now=later)
    circle.do("pass_turn", row, now=later, by=circle.people[1])
    moved = Event.objects.filter(event="round.moved_on")
    assert {(one.by_id, one.subject_id, one.at) for one in moved} == {(None, None, coarse(later))}
    facts = Fact.objects.filter(kind="round.moved_on")
    assert {(tuple(fact.ids.items()), fact.at) for fact in facts} == {((("round", str(row.pk)),), coarse(later))}
    ended = circle.do("end_round", row, now=later + SECOND, is_confirmed=True)
    assert (ended.clock_started_at, ended.clock_paused_at, ended.clock_paused_seconds) == (ended.ended_at, None, 0)


def test_turns_are_forgotten_when_the_meeting_is_closed(circle: Circle, now: datetime) -> None:
    row = circle.begin()
    meetings.end(meeting=circle.meeting, by=circle.anna, now=now)
    assert row.again().ended_at == now
    assert not Turn.objects.filter(state=TurnState.SPEAKING).exists()
    with pytest.raises(Refusal):
        circle.do("next_turn", row)
    assert Turn.objects.count() == 4
    meetings.close(meeting=circle.meeting, by=circle.anna, now=now)
    assert (Turn.objects.count(), Round.objects.count()) == (0, 1)


@pytest.mark.parametrize("seed", range(3))
def test_everybody_who_stays_is_heard_whatever_is_pressed(circle: Circle, seed: int) -> None:
    """As test_turns, with the database's own word that one speaks at a time."""
    lot = random.Random(seed)
    row = circle.begin(order=lot.choice(RoundOrder.values))
    spoken: set[str] = set()
    for _press in range(25):
        deed, who = (
            lot.choice(("next_turn", "pass_turn", "mark_away", "mark_back", "go", "come")),
            lot.choice(circle.people),
        )
        try:
            if deed in ("go", "come"):
                getattr(circle, deed)(who)
            else:
                circle.do(deed, row, **({"person": who} if deed.startswith("mark") else {}))
        except Refusal:
            pass
        done = {word for word in shown(row).split() if word.endswith(":done")}
        assert spoken <= done
        spoken = done
    for person in circle.people:
        circle.come(person)
    while queries.rounds_in(circle.meeting)[0].waiting or queries.rounds_in(circle.meeting)[0].speaking:
        circle.do("next_turn", row)
    assert {word.split(":")[1] for word in shown(row).split()} <= {"done", "passed", "away"}
