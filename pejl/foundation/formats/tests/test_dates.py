from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.formats import dates
from pejl.foundation.formats.language import NotUnderstood

WEDNESDAY = date(2015, 3, 4)
TODAY = date(2015, 1, 7)  # a Wednesday too
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "4/3-2015", "4/3-15", "04.03.2015", "4.3.15", "4.3.2015", "04-03-2015", "4. 3. 2015", "4 3 2015", "4/3/2015",
        "4,3,15", "04/03-15", "4 / 3 - 2015", "4/3–2015", "4. marts 2015", "d. 4. marts 2015", "den 4. marts 2015",
        "d.4. marts 2015", "4 marts 15", "4. mar. 2015", "4.marts 2015", "onsdag den 4. marts 2015",
        "Onsdag d. 4/3-2015", "ons. 4/3-2015", "onsdag, 4. marts 2015", "040315", "04032015", "2015-03-04",
        "4 March 2015", "March 4, 2015", "4th March 2015", "Wednesday, 4 March 2015", " 4.3.15. ", "４/３-２０１５",
        "4/3", "4. marts", "4.3", "onsdag den 4. marts", "den 4. marts",
    ],
)  # fmt: skip
def test_parse_understands(typed: str) -> None:
    assert dates.parse(typed, TODAY) == WEDNESDAY


@pytest.mark.parametrize(
    ("typed", "days"),
    [("i dag", 0), ("I DAG", 0), ("idag", 0), ("i morgen", 1), ("tomorrow", 1), ("i går", -1), ("i overmorgen", 2)],
)
def test_parse_understands_near_days(typed: str, days: int) -> None:
    assert dates.parse(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("torsdag", 8), ("på torsdag", 8), ("tor.", 8), ("tirsdag", 13), ("onsdag", 14), ("søndag", 11), ("monday", 12)],
)
def test_parse_takes_a_weekday_as_the_next_such_day_after_today(typed: str, day: int) -> None:
    assert dates.parse(typed, TODAY) == date(2015, 1, day)


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("7/1", date(2015, 1, 7), date(2015, 1, 7)),
        ("6/1", date(2015, 1, 7), date(2016, 1, 6)),
        ("29/2", date(2015, 1, 7), date(2016, 2, 29)),
        ("29/2", date(2096, 3, 1), date(2104, 2, 29)),
        ("1/1-35", date(2015, 1, 7), date(2035, 1, 1)),
        ("1/1-36", date(2015, 1, 7), date(1936, 1, 1)),
    ],
)
def test_parse_fills_in_the_year(typed: str, today: date, day: date) -> None:
    assert dates.parse(typed, today) == day


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "x", "31/2-2015", "31. april", "0/1-2015", "1/13-2015", "29/2-2015", "32.1.15", "4", "4/3-201",
        "7101011234", "710101-1234", "7403151234", "04031512", "4/3-2015 kl. 9", "2015-3-4", "uge 47", "tysdag",
        "tirsdag den 4. marts 2015", "4/3-0015", "4/3-9999", "4//3", "4. m 2015", "4/3-2015\x00",
    ],
)  # fmt: skip
def test_parse_refuses_what_is_no_day(typed: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        dates.parse(typed, TODAY)
    assert refused.value.message.endswith(".")
    assert "1234" not in refused.value.message


@given(DAYS, st.sampled_from(["da", "en"]), st.sampled_from([dates.long, dates.short, dates.with_weekday]), DAYS)
def test_parse_reads_back_what_is_written(day: date, language: str, write: object, today: date) -> None:
    assert callable(write)
    with translation.override(language):
        assert dates.parse(write(day), today) == day


@given(DAYS, DAYS)
def test_parse_reads_back_all_numbers(day: date, today: date) -> None:
    for pattern in ("%d%m%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"):
        assert dates.parse(day.strftime(pattern), today) == day


@given(st.dates(date(1940, 1, 1), date(2180, 12, 31)), st.integers(-79 * 365, 19 * 365))
def test_parse_reads_back_six_digits_of_a_day_that_is_near(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    if day >= date(1900, 1, 1):
        assert dates.parse(f"{day:%d%m%y}", today) == day


@given(st.text(max_size=40), DAYS)
def test_parse_gives_a_day_or_a_sentence(typed: str, today: date) -> None:
    with contextlib.suppress(NotUnderstood):
        assert isinstance(dates.parse(typed, today), date)


def test_days_are_written_in_danish() -> None:
    assert dates.long(WEDNESDAY) == "4. marts 2015"
    assert dates.short(WEDNESDAY) == "4/3-2015"
    assert dates.with_weekday(WEDNESDAY) == "onsdag den 4. marts 2015"
    assert dates.moment(datetime(2015, 3, 4, 11, 45, tzinfo=UTC)) == "onsdag den 4. marts 2015 kl. 12.45"


def test_days_are_written_in_english() -> None:
    with translation.override("en"):
        assert dates.long(WEDNESDAY) == "4 March 2015"
        assert dates.short(WEDNESDAY) == "4 Mar 2015"
        assert dates.with_weekday(WEDNESDAY) == "Wednesday, 4 March 2015"
        assert dates.moment(datetime(2015, 3, 4, 11, 45, tzinfo=UTC)) == "Wednesday, 4 March 2015 at 12:45"


def test_a_moment_is_written_as_the_day_it_is_in_denmark() -> None:
    assert dates.short(datetime(2015, 3, 4, 23, 30, tzinfo=UTC)) == "5/3-2015"


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (datetime(2015, 3, 4, 13, 2, tzinfo=UTC), "i dag kl. 14.02", "today at 14:02"),
        (datetime(2015, 3, 3, 23, 2, tzinfo=UTC), "i dag kl. 00.02", "today at 00:02"),
        (datetime(2015, 3, 3, 13, 2, tzinfo=UTC), "i går kl. 14.02", "yesterday at 14:02"),
        (datetime(2015, 3, 5, 8, 0, tzinfo=UTC), "i morgen kl. 09.00", "tomorrow at 09:00"),
        (datetime(2015, 3, 1, 8, 0, tzinfo=UTC), "for 3 dage siden", "3 days ago"),
        (datetime(2015, 3, 25, 8, 0, tzinfo=UTC), "om 21 dage", "in 21 days"),
        (datetime(2015, 1, 2, 8, 0, tzinfo=UTC), "2. januar 2015", "2 January 2015"),
    ],
)
def test_relative_names_what_is_near(moment: datetime, danish: str, english: str) -> None:
    now = datetime(2015, 3, 4, 15, 0, tzinfo=UTC)
    assert dates.relative(moment, now) == danish
    with translation.override("en"):
        assert dates.relative(moment, now) == english
