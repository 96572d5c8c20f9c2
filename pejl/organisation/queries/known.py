"""The whole organisation at once, to hold a staff file against."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment, Function, Membership, StaffNumber, Unit
from pejl.organisation.names import AssignmentKind

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Known:
    """Everybody, and where they belong, as it is now; a handful of queries whatever the number of people."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.people: dict[UUID, Person] = {one.pk: one for one in Person.objects.select_related("account")}
        self.numbers: dict[UUID, str] = dict(StaffNumber.objects.values_list("person_id", "number"))
        self.memberships: list[Membership] = list(Membership.objects.order_by("since_on", "id"))
        self.units: dict[UUID, Unit] = {one.pk: one for one in Unit.objects.order_by("id")}
        self.functions: list[Function] = list(Function.objects.order_by("id"))
        self.leaders: list[Assignment] = list(
            Assignment.objects.current(AssignmentKind.LEADER, today)
            .filter(until_on=None)
            .select_related("unit", "person")
            .order_by("id")
        )

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that a staff file is held against, and of the day."""
        parts: Iterable[object] = (
            self.today,
            sorted((str(one.pk), one.name, one.email, one.is_guest, one.left_on) for one in self.people.values()),
            sorted((str(pk), number) for pk, number in self.numbers.items()),
            [(one.pk, one.person_id, one.unit_id, one.function_id, one.until_on) for one in self.memberships],
            sorted((str(pk), one.name, one.parent_id, one.until_on) for pk, one in self.units.items()),
            [(one.pk, one.name, one.is_retired) for one in self.functions],
            [(one.pk, one.person_id, one.unit_id) for one in self.leaders],
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    @cached_property
    def by_number(self) -> dict[str, Person]:
        """Who has a staff number."""
        return {number: self.people[pk] for pk, number in self.numbers.items()}

    @cached_property
    def by_email(self) -> dict[str, list[Person]]:
        """Who has an address; also those who have left, and guests."""
        return _grouped((one.email, one) for one in self.people.values() if one.email)

    @cached_property
    def by_name(self) -> dict[str, list[Person]]:
        """The colleagues of each name, by its search key."""
        here = (one for one in self.people.values() if one.left_on is None and not one.is_guest)
        return _grouped((search_key(one.name), one) for one in here)

    @cached_property
    def memberships_of(self) -> dict[UUID, list[Membership]]:
        """Where each person belongs and has belonged, in the order of their beginning."""
        return _grouped((one.person_id, one) for one in self.memberships)

    @cached_property
    def standing_units(self) -> list[Unit]:
        """The units that exist, or will."""
        return [one for one in self.units.values() if one.until_on is None or one.until_on >= self.today]

    def live_of(self, person: Person) -> list[Membership]:
        """The memberships of a person that hold today or will."""
        own = self.memberships_of.get(person.pk, [])
        return [one for one in own if one.until_on is None or one.until_on >= self.today]


def _grouped(pairs: Iterable[tuple[KeyT, ValueT]]) -> dict[KeyT, list[ValueT]]:
    found: defaultdict[KeyT, list[ValueT]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
