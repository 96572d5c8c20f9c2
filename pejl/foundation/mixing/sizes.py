"""How many groups, and how many people in each."""

from __future__ import annotations

import heapq

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid


def how_many(people: int, *, number: int | None, size: int | None, taken: int) -> int:
    """How many groups ``people`` make; the first ``taken`` have members who stay, and are there in any case.

    Asked for by number or by the most that may be in one; never more groups than people. Raises ``Invalid`` where
    fewer are asked for than have members who stay.
    """
    if (number is None) == (size is None):
        raise ValueError("Ask for groups either by number or by size.")
    if number is not None:
        _at_least_one(number, "number")
        if number < taken:
            raise Invalid(_("More groups have members who stay than you ask for."), field="number")
        return max(taken, min(number, people))
    assert size is not None
    _at_least_one(size, "size")
    return max(taken, -(-people // size))


def _at_least_one(value: int, field: str) -> None:
    if value < 1:
        raise Invalid(_("Write a number of at least 1."), field=field)


def even(people: int, staying: list[int]) -> list[int]:
    """Sizes that differ by at most one, except where more people stay in a group than that."""
    sizes = list(staying)
    smallest = [(size, group) for group, size in enumerate(sizes)]
    heapq.heapify(smallest)
    for _person in range(people - sum(staying)):
        size, group = smallest[0]
        sizes[group] = size + 1
        heapq.heapreplace(smallest, (size + 1, group))
    return sizes
