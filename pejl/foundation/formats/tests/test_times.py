from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.formats import moments, times
from pejl.foundation.formats.language import NotUnderstood

MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LANGUAGES = st.sampled_from(["da", "en"])


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("12.45", time(12, 45)), ("12:45", time(12, 45)), ("1245", time(12, 45)),
        ("kl. 12.45", time(12, 45)), ("Kl 12.45", time(12, 45)), ("kl.12.45", time(12, 45)),
        ("klokken 12.45", time(12, 45)), ("12,45", time(12, 45)), ("9", time(9)),
        ("kl 9", time(9)), ("kl. 9.", time(9)), ("09", time(9)),
        ("945", time(9, 45)), ("0900", time(9)), ("9.05", time(9, 5)),
        ("00.00", time(0)), ("0", time(0)), ("9 pm", time(21)),
        ("9.30 a.m.", time(9, 30)), ("12 am", time(0)), ("at 9:05", time(9, 5)),
    ],
)  # fmt: skip
def test_parse_understands(typed: str, at: time) -> None:
    assert times.parse(typed) == at


@pytest.mark.parametrize(
    "typed",
    ["", "x", "24.00", "12.60", "9.5", "12.45.30", "12 45 14", "13 pm", "0 am", "12345", "klaus 9", "4/3", "-9"],
)
def test_parse_refuses_what_is_no_time(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        times.parse(typed)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("12.45-14.30", time(12, 45), time(14, 30)), ("kl. 12.45-14.30", time(12, 45), time(14, 30)),
        ("kl. 9 – 11.30", time(9), time(11, 30)), ("9-11", time(9), time(11)), ("0900-1130", time(9), time(11, 30)),
        ("9 til 11", time(9), time(11)), ("kl. 9 til kl. 11", time(9), time(11)),
        ("9:00 to 11:30", time(9), time(11, 30)),
    ],
)  # fmt: skip
def test_parse_range_understands(typed: str, start: time, end: time) -> None:
    assert times.parse_range(typed) == (start, end)


@pytest.mark.parametrize("typed", ["", "9", "9-", "9-10-11", "11-9", "9-9", "x-y"])
def test_parse_range_refuses_what_is_no_range(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        times.parse_range(typed)


@given(MINUTES, LANGUAGES)
def test_parse_reads_back_what_is_written(at: time, language: str) -> None:
    with translation.override(language):
        assert times.parse(times.clock(at)) == times.parse(times.at(at)) == at


@given(MINUTES, MINUTES, LANGUAGES)
def test_parse_range_reads_back_what_is_written(one: time, other: time, language: str) -> None:
    if one != other:
        start, end = min(one, other), max(one, other)
        with translation.override(language):
            assert times.parse_range(times.span(start, end)) == (start, end)


@given(st.text(max_size=20))
def test_parse_gives_a_time_or_a_sentence(typed: str) -> None:
    with contextlib.suppress(NotUnderstood):
        assert isinstance(times.parse(typed), time)


def test_times_are_written_in_danish_and_english() -> None:
    assert times.clock(time(9, 5)) == "09.05"
    assert times.span(time(12, 45), time(14, 30)) == "kl. 12.45-14.30"
    with translation.override("en"):
        assert times.clock(time(9, 5)) == "09:05"
        assert times.span(time(12, 45), time(14, 30)) == "12:45-14:30"


def test_a_moment_is_written_as_a_clock_in_denmark_shows_it() -> None:
    assert times.clock(datetime(2026, 7, 1, 7, 0, tzinfo=UTC)) == "09.00"
    assert times.clock(datetime(2026, 1, 1, 8, 0, tzinfo=UTC)) == "09.00"


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 29), time(1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # does not exist: 3.30
        (date(2026, 3, 29), time(3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
        (date(2026, 10, 25), time(3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_local_finds_the_moment(day: date, at: time, utc: datetime) -> None:
    assert moments.local(day, at) == utc


def test_local_moves_a_time_that_does_not_exist() -> None:
    assert times.clock(moments.local(date(2026, 3, 29), time(2, 30))) == "03.30"


@given(st.datetimes(datetime(1980, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001 -- what a wall clock shows has no zone
def test_local_shows_what_was_asked_for_but_in_the_missing_hour(shown: datetime) -> None:
    found = moments.local(shown.date(), shown.time())
    moved = moments.in_denmark(found).replace(tzinfo=None, fold=0) - shown
    assert moved in (timedelta(0), timedelta(hours=1))
    assert moments.day_of(found) == shown.date()


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        times.clock(datetime(2026, 7, 1, 7, 0))  # noqa: DTZ001 -- that is the point
