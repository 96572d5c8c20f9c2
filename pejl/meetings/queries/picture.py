"""Whether those who are to come are the right ones: where they come from, how many answer, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pejl.meetings.names import Reply
from pejl.meetings.queries.people import Involved
from pejl.organisation import queries as organisation
from pejl.organisation.models import Function, Guest, Membership, Unit

MOST_MISSING = 4
"""More hints than these nobody reads."""


@dataclass(frozen=True)
class Counts:
    """What a room, a kitchen and a leader need to know before a meeting."""

    on_the_list: int
    coming: int
    not_coming: int
    unanswered: int


@dataclass(frozen=True)
class From:
    """Where somebody comes from: the units and functions of the day, or what is known of a guest."""

    unit: str
    words: str


@dataclass(frozen=True)
class Missing:
    """A function that the picture lacks, and who holds it where the meeting is about."""

    function: Function
    people: tuple[UUID, ...]

    @property
    def name(self) -> str:
        """The function inside a sentence: “jobkonsulent”, but “ABC-medarbejder”."""
        name = self.function.name
        return name[:1].lower() + name[1:] if name[1:2].islower() else name


def counts_of(everybody: Sequence[Involved]) -> Counts:
    """How many are to come, and what those who are invited have answered."""
    asked = [one.reply for one in everybody if one.is_invited]
    answers = (asked.count(reply) for reply in (Reply.ACCEPTED, Reply.DECLINED, Reply.NONE))
    return Counts(len(everybody), *answers)


def places_of(everybody: Sequence[Involved], today: date) -> dict[UUID, From]:
    """Where each of them comes from, by the person's id; nothing for whoever belongs nowhere. Two queries."""
    people = [one.person for one in everybody]
    found = {
        person_id: From(places[0].unit.name, "; ".join(f"{one.unit.name}, {one.function.name}" for one in places))
        for person_id, places in organisation.places_by_person(people, today).items()
    }
    guests = [person for person in people if person.is_guest]
    rows = Guest.objects.filter(person__in=guests).values_list("person_id", "comes_from") if guests else ()
    return found | {person_id: From("", comes_from) for person_id, comes_from in rows}


def missing_functions(everybody: Sequence[Involved], today: date) -> list[Missing]:
    """The functions of which nobody is to come, though the units that the meeting concerns have them; the most common
    first, at most four. Three queries.

    The units concerned are those that somebody on the list belongs to this day, and the units in them. Where these lie
    in more than one department (a unit at the top, or right below the only one there), it is a joint meeting and the
    whole house is concerned. Nothing is missing before somebody else than those who lead is on the list, and a
    function that is out of use is missed by nobody.
    """
    if all(one.roles for one in everybody):
        return []
    there = {one.person.pk for one in everybody}
    rows = list(_held(today))
    concerned = _concerned({unit for person, unit, _function in rows if person in there}, today)
    present = {function for person, _unit, function in rows if person in there}
    holders: dict[UUID, set[UUID]] = defaultdict(set)
    for person, unit, function in rows:
        if unit in concerned and function not in present:
            holders[function].add(person)
    found = Function.objects.in_use().filter(pk__in=holders).by_name()
    missing = [Missing(function, tuple(sorted(holders[function.pk]))) for function in found]
    return sorted(missing, key=lambda one: -len(one.people))[:MOST_MISSING]


def _held(today: date) -> Iterable[tuple[UUID, UUID, UUID]]:
    """Person, unit and function of everybody who works here this day."""
    rows = Membership.objects.on(today).filter(person__left_on=None, person__is_guest=False)
    return rows.values_list("person_id", "unit_id", "function_id")


def _concerned(units: set[UUID], today: date) -> set[UUID]:
    parents: dict[UUID, UUID | None] = dict(Unit.objects.on(today).values_list("pk", "parent_id"))
    roots = [unit for unit, parent in parents.items() if parent not in parents]
    tops = set(roots) if len(roots) > 1 else {unit for unit, parent in parents.items() if parent in roots}
    above = {unit: _chain(unit, parents) for unit in parents}
    departments = {top for unit in units for top in above.get(unit, ()) if top in tops}
    if len(departments) > 1:
        return set(parents)
    return {unit for unit, chain in above.items() if units & set(chain)}


def _chain(unit: UUID, parents: dict[UUID, UUID | None]) -> list[UUID]:
    """The unit and those it is part of; a circle is gone round once."""
    chain: list[UUID] = []
    at: UUID | None = unit
    while at is not None and at in parents and at not in chain:
        chain.append(at)
        at = parents[at]
    return chain
