"""Days that a rhythm proposes: around holidays, closed days, pauses and the other meetings of the same people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation

from pejl.foundation.calendars import days
from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import Rhythm
from pejl.meetings.names import Kind, Reply
from pejl.meetings.queries import ProposedDays
from pejl.meetings.queries.cadence import around
from pejl.meetings.tests.factories import a_meeting, a_pause, a_rhythm, an_announced_meeting, an_item
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_function, a_group, a_unit, an_administrator, employed
from tests.people import person_in

DAY = timedelta(days=1)
# The first day that the rhythm of the fixture proposes: the Wednesday after it lies beside Easter.
BEST = date(2026, 3, 25)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The reasons are compared as they are written here."""
    with translation.override("en"):
        yield


@pytest.fixture
def unit(anna: Person, now: datetime) -> Unit:
    """Anna's unit, which meets every ten weeks on Wednesdays at nine."""
    unit = a_unit(now)
    employed(anna, now, unit)
    a_rhythm(unit, by=anna, now=now)
    return unit


def at(day: date) -> datetime:
    """That morning."""
    return moments.local(day, time(8))


def proposed(unit: Unit, person: Person, now: datetime, **asked: Any) -> ProposedDays:
    return queries.days_for(queries.cadence_of(unit, person=person, now=now, **asked))


def days_of(found: ProposedDays) -> list[date]:
    return [one.day for one in found.days]


def rhythm(unit: Unit, anna: Person, **changes: Any) -> None:
    """As if it had been like that from the beginning."""
    Rhythm.objects.filter(unit=unit).update(**changes)


def test_ten_weeks_mean_two_to_three_months() -> None:
    assert [around(weeks) for weeks in (1, 2, 4, 5, 10, 52)] == [(1, 1), (2, 2), (3, 5), (4, 6), (8, 12), (42, 62)]


def test_first_meeting_is_proposed_as_soon_as_people_can_make_room(anna: Person, unit: Unit, now: datetime) -> None:
    found = proposed(unit, anna, now)
    assert days_of(found) == [BEST, date(2026, 4, 8), date(2026, 3, 18)]
    assert [one.day for one in found.days if one.day < date(2026, 3, 18)] == []
    assert moments.in_denmark(found.days[0].starts_at).time() == time(9)
    assert found.days[0].ends_at - found.days[0].starts_at == timedelta(minutes=180)


def test_days_are_counted_from_the_meeting_before(anna: Person, unit: Unit, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now)
    found = proposed(unit, anna, now)
    assert days_of(found) == [date(2026, 5, 20), date(2026, 5, 27), date(2026, 5, 6)]
    assert found.days[0].reasons == ("10 weeks after the meeting on 11 Mar 2026",)
    operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    assert days_of(proposed(unit, anna, now))[0] == BEST


