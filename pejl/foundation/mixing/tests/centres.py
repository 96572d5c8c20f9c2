"""Invented job centres, and groups drawn by lot, to compare a proposal with."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from statistics import mean

from pejl.foundation.mixing import proposing
from pejl.foundation.mixing.penalty import penalty
from pejl.foundation.mixing.people import Groups, Participant

BANDS = ("under a year", "one to three years", "more", None)


@dataclass(frozen=True, kw_only=True)
class Centre:
    """What a proposal is asked for."""

    people: list[Participant[str]]
    number: int
    staying: list[list[str]] = field(default_factory=list)
    earlier: list[list[list[str]]] = field(default_factory=list)

    def proposed(self, seed: str = "1") -> tuple[tuple[str, ...], ...]:
        """The groups that Pejl proposes."""
        return proposing.groups(
            self.people, number=self.number, staying=self.staying, earlier=self.earlier, seed=seed
        ).groups

    def drawn(self, like: Groups[str], lot: random.Random) -> list[list[str]]:
        """Groups by lot: of the same sizes, and those who stay stay."""
        kept = [*self.staying, *[[]] * (len(like) - len(self.staying))]
        stay = {key for group in kept for key in group}
        free = [person.key for person in self.people if person.key not in stay]
        lot.shuffle(free)
        rest = iter(free)
        return [
            [*members, *(next(rest) for _place in range(len(group) - len(members)))]
            for members, group in zip(kept, like, strict=True)
        ]

    def penalty(self, groups: Groups[str]) -> float:
        """What is wrong with the groups."""
        return penalty(self.people, groups, self.earlier)

    def without_leaders(self) -> Centre:
        """The same, led by nobody: leaders weigh so much that they hide how well the others are mixed."""
        return replace(self, people=[replace(person, is_leader=False) for person in self.people])


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A proposal beside the mean of draws. ``is_open``: it matters at all who is put where."""

    proposed: float
    mean: float
    is_open: bool

    @property
    def is_better(self) -> bool:
        """Better than the mean; where all divisions are equally good, none is."""
        return self.proposed < self.mean if self.is_open else self.proposed <= self.mean + 1e-6


def compare(centre: Centre, lot: random.Random, draws: int = 100) -> Comparison:
    """The proposal's penalty beside those of groups drawn by lot."""
    groups = centre.proposed()
    penalties = [centre.penalty(centre.drawn(groups, lot)) for _draw in range(draws)]
    return Comparison(
        proposed=centre.penalty(groups), mean=mean(penalties), is_open=max(penalties) - min(penalties) > 1e-6
    )


def invent(lot: random.Random) -> Centre:
    """A job centre from 4 to 120 people who meet: of few kinds or many, evenly or lopsidedly spread."""
    count, functions, units = lot.randint(4, lot.choice([12, 40, 120])), lot.randint(1, 9), lot.randint(1, 8)
    leaders, guests, known = lot.randint(0, 5), lot.randint(0, 4), lot.random()
    people = [
        Participant(
            key=f"p{number}",
            functions=_some(lot, "f", functions, 0.05),
            units=_some(lot, "u", units, 0.08),
            experience=lot.choice(BANDS) if lot.random() < known else None,
            is_leader=number < leaders,
            is_guest=count - number <= guests,
        )
        for number in range(count)
    ]
    number = lot.randint(2, max(2, count // 3))
    keys = [person.key for person in people]
    return Centre(
        people=people, number=number, staying=_staying(lot, keys, number), earlier=_earlier(lot, keys, number)
    )


def large(count: int, number: int, lot: random.Random) -> Centre:
    """A full meeting for the clock: eight functions, six units, two meetings behind it, a chair in each group."""
    people = [
        Participant(
            key=f"p{one}",
            functions=_some(lot, "f", 8, 0.1),
            units=_some(lot, "u", 6, 0.1),
            experience=lot.choice(BANDS),
            is_leader=one < 3,
            is_guest=one >= count - 4,
        )
        for one in range(count)
    ]
    keys = [person.key for person in people]
    earlier = [_dealt(lot, keys, number) for _meeting in range(2)]
    return Centre(people=people, number=number, staying=[[key] for key in keys[:number]], earlier=earlier)


def _some(lot: random.Random, kind: str, among: int, twice: float) -> frozenset[str]:
    """One, two or none; the first ones are much more common than the last."""
    if lot.random() < twice / 2:
        return frozenset()
    often = [f"{kind}{min(lot.randrange(among), lot.randrange(among))}" for _choice in range(2)]
    return frozenset(often if lot.random() < twice else often[:1])


def _staying(lot: random.Random, keys: list[str], number: int) -> list[list[str]]:
    if lot.random() < 0.6:
        return []
    chosen = lot.sample(keys, lot.randint(0, len(keys) // 3))
    groups: list[list[str]] = [[] for _group in range(number)]
    for key in chosen:
        lot.choice(groups).append(key)
    return groups


def _earlier(lot: random.Random, keys: list[str], number: int) -> list[list[list[str]]]:
    return [_dealt(lot, [*keys, "somebody who left"], number) for _meeting in range(lot.randint(0, 3))]


def _dealt(lot: random.Random, keys: list[str], number: int) -> list[list[str]]:
    shuffled = lot.sample(keys, len(keys))
    return [shuffled[group::number] for group in range(number)]
