"""A proposal is better than the mean of a hundred draws by lot, in every job centre one can think of."""

from __future__ import annotations

import random

import pytest

from pejl.foundation.mixing.tests.centres import Comparison, compare, invent

pytestmark = pytest.mark.once

BEGIN = 20_261_122


def compared(number: int, *, led: bool = True) -> Comparison:
    lot = random.Random(BEGIN + number)
    centre = invent(lot)
    return compare(centre if led else centre.without_leaders(), lot)


@pytest.mark.parametrize("led", [True, False])
@pytest.mark.parametrize("number", range(60))
def test_proposal_is_better_than_the_mean_of_a_hundred_draws(number: int, led: bool) -> None:
    assert compared(number, led=led).is_better, f"random.Random({BEGIN + number})"


@pytest.mark.once
@pytest.mark.endure
@pytest.mark.parametrize("led", [True, False])
def test_proposal_is_better_in_each_of_a_thousand_job_centres(led: bool) -> None:
    comparisons = {number: compared(number, led=led) for number in range(1000)}
    assert [f"random.Random({BEGIN + number})" for number, one in comparisons.items() if not one.is_better] == []
    # Where it never matters who is put where, nothing would be shown.
    assert sum(one.is_open for one in comparisons.values()) > 900
