"""The search: deal people out, most like each other one after the other, then swap two at a time while it helps.

The penalty of ``penalty.py`` is, apart from what no division changes, a sum over pairs who share a group: how much
the two are alike, or have met before. So each person has a *pull* for each group, kept up to date in whole numbers,
and what a swap changes is read off four of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from pejl.foundation.mixing.penalty import AGAIN, LEADERS, WEIGHTS
from pejl.foundation.mixing.people import Groups, Key, Participant, Trait, traits

# Each round looks at every pair; a handful is enough, and this only bounds the time.
ROUNDS = 40


class Seating:
    """Who sits in which group. People are numbered in the order in which they are dealt out.

    Costs are those of the penalty times half the number of people, so that they are whole numbers.
    """

    def __init__(
        self,
        people: Sequence[Participant[Key]],
        sizes: Sequence[int],
        earlier: Sequence[Groups[Key]],
    ) -> None:
        self.sizes = sizes
        self.place: dict[int, int] = {}
        self.filled = [0] * len(sizes)
        having = _having(people)
        self.likeness = _likeness(people, having, earlier)
        loads = _loads(len(people), having)
        # A larger group has room for more of everything.
        self.pull = [[-load * size for size in sizes] for load in loads]

    def put(self, person: int, group: int) -> None:
        """Give the person a place in the group."""
        self.place[person] = group
        self.filled[group] += 1
        for pulls, alike in zip(self.pull, self.likeness[person], strict=True):
            pulls[group] += alike

    def deal(self, people: Sequence[int]) -> None:
        """Each in turn into the group that the person adds most to, or among equals into the emptiest."""
        for person in people:
            pulls = self.pull[person]
            free = [group for group, size in enumerate(self.sizes) if self.filled[group] < size]
            self.put(person, min(free, key=lambda group: (pulls[group], self.filled[group])))

    def improve(self, people: Sequence[int]) -> None:
        """Swap these people while it helps: each with whoever makes most of it."""
        for _round in range(ROUNDS):
            helped = [self._improve_for(person, people[turn + 1 :]) for turn, person in enumerate(people)]
            if not any(helped):
                return

    def change(self, one: int, other: int) -> int:
        """What swapping two from different groups would add to the cost."""
        here, there = self.place[one], self.place[other]
        ones, others = self.pull[one], self.pull[other]
        return ones[there] - ones[here] + others[here] - others[there] - 2 * self.likeness[one][other]

    def swap(self, one: int, other: int) -> None:
        """Let the two change places."""
        here, there = self.place[one], self.place[other]
        self.place[one], self.place[other] = there, here
        for pulls, ones, others in zip(self.pull, self.likeness[one], self.likeness[other], strict=True):
            difference = ones - others
            pulls[here] -= difference
            pulls[there] += difference

    def _improve_for(self, person: int, partners: Sequence[int]) -> bool:
        """The same sums as ``change``, written out: this is where the time goes."""
        place, pull = self.place, self.pull
        here, pulls, likeness = place[person], pull[person], self.likeness[person]
        stay, best, chosen = pulls[here], 0, -1
        for other in partners:
            there = place[other]
            if there == here:
                continue
            others = pull[other]
            change = pulls[there] - stay + others[here] - others[there] - 2 * likeness[other]
            if change < best:
                best, chosen = change, other
        if chosen >= 0:
            self.swap(person, chosen)
        return chosen >= 0


def _having(people: Sequence[Participant[Key]]) -> dict[Trait, list[int]]:
    """Who has each trait."""
    having: dict[Trait, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for trait in traits(person):
            having[trait].append(number)
    return having


def _loads(count: int, having: dict[Trait, list[int]]) -> list[int]:
    """For each person how many others are expected to be alike, summed over the traits with their weights."""
    loads = [0] * count
    for (kind, _name), numbers in having.items():
        for number in numbers:
            loads[number] += WEIGHTS[kind] * len(numbers)
    return loads


def _likeness(
    people: Sequence[Participant[Key]], having: dict[Trait, list[int]], earlier: Sequence[Groups[Key]]
) -> list[list[int]]:
    """What each pair costs when they share a group."""
    count = len(people)
    likeness = [[0] * count for _person in people]
    numbers = {person.key: number for number, person in enumerate(people)}
    apart = [(WEIGHTS[kind], alike) for (kind, _name), alike in having.items()]
    apart.append((LEADERS, [number for number, person in enumerate(people) if person.is_leader]))
    for weight, groups in zip(AGAIN, earlier, strict=False):
        apart += [(weight, [numbers[key] for key in set(group) if key in numbers]) for group in groups]
    for weight, alike in apart:
        for one, other in combinations(alike, 2):
            likeness[one][other] += weight * count
            likeness[other][one] += weight * count
    return likeness
