"""What is wrong with a division into groups, as one number: the search makes it small, tests compare by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import permutations

from pejl.foundation.mixing.people import Groups, Key, Participant, traits

# What one misplaced person costs, by what is unevenly spread because of it.
WEIGHTS = {"function": 4, "unit": 3, "experience": 2, "guest": 1}
# More than everything else together can be worth: two leaders share a group only where they must.
LEADERS = 1_000_000
# For each of two who meet again: last time, and the time before.
AGAIN = (6, 2)


def penalty(people: Collection[Participant[Key]], groups: Groups[Key], earlier: Sequence[Groups[Key]] = ()) -> float:
    """Sum over the groups of the squared distances, in people, from what would be a group's share.

    Each function, unit and band of experience has its share in proportion to the group's size. Leaders who share a
    group although they need not cost ``LEADERS``; whoever meets somebody again from ``earlier`` groups (the latest
    meeting first) costs ``AGAIN``.
    """
    everyone = {person.key: person for person in people}
    total = Counter(trait for person in people for trait in traits(person))
    cost = 0.0
    for group in groups:
        members = [everyone[key] for key in group]
        part = len(members) / len(everyone)
        here = Counter(trait for person in members for trait in traits(person))
        cost += sum(WEIGHTS[trait[0]] * (here[trait] - count * part) ** 2 for trait, count in total.items())
    return cost + _leaders({person.key for person in people if person.is_leader}, groups) + _again(groups, earlier)


def _leaders(leaders: set[Key], groups: Groups[Key]) -> int:
    """What their squares exceed those of the evenest spread by."""
    if not groups:
        return 0
    each, over = divmod(len(leaders), len(groups))
    evenest = over * (each + 1) ** 2 + (len(groups) - over) * each**2
    return LEADERS * (sum(len(leaders.intersection(group)) ** 2 for group in groups) - evenest)


def _again(groups: Groups[Key], earlier: Sequence[Groups[Key]]) -> int:
    now = {key: number for number, group in enumerate(groups) for key in group}
    return sum(
        weight * sum(one in now and now[one] == now.get(other) for one, other in _meetings(before))
        for weight, before in zip(AGAIN, earlier, strict=False)
    )


def _meetings(groups: Groups[Key]) -> Iterator[tuple[Key, Key]]:
    return (pair for group in groups for pair in permutations(set(group), 2))
