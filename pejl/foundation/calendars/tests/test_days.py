"""Days that suit a rhythm, in years with and without a week 53, over the nights on which the clock is turned."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.calendars import days
from pejl.foundation.calendars.days import Proposal, Rhythm
from pejl.foundation.formats import moments, weeks

YEARS = (2015, 2020, 2026, 2027)
WEEKDAYS = range(5)
DATES = st.dates(date(2014, 1, 1), date(2035, 1, 1))
RHYTHMS = st.tuples(st.integers(1, 12), st.integers(0, 8)).map(lambda one: (one[0], one[0] + one[1]))


def closed_around(day: date) -> frozenset[date]:
    return days.closed(day, day + timedelta(days=900))


def test_holidays_of_a_year_stand_in_order_with_danish_names() -> None:
    assert [(one.day, one.name) for one in days.holidays(2026) if one.is_public] == [
        (date(2026, 1, 1), "Nytårsdag"),
        (date(2026, 4, 2), "Skærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 5), "Påskedag"),
        (date(2026, 4, 6), "Anden påskedag"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 24), "Pinsedag"),
        (date(2026, 5, 25), "Anden pinsedag"),
        (date(2026, 12, 25), "Juledag"),
        (date(2026, 12, 26), "Anden juledag"),
    ]


def test_holidays_have_english_names_on_the_english_screen() -> None:
    with translation.override("en"):
        assert days.holidays(2026)[0].name == "New Year's Day"


@pytest.mark.parametrize("year", YEARS)
def test_days_on_which_most_offices_close_are_suggestions(year: int) -> None:
    suggested = [(one.day.month, one.day.day) for one in days.holidays(year) if not one.is_public]
    expected = [(5, 1), (6, 5), (12, 24), (12, 31)]
    by_law = {one.day for one in days.holidays(year) if one.is_public}
    assert suggested == [one for one in expected if date(year, *one) not in by_law]


@pytest.mark.parametrize(
    ("year", "day"), [(2015, date(2015, 5, 1)), (2020, date(2020, 5, 8)), (2023, date(2023, 5, 5))]
)
def test_the_great_prayer_day_was_a_holiday(year: int, day: date) -> None:
    assert (day, "Store bededag") in {(one.day, one.name) for one in days.holidays(year)}


@pytest.mark.parametrize("day", [date(2024, 4, 26), date(2026, 5, 1), date(2027, 4, 23)])
def test_the_great_prayer_day_is_a_working_day_since_2024(day: date) -> None:
    """Four weeks and a Friday after Easter; in 2026 it falls on the 1st of May, which is a suggestion."""
    assert not any(one.name == "Store bededag" for one in days.holidays(day.year))
    assert day not in {one.day for one in days.holidays(day.year) if one.is_public}


def test_constitution_day_that_is_whit_monday_is_off_by_law() -> None:
    (found,) = [one for one in days.holidays(2017) if one.day == date(2017, 6, 5)]
    assert found.is_public
    assert found.name.startswith("Anden pinsedag")


def test_closed_takes_the_days_of_several_years() -> None:
    assert days.closed(date(2026, 12, 24), date(2027, 1, 1)) == {
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 31),
        date(2027, 1, 1),
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 15), True),  # the Friday after Ascension Day
        (date(2026, 5, 13), False),  # the Wednesday before it
        (date(2026, 5, 14), False),  # the day itself
        (date(2026, 4, 1), False),  # the Wednesday before Easter: Monday and Tuesday are working days too
        (date(2015, 6, 4), False),  # a Thursday before Constitution Day, a Friday
        (date(2020, 6, 4), False),
        (date(2026, 12, 29), True),  # between Christmas and New Year
        (date(2027, 12, 27), True),
        (date(2026, 5, 16), False),  # a Saturday is off anyway
        (date(2026, 11, 26), False),
    ],
)
def test_days_between_are_those_that_one_takes_off(day: date, expected: bool) -> None:
    assert days.is_between(day, days.closed(date(day.year, 1, 1), date(day.year, 12, 31))) == expected


@given(DATES, RHYTHMS, st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_proposals_are_open_days_of_the_rhythm(after: date, rhythm: tuple[int, int], weekdays: set[int]) -> None:
    closed = closed_around(after)
    found = days.proposals(Rhythm(every_weeks=rhythm, weekdays=weekdays, closed=closed), after=after, count=5)
    assert found
    for one in found:
        assert one.day not in closed
        assert one.day.weekday() in weekdays
        assert one.weeks_since >= rhythm[0]
        assert one.week == weeks.iso(one.day)[1]
        assert weeks.monday(*weeks.iso(one.day)) - weeks.monday(*weeks.iso(after)) == one.weeks_since * days.WEEK


@given(DATES, st.sampled_from(["even", "odd"]))
def test_even_and_odd_weeks_are_those_of_the_calendar(after: date, parity: days.Parity) -> None:
    rhythm = Rhythm(every_weeks=(2, 4), weekdays=[3], closed=closed_around(after), parity=parity)
    found = days.series(rhythm, after=after, count=12)
    assert len(found) == 12
    assert {one.week % 2 == 0 for one in found} == {parity == "even"}


def test_week_53_is_followed_by_an_odd_week_1() -> None:
    """2026 has it: an odd week, and the next one is odd again."""
    every = days.series(Rhythm(every_weeks=(1, 1), weekdays=[3]), after=date(2026, 12, 17), count=4)
    assert [(one.day, one.week) for one in every] == [
        (date(2026, 12, 24), 52),
        (date(2026, 12, 31), 53),
        (date(2027, 1, 7), 1),
        (date(2027, 1, 14), 2),
    ]
    odd = days.series(Rhythm(every_weeks=(1, 2), weekdays=[3], parity="odd"), after=date(2026, 12, 17), count=3)
    assert [one.week for one in odd] == [53, 1, 3]
    closed = days.closed(date(2026, 12, 1), date(2027, 2, 1))
    rhythm = Rhythm(every_weeks=(1, 3), weekdays=[3], parity="odd", closed=closed)
    open_ones = days.series(rhythm, after=date(2026, 12, 17), count=2)
    assert [one.week for one in open_ones] == [1, 3]


@pytest.mark.parametrize("year", YEARS)
def test_a_rhythm_does_not_drift_when_the_clock_is_turned(year: int) -> None:
    """Thursday at nine stays Thursday at nine, exactly so many weeks apart."""
    found = days.series(Rhythm(every_weeks=(2, 2), weekdays=[3]), after=date(year, 1, 1), count=30)
    assert {one.day.weekday() for one in found} == {3}
    assert {later.day - sooner.day for sooner, later in pairwise(found)} == {timedelta(weeks=2)}
    starts = [moments.local(one.day, time(9)) for one in found]
    assert {moments.in_denmark(start).time() for start in starts} == {time(9)}
    assert {start.hour for start in starts} == {7, 8}


@pytest.mark.parametrize("year", YEARS)
def test_a_year_of_learning_meetings_falls_on_days_that_suit(year: int) -> None:
    closed = days.closed(date(year - 1, 12, 1), date(year + 2, 1, 1))
    quiet = (7, 29, 30, 31, 42)
    rhythm = Rhythm(every_weeks=(8, 12), weekdays=[1, 2, 3], closed=closed, quiet_weeks=quiet)
    found = days.series(rhythm, after=date(year - 1, 12, 3), count=5)
    assert [one for one in found if one.is_between or one.is_quiet or one.day in closed or one.busy] == []
    assert all(8 <= one.weeks_since <= 12 for one in found)


def only(after: date = date(2026, 1, 5), count: int = 9, **asked: Any) -> list[Proposal]:
    return days.proposals(Rhythm(**{"every_weeks": (8, 12), "weekdays": [3], **asked}), after=after, count=count)


def test_the_middle_of_the_rhythm_comes_first() -> None:
    assert [one.weeks_since for one in only()] == [10, 9, 11, 8, 12]


def test_a_day_on_which_people_are_in_another_meeting_comes_later() -> None:
    middle = only()[0].day
    found = only(taken={middle: 2})
    assert [one.weeks_since for one in found] == [9, 11, 8, 12, 10]
    assert [one.busy for one in found] == [0, 0, 0, 0, 2]


def test_quiet_weeks_come_last_and_are_told() -> None:
    found = only(quiet_weeks={12})
    assert (found[-1].week, found[-1].is_quiet) == (12, True)
    assert sum(one.is_quiet for one in found) == 1


def test_no_week_is_quiet_unless_told() -> None:
    (found,) = only(after=date(2026, 6, 1), every_weeks=(7, 7))
    assert (found.week, found.is_quiet) == (30, False)


def test_the_day_after_ascension_is_proposed_only_where_nothing_else_is() -> None:
    found = only(after=date(2026, 3, 6), every_weeks=(9, 11), weekdays=[4], closed=days.closed(*SPRING))
    assert [one.day for one in found] == [date(2026, 5, 8), date(2026, 5, 22), date(2026, 5, 15)]
    assert (found[-1].is_between, found[-1].beside) == (True, date(2026, 5, 14))


SPRING = (date(2026, 1, 1), date(2026, 6, 30))


def test_a_day_beside_a_holiday_is_told_and_gives_way() -> None:
    found = only(after=date(2026, 3, 4), every_weeks=(9, 11), weekdays=[2], closed=days.closed(*SPRING))
    assert [(one.day, one.beside) for one in found] == [
        (date(2026, 5, 6), None),
        (date(2026, 5, 20), None),
        (date(2026, 5, 13), date(2026, 5, 14)),
    ]


def test_several_weekdays_give_days_in_different_weeks_first() -> None:
    found = only(weekdays=WEEKDAYS, count=6)
    assert [one.weeks_since for one in found] == [10, 9, 11, 8, 12, 10]
    assert [one.day.weekday() for one in found] == [0, 0, 0, 0, 0, 1]


def test_a_rhythm_that_is_closed_throughout_is_looked_beyond() -> None:
    shut = {date(2026, 3, 1) + timedelta(days=day) for day in range(59)}
    found = only(closed=shut, count=2)
    assert [one.day for one in found] == [date(2026, 4, 30), date(2026, 5, 7)]
    assert found[0].weeks_since > 12


def test_a_job_centre_that_never_opens_gets_no_days() -> None:
    shut = {date(2026, 1, 1) + timedelta(days=day) for day in range(900)}
    assert only(closed=shut) == []
    rhythm = Rhythm(every_weeks=(8, 12), weekdays=[3], closed=shut)
    assert days.series(rhythm, after=date(2026, 1, 5), count=3) == []
    assert only(weekdays=[]) == []


@pytest.mark.parametrize(
    "asked", [{"every_weeks": (0, 2)}, {"every_weeks": (3, 2)}, {"weekdays": [7]}, {"weekdays": [-1]}]
)
def test_a_rhythm_that_cannot_be_is_an_error(asked: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="rhythm"):
        only(**asked)
