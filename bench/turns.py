"""Whether turns are taken fairly: the widest gap in many invented job centres; prints one JSON object.

Beside it stands what asking by lot would lead to in the same job centres. Run by ``bench.run`` in a process of its
own; no database is asked.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from pejl.meetings.tests import rotation  # noqa: E402 -- Django comes first: reasons are translated

CENTRES, MEETINGS, BEGIN = 1000, 40, 20_261_122


def main() -> None:
    """Let each live through its meetings twice: in turn, and by lot."""
    in_turn, by_lot = _widest(rotation.invent), _widest(rotation.invent_by_lot)
    told = {"centres": CENTRES, "meetings": MEETINGS, "gap": max(in_turn), "gap by lot": max(by_lot)}
    json.dump(told | {"gap by lot, mean": sum(by_lot) / CENTRES}, sys.stdout)


def _widest(invent: Callable[[random.Random], rotation.Centre]) -> list[int]:
    return [rotation.live_through(invent(random.Random(BEGIN + number)), MEETINGS) for number in range(CENTRES)]


if __name__ == "__main__":
    main()
