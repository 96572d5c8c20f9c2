"""What is answered now, as rows for somebody to judge."""

from __future__ import annotations

from collections.abc import Iterator

import time_machine

from tests.access import matrix, world
from tests.access.asking import Asker
from tests.access.doors import Door, every_door, methods_of
from tests.access.matrix import GRANTED, line_of
from tests.access.roles import ROLES
from tests.people import NOW


def observed(address: str = "", on: str | None = None) -> Iterator[str]:
    """A line for everything the matrix says nothing about, or for one address; in one situation, or in the fullest."""
    declared = set() if address else {(row.address, row.method) for row in matrix.rows()}
    with time_machine.travel(NOW, tick=False):
        asker = Asker(world.build())
        for door in every_door().values():
            for method in methods_of(door, asker.become("colleague")):
                if (door.name, method) not in declared and address in ("", door.name):
                    yield _fullest(asker, door, method) if on is None else _line(asker, door, method, on)


def _fullest(asker: Asker, door: Door, method: str) -> str:
    """The line of the situation in which most get in; a remark where what it asks for is nowhere in the world."""
    lines: dict[str, int] = {}
    for on in asker.world.situations if door.address.parameters else [""]:
        try:
            line = _line(asker, door, method, on)
        except AttributeError:
            continue
        lines[line] = _granted(line)
    if not lines:
        return f"# {door.name} {method}: tests/access/world.py has nothing that it asks for"
    return max(lines, key=lambda line: lines[line])


def _line(asker: Asker, door: Door, method: str, on: str) -> str:
    return line_of(door.name, method, on, {role: asker.status(door, method, on, role) for role in ROLES})


def _granted(line: str) -> int:
    """How many get in without a remark."""
    cells = line.split(",")[3 : 3 + len(ROLES)]
    return sum(int(cell) in GRANTED - {409, 422} for cell in cells)
