"""What it takes to propose groups, and whether they are better than groups drawn by lot; prints one JSON object.

Beside the proposal stand the least that can be done: one draw by lot, and counting the penalty of groups once.
Run by ``bench.run`` in a process of its own; no database is asked.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from pejl.foundation.mixing.tests import centres  # noqa: E402 -- Django comes first: refusals are translated

TIMES, CENTRES, BEGIN = 30, 1000, 20_261_122
MEETINGS = {"90 people in 10 groups": (90, 10), "300 people in 30 groups": (300, 30)}


def main() -> None:
    """Time the proposals, then compare a thousand of them with a hundred draws each."""
    json.dump({"times": {name: _timed(*meeting) for name, meeting in MEETINGS.items()}, **_compared()}, sys.stdout)


def _timed(people: int, groups: int) -> dict[str, float]:
    """Each time another meeting with another seed: none is measured twice."""
    meetings = [centres.large(people, groups, random.Random(number)) for number in range(TIMES)]
    found = [meeting.proposed() for meeting in meetings]
    lot = random.Random(BEGIN)
    taken = [_ms(meeting.proposed) for meeting in meetings]
    drawn = [_ms(meeting.drawn, found[0], lot) for meeting in meetings]
    counted = [_ms(meeting.penalty, groups) for meeting, groups in zip(meetings, found, strict=True)]
    return {
        "ms median": statistics.median(taken),
        "ms p95": statistics.quantiles(taken, n=20)[18],
        "ms draw": statistics.median(drawn),
        "ms penalty": statistics.median(counted),
    }


def _compared() -> dict[str, Any]:
    comparisons = []
    for number in range(CENTRES):
        lot = random.Random(BEGIN + number)
        comparisons.append(centres.compare(centres.invent(lot).without_leaders(), lot))
    return {
        "centres": len(comparisons),
        "better": sum(one.is_better for one in comparisons),
        "open": sum(one.is_open for one in comparisons),
        "of mean": statistics.median(one.proposed / one.mean for one in comparisons if one.is_open),
        "of mean at most": max(one.proposed / one.mean for one in comparisons if one.is_open),
    }


def _ms(do: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    do(*arguments)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
