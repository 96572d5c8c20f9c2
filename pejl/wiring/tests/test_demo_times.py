"""When the demo's story happens: in working hours, never on a day off, and before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from pejl.foundation.formats.moments import in_denmark
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.wiring import demo
from pejl.wiring.demo_story.calendar import WorkingWeeks, easter, is_off

SUNDAY_NIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
MONDAY_NIGHT = datetime(2027, 1, 3, 23, 15, tzinfo=UTC)  # a quarter past midnight on Monday 4 January in Denmark
SUMMER = datetime(2028, 7, 12, 9, 0, tzinfo=UTC)


pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(SUNDAY_NIGHT, id="Sunday night"),
        pytest.param(MONDAY_NIGHT, id="Monday night", marks=pytest.mark.endure),
        pytest.param(SUMMER, id="summer", marks=pytest.mark.endure),
    ],
)
def test_story_happens_in_working_hours_and_before_now(db: None, now: datetime) -> None:
    demo.make(now=now)
    with scopes.scope(Space.objects.get(name=demo.HOME["name"]).pk):
        for where, moment in _moments():
            there = in_denmark(moment)
            assert there.weekday() < 5, f"{where}: {there}"
            assert not is_off(there.date()), f"{where}: {there}"
            assert 8 <= there.hour < 17, f"{where}: {there}"
            assert moment < now or where.startswith("meetings.Meeting."), f"{where}: {there}"
        for where, day in _days():
            assert day.weekday() < 5, f"{where}: {day}"
            assert not is_off(day), f"{where}: {day}"


def _moments() -> Iterator[tuple[str, datetime]]:
    """Every moment in the entered space but that of the token, which is given when the demo is made."""
    for where, value in _values(models.DateTimeField):
        if not where.startswith("tenancy.Token."):
            yield where, value


def _days() -> Iterator[tuple[str, date]]:
    """Every day in the entered space but the next review, which is a year after the approval, and the closed days."""
    for where, value in _values(models.DateField):
        if not isinstance(value, datetime) and not where.endswith(".review_on") and "ClosedDays" not in where:
            yield where, value


def _values(kind: type[models.Field[Any, Any]]) -> Iterator[tuple[str, Any]]:
    for model in apps.get_models():
        if issubclass(model, SpaceRow):
            for field in model._meta.concrete_fields:
                if isinstance(field, kind):
                    for value in model.objects.exclude(**{field.name: None}).values_list(field.name, flat=True):
                        yield f"{model._meta.label}.{field.name}", value


def test_easter_is_when_it_was() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2027, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize(
    "day",
    [date(2026, 4, 2), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 24), date(2027, 7, 7)],
)
def test_nobody_works_on_a_holiday_or_in_july(day: date) -> None:
    assert is_off(day)
    assert not is_off(date(2026, 4, 24))  # the day of prayer, which has been an ordinary day since 2024


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 1, 4), date(2028, 7, 12), date(2026, 4, 6)])
def test_weeks_are_full_working_weeks_in_order(today: date) -> None:
    weeks = WorkingWeeks(today)
    days = [weeks.day(f"{number} {weekday}") for number in (-46, -5, -1, 1, 4) for weekday in ("man", "tir", "fre")]
    assert days == sorted(days)
    assert not any(is_off(day) for day in days)
    assert weeks.day("-1 fre") < today < weeks.day("1 man")
    assert in_denmark(weeks.moment("-1 tor 9.05")).strftime("%A %H.%M") == "Thursday 09.05"


def test_this_week_has_no_number() -> None:
    with pytest.raises(ValueError, match="Only whole weeks"):
        WorkingWeeks(date(2026, 11, 22)).day("0 man")
