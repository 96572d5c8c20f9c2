"""The agenda along the clock, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pejl.foundation.formats import moments
from pejl.meetings.names import Stretch, lay_out, lines_of

NINE = moments.local(date(2015, 3, 4), time(9))


def clocks(stretches: list[Stretch]) -> list[str]:
    """Start and end of each, as a clock in Denmark shows them."""
    return [
        "-".join(f"{moments.in_denmark(moment):%H.%M}" for moment in (stretch.starts_at, stretch.ends_at))
        for stretch in stretches
    ]


def test_lay_out_sets_items_one_after_the_other() -> None:
    assert clocks(lay_out(NINE, [(15, None), (45, None), (90, None)])) == ["09.00-09.15", "09.15-10.00", "10.00-11.30"]


def test_lay_out_leaves_time_over_before_a_fixed_start() -> None:
    first, fixed, last = lay_out(NINE, [(15, None), (30, time(9, 30)), (10, None)])
    assert clocks([first, fixed, last]) == ["09.00-09.15", "09.30-10.00", "10.00-10.10"]
    assert (fixed.slack, fixed.overrun, last.slack) == (15, 0, 0)


def test_lay_out_tells_when_too_much_stands_before_a_fixed_start() -> None:
    _first, fixed = lay_out(NINE, [(45, None), (30, time(9, 30))])
    assert clocks([fixed]) == ["09.30-10.00"]
    assert (fixed.slack, fixed.overrun) == (0, 15)


def test_lay_out_of_nothing_is_nothing() -> None:
    assert lay_out(NINE, []) == []


def test_lay_out_counts_minutes_in_the_night_when_the_clock_is_put_forward() -> None:
    starts_at = moments.local(date(2026, 3, 29), time(1, 30))
    assert clocks(lay_out(starts_at, [(60, None), (30, None)])) == ["01.30-03.30", "03.30-04.00"]


def test_lay_out_counts_minutes_in_the_night_when_the_clock_is_put_back() -> None:
    starts_at = moments.local(date(2026, 10, 25), time(2, 30))
    stretches = lay_out(starts_at, [(60, None), (60, None)])
    assert clocks(stretches) == ["02.30-02.30", "02.30-03.30"]
    assert stretches[-1].ends_at == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


def test_lay_out_keeps_a_fixed_start_on_the_wall_clock_in_summer_and_winter() -> None:
    for day in (date(2026, 7, 1), date(2026, 12, 1), date(2026, 12, 31)):
        [fixed] = lay_out(moments.local(day, time(9)), [(10, time(9))])
        assert clocks([fixed]) == ["09.00-09.10"]
        assert (fixed.slack, fixed.overrun) == (0, 0)


def test_lines_of_takes_one_entry_a_line_without_dashes_and_empty_lines() -> None:
    assert lines_of("- At vide\n\n  • At kunne \nEn e-mail-liste\n") == ["At vide", "At kunne", "En e-mail-liste"]
