"""The three numbers, by the world's clock, and how minutes are won."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.queries import TimedItem
from pejl.room import operations, queries
from pejl.room.models import ItemRun
from pejl.room.queries import HeldItem, Timing
from pejl.room.queries.retiming import Shrinkable, least_of, new_times, spread, suggested_times
from pejl.room.queries.timing import Coming, reckon
from pejl.room.tests.factories import Evening, begun

MINUTE, SECOND, NOTHING = timedelta(minutes=1), timedelta(seconds=1), timedelta()
START = datetime(2026, 3, 11, 8, tzinfo=UTC)
lengths = some.integers(min_value=1, max_value=480)
spans = some.timedeltas(min_value=-3 * 60 * MINUTE, max_value=3 * 60 * MINUTE)


@given(passed=spans, left=some.none() | spans, coming=some.lists(lengths, max_size=12), plan=spans)
def test_what_comes_is_behind_what_is_left(
    passed: timedelta, left: timedelta | None, coming: list[int], plan: timedelta
) -> None:
    now = START + passed
    told = [Coming(minutes) for minutes in coming]
    timing = reckon(now=now, left=left, coming=told, planned_end=START + plan, paused=NOTHING)
    assert timing.ends_at == now + max(left or NOTHING, NOTHING) + sum(coming) * MINUTE
    assert timing.behind == timing.ends_at - (START + plan)
    later = reckon(now=now + MINUTE, left=left and left - MINUTE, coming=told, planned_end=START + plan, paused=NOTHING)
    assert later.ends_at - timing.ends_at in (NOTHING, MINUTE) or (left and NOTHING < left < MINUTE)


@given(stood=some.timedeltas(min_value=NOTHING, max_value=60 * MINUTE), coming=some.lists(lengths, max_size=5))
def test_pauses_make_it_later_and_nobody_behind(stood: timedelta, coming: list[int]) -> None:
    told = {"left": 5 * MINUTE, "coming": [Coming(minutes) for minutes in coming], "planned_end": START}
    at_once = reckon(now=START, paused=NOTHING, **told)
    after = reckon(now=START + stood, paused=stood, **told)
    assert after.behind == at_once.behind
    assert after.ends_at == at_once.ends_at + stood


def test_fixed_start_is_waited_for_and_never_moved_forward() -> None:
    lunch = Coming(30, START + 60 * MINUTE)
    early = reckon(now=START, left=5 * MINUTE, coming=[lunch], planned_end=START + 90 * MINUTE, paused=NOTHING)
    assert (early.ends_at, early.behind) == (START + 90 * MINUTE, NOTHING)
    late = reckon(now=START, left=70 * MINUTE, coming=[lunch], planned_end=START + 90 * MINUTE, paused=NOTHING)
    assert late.behind == 10 * MINUTE


@pytest.mark.parametrize(
    ("day", "starts", "until"),
    [(date(2026, 3, 29), time(1, 30), time(3, 50)), (date(2026, 10, 25), time(1, 30), time(1, 50))],
    ids=["the night with one hour less", "the night with one hour more"],
)
@pytest.mark.usefixtures("space")
def test_nights_when_the_clock_is_changed_are_as_long_as_they_are(day: date, starts: time, until: time) -> None:
    """Eighty minutes from 1.30 end at 3.50 in spring, and at 2.50 the first time round, in autumn after 20 minutes."""
    begins = moments.local(day, starts)
    meeting = Meeting(starts_at=begins, announced_until=begins.astimezone(UTC) + 80 * MINUTE)
    first, second = an_item(20, 1), an_item(60, 2)
    run = ItemRun(item=first, started_at=begins)
    held = [HeldItem(timed(first, meeting), (run,), "current"), HeldItem(timed(second, meeting), (), "coming")]
    now = moments.in_denmark(begins.astimezone(UTC) + 15 * MINUTE)
    timing = queries.timing_of(meeting, held, now)
    assert (timing.left, timing.behind) == (5 * MINUTE, NOTHING)
    assert timing.ends_at == begins.astimezone(UTC) + 80 * MINUTE
    shown = moments.in_denmark(timing.ends_at)
    assert (shown.hour, shown.minute) == ((3, 50) if day.month == 3 else (2, 50))
    after = moments.in_denmark(begins.astimezone(UTC) + 50 * MINUTE)
    assert queries.timing_of(meeting, held, after).left == -30 * MINUTE
    assert moments.local(day, until).astimezone(UTC) >= begins.astimezone(UTC)


@pytest.mark.usefixtures("space")
def test_clock_that_was_put_back_leaves_no_more_than_there_was() -> None:
    item = an_item(20, 1)
    run = ItemRun(item=item, started_at=START, paused_at=START)
    assert run.left(20, START - 15 * MINUTE) == 20 * MINUTE
    assert run.paused(START - 15 * MINUTE) == NOTHING


def test_overtime_pushes_the_end_and_pausing_stops_that(evening: Evening, anna: Person, now: datetime) -> None:
    starts = evening.meeting.starts_at
    begun(evening, evening.framing, by=anna, now=starts)
    assert numbers(evening, starts) == (10 * MINUTE, NOTHING, starts + 90 * MINUTE)
    assert numbers(evening, starts + 14 * MINUTE) == (-4 * MINUTE, 4 * MINUTE, starts + 94 * MINUTE)
    press = {"meeting": evening.meeting, "expected_running": evening.framing.pk, "by": anna}
    operations.pause_item(**press, now=starts + 14 * MINUTE)
    assert numbers(evening, starts + 20 * MINUTE) == (-4 * MINUTE, 4 * MINUTE, starts + 100 * MINUTE)
    operations.resume_item(**press, now=starts + 20 * MINUTE)
    assert numbers(evening, starts + 21 * MINUTE) == (-5 * MINUTE, 5 * MINUTE, starts + 101 * MINUTE)


def test_between_two_items_nothing_is_left_and_time_runs(evening: Evening, anna: Person) -> None:
    starts = evening.meeting.starts_at
    begun(evening, evening.framing, by=anna, now=starts)
    operations.finish_item(item=evening.framing, by=anna, now=starts + 5 * MINUTE)
    assert numbers(evening, starts + 6 * MINUTE) == (None, -4 * MINUTE, starts + 86 * MINUTE)


def test_leaving_out_wins_time_at_once(evening: Evening, anna: Person) -> None:
    starts = evening.meeting.starts_at
    begun(evening, evening.framing, by=anna, now=starts)
    operations.leave_out(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=starts)
    assert numbers(evening, starts) == (10 * MINUTE, -20 * MINUTE, starts + 70 * MINUTE)


def test_meeting_begun_on_purpose_at_another_time_has_its_plan_from_there(
    evening: Evening, anna: Person, now: datetime
) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    assert numbers(evening, now + 2 * MINUTE) == (8 * MINUTE, NOTHING, now + 90 * MINUTE)


def numbers(evening: Evening, now: datetime) -> tuple[timedelta | None, timedelta, datetime]:
    meeting = evening.meeting.again()
    timing = queries.timing_of(meeting, queries.held_items(meeting), now)
    return timing.left, timing.behind, timing.ends_at


def an_item(minutes: int, position: int, **more: object) -> AgendaItem:
    told = {"behaviour": Behaviour.PLENARY, "label": f"Punkt {position}"} | more
    return AgendaItem(planned_minutes=minutes, position=position, **told)


def timed(item: AgendaItem, meeting: Meeting) -> TimedItem:
    return TimedItem(item, meeting.starts_at, meeting.starts_at)


shrinkables = some.builds(Shrinkable, minutes=lengths, least=some.integers(min_value=0, max_value=480))


@given(minutes=some.integers(min_value=-5, max_value=2000), over=some.lists(shrinkables, max_size=12))
def test_spread_wins_what_is_wanted_or_all_there_is(minutes: int, over: list[Shrinkable]) -> None:
    gives = spread(minutes, over)
    assert sum(gives) == max(0, min(minutes, sum(one.most for one in over)))
    for give, one in zip(gives, over, strict=True):
        assert 0 <= give <= one.most
        assert give == 0 or one.minutes - give >= one.least


@given(long=lengths, short=lengths, minutes=some.integers(min_value=0, max_value=300))
def test_spread_asks_more_of_the_longer(long: int, short: int, minutes: int) -> None:
    long, short = max(long, short), min(long, short)
    gives = spread(minutes, [Shrinkable(long, 0), Shrinkable(short, 0)])
    assert gives[0] >= gives[1]
    wanted = min(minutes, long + short) * long / (long + short)
    assert abs(gives[0] - wanted) <= 1


plans = some.lists(
    some.tuples(
        some.sampled_from([Behaviour.FRAMING, Behaviour.PLENARY, Behaviour.GATHER_LEARNING]), lengths, some.booleans()
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.django_db
@given(plan=plans, seconds=some.integers(min_value=-3600, max_value=3600 * 3))
def test_suggestion_never_touches_learning_nor_its_framing(plan: list[tuple[str, int, bool]], seconds: int) -> None:
    """Whatever is planned: only what may shrink does, and none below its least."""
    held = _held(plan)
    found = suggested_times(held, Timing(None, seconds * SECOND, START))
    if seconds <= 180:
        assert found is None
    if found is None:
        return
    touched = {one.item.position: one for one in found.times}
    for number, (behaviour, minutes, may_shrink) in enumerate(plan, start=1):
        follows = plan[number][0] if number < len(plan) else ""
        is_spared = behaviour == Behaviour.GATHER_LEARNING or (
            behaviour == Behaviour.FRAMING and follows == Behaviour.GATHER_LEARNING
        )
        if number in touched:
            assert may_shrink
            assert not is_spared
            assert least_of(touched[number].item) <= touched[number].minutes < minutes
    assert 0 < found.wins <= found.minutes == round(seconds / 60)


@pytest.mark.usefixtures("space")
def test_item_with_learning_in_a_step_is_spared_and_group_work_keeps_its_round() -> None:
    learning = an_item(10, 1, behaviour=Behaviour.GATHER_LEARNING)
    gathering = an_item(30, 1, may_shrink=True)
    work = an_item(30, 2, behaviour=Behaviour.GROUPS, may_shrink=True, round_minutes=24)
    within = TimedItem(gathering, START, START, children=(TimedItem(learning, START, START),))
    held = [HeldItem(within, (), "coming"), HeldItem(TimedItem(work, START, START), (), "coming")]
    found = new_times(held, 20)
    assert found is not None
    assert [(one.item.position, one.minutes) for one in found.times] == [(2, 24)]
    assert new_times(held[:1], 20) is None


def _held(plan: list[tuple[str, int, bool]]) -> list[HeldItem]:
    items = [
        AgendaItem(
            space_id=None, behaviour=behaviour, label="Punkt", planned_minutes=minutes, may_shrink=may, position=number
        )
        for number, (behaviour, minutes, may) in enumerate(plan, start=1)
    ]
    return [HeldItem(TimedItem(item, START, START), (), "coming") for item in items]
