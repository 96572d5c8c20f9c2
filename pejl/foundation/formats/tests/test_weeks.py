from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.formats import weeks


def test_label_is_written_in_danish_and_english() -> None:
    assert weeks.label(date(2026, 11, 22)) == "uge 47"
    with translation.override("en"):
        assert weeks.label(date(2026, 11, 22)) == "week 47"


def test_iso_gives_the_week_s_own_year() -> None:
    assert weeks.iso(date(2027, 1, 3)) == (2026, 53)
    assert weeks.iso(datetime(2027, 1, 3, 23, 30, tzinfo=UTC)) == (2027, 1)


@pytest.mark.parametrize(("year", "count"), [(2015, 53), (2020, 53), (2025, 52), (2026, 53), (2027, 52), (2032, 53)])
def test_in_year_knows_long_years(year: int, count: int) -> None:
    assert weeks.in_year(year) == count


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_monday_begins_the_week(day: date) -> None:
    monday = weeks.monday(*weeks.iso(day))
    assert monday <= day < monday + timedelta(days=7)
    assert monday.weekday() == 0


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_only_a_week_53_breaks_the_rhythm(day: date) -> None:
    assert weeks.breaks_rhythm(day) == (weeks.iso(day)[1] == 53)


def test_weeks_are_even_or_odd() -> None:
    assert not weeks.is_even(date(2026, 12, 31))
    assert not weeks.is_even(date(2027, 1, 4))
    assert weeks.is_even(date(2027, 1, 11))
