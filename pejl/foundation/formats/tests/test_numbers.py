from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from pejl.foundation.formats import durations, numbers


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (0, "0 min.", "0 mins"),
        (45, "45 min.", "45 mins"),
        (60, "1 t.", "1 hr"),
        (135, "2 t. 15 min.", "2 hrs 15 mins"),
        (timedelta(hours=3, seconds=59), "3 t.", "3 hrs"),
    ],
)
def test_minutes_are_written_as_hours_and_minutes(value: int | timedelta, danish: str, english: str) -> None:
    assert durations.minutes(value) == danish
    with translation.override("en"):
        assert durations.minutes(value) == english


def test_a_duration_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        durations.minutes(-1)


def test_numbers_carry_the_separators_of_the_language() -> None:
    assert numbers.count(1234) == "1.234"
    assert numbers.count(999) == "999"
    assert numbers.decimal(Decimal("1234.56")) == "1.234,6"
    assert numbers.decimal(2, places=2) == "2,00"
    with translation.override("en"):
        assert numbers.count(1234567) == "1,234,567"
        assert numbers.decimal(1234.5) == "1,234.5"