def test_five_weeks_rhythm_goes_round_easter(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm(unit, anna, weeks=5, weekday=3)
    an_announced_meeting(anna, now=now, starts_at=at(date(2026, 2, 26)))
    found = proposed(unit, anna, now)
    assert days_of(found) == [date(2026, 3, 26), date(2026, 4, 9)]
    assert [day for day, _why in found.passed_over] == [date(2026, 4, 2)]


def test_week_53_and_new_year(anna: Person, unit: Unit, now: datetime) -> None:
    """2026 has a week 53; its Thursday is New Year's Eve, the one before Christmas Eve."""
    rhythm(unit, anna, weeks=4, weekday=3)
    today = at(date(2026, 12, 1))
    an_announced_meeting(anna, now=today, starts_at=at(date(2026, 12, 3)))
    found = proposed(unit, anna, today)
    assert days_of(found) == [date(2027, 1, 7)]
    assert [day for day, _why in found.passed_over] == [date(2026, 12, 24), date(2026, 12, 31)]


def test_time_stays_on_the_clock_over_the_nights_it_is_turned(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm(unit, anna, weeks=2, weekday=0)
    for day, hour in ((date(2026, 3, 16), 7), (date(2026, 10, 12), 8)):
        an_announced_meeting(anna, now=at(day), starts_at=at(day))
        (one,) = proposed(unit, anna, at(day + DAY)).days
        assert moments.in_denmark(one.starts_at).time() == time(9)
        assert (one.day - day, one.starts_at.hour) == (timedelta(days=14), hour)


def test_great_prayer_day_is_a_day_like_others_since_2024(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm(unit, anna, weeks=2, weekday=4)
    an_announced_meeting(anna, now=now, starts_at=at(date(2027, 4, 9)))
    assert days_of(proposed(unit, anna, at(date(2027, 4, 10)))) == [date(2027, 4, 23)]


def test_constitution_day_is_passed_over_as_most_offices_are_closed(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm(unit, anna, weeks=2, weekday=4)
    an_announced_meeting(anna, now=now, starts_at=at(date(2026, 5, 22)))
    found = proposed(unit, anna, at(date(2026, 5, 23)))
    assert date(2026, 6, 5) not in days_of(found)
    assert [day for day, _why in found.passed_over] == [date(2026, 6, 5)]


def test_closed_days_of_the_house_of_the_unit_and_of_those_above_are_avoided(
    anna: Person, bo: Person, space: Space, now: datetime
) -> None:
    above = a_unit(now, "Afdelingen")
    unit, elsewhere = a_unit(now, "Teamet", above), a_unit(now, "Et andet")
    function = a_function(now)
    for place in (unit, elsewhere):
        employed(anna, now, place, function)
    a_rhythm(unit, by=anna, now=now, weeks=4)
    keeper = an_administrator(bo, now)
    said = {"last_on": date(2026, 3, 18), "now": now}
    operations.add_closed_days(unit=elsewhere, label="Flytter", first_on=date(2026, 3, 16), by=anna, **said)
    assert date(2026, 3, 18) in days_of(proposed(unit, anna, now))
    for where, label, day, by in (
        (None, "Fællesdag", 18, keeper),
        (above, "Seminar", 25, anna),
        (unit, "Oprydning", 26, anna),
    ):
        days_ = {"first_on": date(2026, 3, day - 2), "last_on": date(2026, 3, day)}
        operations.add_closed_days(unit=where, label=label, **days_, by=by, now=now)
    found = proposed(unit, anna, now)
    assert days_of(found) == [date(2026, 4, 8)] or days_of(found)[0] > date(2026, 3, 26)
    assert (date(2026, 3, 18), "Fællesdag") in found.passed_over
    assert date(2026, 3, 25) in [day for day, _why in found.passed_over]


def test_week_of_the_winter_holiday_waits(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm(unit, anna, weeks=10, weekday=2)
    today = at(date(2026, 12, 1))
    an_announced_meeting(anna, now=today, starts_at=at(date(2026, 12, 9)))
    found = proposed(unit, anna, today)
    assert date(2027, 2, 17) not in days_of(found)
    assert dict(found.passed_over)[date(2027, 2, 17)] == "the week of 15 Feb 2027 is winter holiday"


def busy(anna: Person, everybody: list[Person], now: datetime, **changes: Any) -> None:
    meeting = a_meeting(anna, now=now, starts_at=moments.local(BEST, time(11)), **changes)
    an_item(meeting, by=anna, now=now, minutes=60)
    operations.choose(meeting=meeting, people=everybody, by=anna, now=now)


@pytest.fixture
def everybody(anna: Person, unit: Unit, space: Space, now: datetime) -> list[Person]:
    """Nine in the unit, Anna among them."""
    function = a_function(now, "Jobkonsulent")
    others = [person_in(space, f"Kollega {number}", f"k{number}@nordager.example") for number in range(8)]
    for person in others:
        employed(person, now, unit, function)
    return [anna, *others]


def reasons(found: ProposedDays, day: date) -> str:
    told = {one.day: one.reasons for one in found.days}
    return "; ".join(told[day]) if day in told else dict(found.passed_over)[day]


def test_day_on_which_many_already_meet_waits_and_says_how_many(
    anna: Person, unit: Unit, everybody: list[Person], now: datetime
) -> None:
    busy(anna, everybody[:6], now, kind=Kind.DEPARTMENT)
    found = proposed(unit, anna, now)
    assert days_of(found)[0] != BEST
    assert reasons(found, BEST) == "6 of 9 already have a meeting then"


def test_fewer_than_five_are_never_counted_on_screen(
    anna: Person, unit: Unit, everybody: list[Person], now: datetime
) -> None:
    busy(anna, everybody[:4], now, kind=Kind.DEPARTMENT)
    assert reasons(proposed(unit, anna, now), BEST) == "several already have a meeting then"


def test_nothing_is_said_of_who_has_time_in_a_unit_of_a_few(anna: Person, unit: Unit, now: datetime) -> None:
    assert proposed(unit, anna, now).days[0].reasons == ()


def test_another_time_of_the_day_is_no_obstacle(
    anna: Person, unit: Unit, everybody: list[Person], now: datetime
) -> None:
    rhythm(unit, anna, starts_at=time(12), minutes=60)
    busy(anna, everybody, now, kind=Kind.DEPARTMENT)
    assert days_of(proposed(unit, anna, now))[0] == BEST


def test_who_has_said_no_has_time(anna: Person, bo: Person, unit: Unit, everybody: list[Person], now: datetime) -> None:
    meeting = an_announced_meeting(
        bo, now=now, kind=Kind.DEPARTMENT, starts_at=at(BEST) + timedelta(hours=1), people=(anna,)
    )
    assert proposed(unit, anna, now).days[0].day != BEST
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=anna, now=now)
    assert proposed(unit, anna, now).days[0].day == BEST


def test_pause_is_waited_for(anna: Person, unit: Unit, now: datetime) -> None:
    a_pause(unit, by=anna, now=now, until_on=date(2026, 8, 12))
    found = proposed(unit, anna, now)
    assert min(days_of(found)) > date(2026, 8, 12)


def test_pause_to_come_is_gone_round(anna: Person, unit: Unit, now: datetime) -> None:
    a_pause(unit, by=anna, now=now, since_on=date(2026, 3, 20), until_on=date(2026, 4, 10))
    found = proposed(unit, anna, now)
    assert [day for day in days_of(found) if date(2026, 3, 20) <= day <= date(2026, 4, 10)] == []


def test_unit_with_nobody_in_it_gets_days_too(anna: Person, unit: Unit, now: datetime) -> None:
    empty = a_unit(now, "Nyt team")
    a_group(now, anna)
    a_rhythm(empty, by=anna, now=now)
    found = proposed(empty, anna, now)
    assert len(found.days) == 3
    assert found.days[0].reasons == ()


def test_days_of_a_year_never_fall_on_holidays(anna: Person, unit: Unit, now: datetime) -> None:
    closed = days.closed(date(2026, 1, 1), date(2028, 1, 1))
    today, held = now, []
    for _number in range(5):
        best = proposed(unit, anna, today).days[0]
        held.append(best.day)
        an_announced_meeting(anna, now=today, starts_at=best.starts_at)
        today = best.starts_at + timedelta(days=1)
    assert not closed.intersection(held)
    assert {day.weekday() for day in held} == {2}
    assert all(8 <= (later - sooner).days // 7 <= 12 for sooner, later in pairwise(held))


def test_number_of_queries_does_not_grow_with_the_meetings(
    anna: Person, unit: Unit, everybody: list[Person], now: datetime, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        an_announced_meeting(
            anna, now=now, starts_at=moments.local(date(2026, 4, 8 + number), time(9)), people=tuple(everybody)
        )
    with django_assert_max_num_queries(14):
        assert proposed(unit, anna, now).days


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 12, 25), "Friday, 25 December 2026 is a public holiday: Christmas Day."),
        (date(2026, 6, 5), "Most offices are closed on Friday, 5 June 2026: Constitution Day."),
        (date(2026, 3, 7), "Saturday, 7 March 2026 lies in a weekend."),
        (date(2026, 2, 11), "The week of 9 February 2026 is winter holiday: many are away."),
        (date(2026, 3, 11), ""),
    ],
)
def test_day_that_does_not_suit_is_told(anna: Person, unit: Unit, now: datetime, day: date, says: str) -> None:
    assert queries.warning_of_day(day, [unit.pk]) == says


def test_day_closed_here_is_told_to_those_of_the_unit_only(anna: Person, unit: Unit, now: datetime) -> None:
    said = {"label": "Oprydning", "first_on": date(2026, 3, 11), "last_on": date(2026, 3, 11)}
    operations.add_closed_days(unit=unit, **said, by=anna, now=now)
    meeting = a_meeting(anna, now=now)
    assert "Oprydning" in queries.warning_of_meeting(meeting, [anna], date(2026, 3, 4))
    assert queries.warning_of_day(date(2026, 3, 11), []) == ""
    assert queries.warning_of_day(date(2026, 3, 12), [unit.pk]) == ""
    assert queries.warning_of_meeting(meeting, [anna], date(2026, 3, 12)) == ""


def test_usual_closed_days_are_suggested_until_they_are_taken(anna: Person, bo: Person, now: datetime) -> None:
    keeper, today = an_administrator(bo, now), date(2026, 3, 4)
    found = queries.suggestions(None, today)
    assert {date(2026, 5, 1), date(2026, 5, 15), date(2026, 6, 5), date(2026, 12, 27)} <= {
        one.first_on for one in found
    }
    assert [one for one in found if one.last_on < today] == []
    christmas = next(one for one in found if one.first_on == date(2026, 12, 27))
    assert christmas.last_on == date(2026, 12, 30)
    said = {"label": christmas.label, "first_on": date(2026, 12, 24), "last_on": date(2026, 12, 30)}
    operations.add_closed_days(unit=None, **said, by=keeper, now=now)
    left = {one.first_on for one in queries.suggestions(None, today)}
    assert not {date(2026, 12, 24), date(2026, 12, 27)} & left
    assert date(2026, 12, 31) in left


def test_plan_gets_days_of_the_planners_own_unit_first(anna: Person, bo: Person, unit: Unit, now: datetime) -> None:
    theirs = a_unit(now, "Aktivering")
    employed(bo, now, theirs, a_function(now, "Mentor"))
    assert queries.days_for_plan(person=anna, now=now, kind=Kind.STRATEGY) is None
    a_rhythm(theirs, by=bo, now=now)
    for person, first, other in ((anna, unit, theirs), (bo, theirs, unit)):
        found = queries.days_for_plan(person=person, now=now, kind=Kind.LEARNING)
        assert found is not None
        assert (found.cadence.unit, found.others) == (first, (other,))
        chosen = queries.days_for_plan(person=person, now=now, kind=Kind.LEARNING, unit_id=other.pk)
        assert chosen is not None
        assert chosen.cadence.unit == other
