from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from pejl.foundation import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_changes_at_midnight_in_denmark(moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert clock.now() == moment
        assert clock.today() == day
