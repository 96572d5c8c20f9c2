"""Invented job centres in which people take turns for years, come, leave and sometimes say "not this time"."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from pejl.meetings.names import MOST_PROPOSED, REST
from pejl.meetings.queries.turns import longest_since

FIRST_DAY = date(2024, 1, 10)
BETWEEN_MEETINGS = (49, 98)  # days
LOT_OF_NO, WHO_SAY_NO = 0.4, 0.3


@dataclass(frozen=True)
class Colleague:
    """Somebody who takes turns; some say no now and then."""

    pk: UUID
    name_sort: str
    says_no: bool


@dataclass
class Centre:
    """Who works there, who was there all the time, and what became of every turn."""

    people: list[Colleague]
    joined: dict[UUID, date]
    steady: set[UUID]
    lot: random.Random
    said_no: dict[UUID, date] = field(default_factory=dict)
    taken: dict[UUID, list[date]] = field(default_factory=dict)
    ever_declined: set[UUID] = field(default_factory=set)
    is_by_lot: bool = False

    def meet(self, day: date, examples: int) -> None:
        """The leaders ask the first who is proposed, then the next, until each example has somebody."""
        asked: set[UUID] = set()
        for _example in range(examples):
            while proposed := self.proposed(day, asked):
                person = proposed[0]
                asked.add(person.pk)
                if self._says_yes(person, day):
                    break

    def proposed(self, day: date, asked: set[UUID]) -> list[Colleague]:
        """The names that a leader would see."""
        rested = [one for one in self.people if day - self.said_no.get(one.pk, date.min) >= REST]
        if self.is_by_lot:
            self.lot.shuffle(rested)
            return [one for one in rested if one.pk not in asked][:MOST_PROPOSED]
        return longest_since([one for one in rested if one.pk not in asked], self.taken, self.joined, day)[
            :MOST_PROPOSED
        ]

    def gap(self) -> int:
        """How far turns are apart among those who were there all the time and declined nothing."""
        turns = [len(self.taken.get(one, ())) for one in self.steady - self.ever_declined]
        return max(turns) - min(turns) if turns else 0

    def _says_yes(self, person: Colleague, day: date) -> bool:
        if person.says_no and self.lot.random() < LOT_OF_NO:
            self.said_no[person.pk] = day
            self.ever_declined.add(person.pk)
            return False
        self.taken.setdefault(person.pk, []).append(day)
        return True


def invent(lot: random.Random) -> Centre:
    """A job centre of 4 to 40 people, who joined at different times."""
    number = lot.randint(4, 40)
    people = [_person(lot) for _one in range(number)]
    joined = {one.pk: FIRST_DAY - timedelta(days=lot.randint(1, 4000)) for one in people}
    return Centre(people, joined, {one.pk for one in people}, lot)


def invent_by_lot(lot: random.Random) -> Centre:
    """The same, where names are drawn instead."""
    return replace(invent(lot), is_by_lot=True)


def live_through(centre: Centre, meetings: int) -> int:
    """Let it hold so many meetings, while people come and leave; the largest gap there was after any of them."""
    day, widest = FIRST_DAY, 0
    for _meeting in range(meetings):
        day += timedelta(days=centre.lot.randint(*BETWEEN_MEETINGS))
        _come_and_leave(centre, day)
        centre.meet(day, examples=centre.lot.randint(1, 3))
        widest = max(widest, centre.gap())
    return widest


def _come_and_leave(centre: Centre, day: date) -> None:
    lot = centre.lot
    if lot.random() < 0.3:
        newcomer = _person(lot)
        centre.people.append(newcomer)
        centre.joined[newcomer.pk] = day - timedelta(days=lot.randint(0, 30))
    if lot.random() < 0.2 and len(centre.people) > 4:
        gone = centre.people.pop(lot.randrange(len(centre.people)))
        centre.steady.discard(gone.pk)


def _person(lot: random.Random) -> Colleague:
    name = "".join(lot.choice("abdegiklmnorst") for _letter in range(8))
    return Colleague(UUID(int=lot.getrandbits(128)), name, says_no=lot.random() < WHO_SAY_NO)
