"""Who works here, in which unit and function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Count, Q

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.organisation.models import Function, FunctionQuerySet, Guest, Membership, Unit
from pejl.organisation.names import Who
from pejl.organisation.queries.units import with_those_below


def colleagues() -> PersonQuerySet:
    """Those who work here now, by name; neither guests nor those who have left."""
    people: PersonQuerySet = Person.objects.present().filter(is_guest=False).by_name()
    return people


def named(text: str) -> PersonQuerySet:
    """Colleagues with this text somewhere in the name; all of them for an empty text."""
    return colleagues().filter(name_search__contains=search_key(text))


def people_in(*, units: Collection[UUID] = (), functions: Collection[UUID] = (), today: date) -> PersonQuerySet:
    """Colleagues who are, this day, in one of the units (or a unit below it) or hold one of the functions."""
    wanted = Q(unit__in=with_those_below(units)) | Q(function__in=functions)
    return colleagues().filter(pk__in=Membership.objects.on(today).filter(wanted).values("person"))


def places_in(unit_ids: Collection[UUID], today: date) -> dict[Person, list[Membership]]:
    """Everybody who belongs, this day, to one of exactly these units, by name, with the places there: one query."""
    rows = Membership.objects.on(today).filter(unit__in=unit_ids, person__left_on=None)
    places: dict[Person, list[Membership]] = {}
    for row in rows.select_related("person", "unit", "function").order_by(
        "person__name_sort", "person_id", "unit__name_sort", "function__name_sort"
    ):
        places.setdefault(row.person, []).append(row)
    return places


def functions() -> FunctionQuerySet:
    """What one can be employed to do here, by name."""
    found: FunctionQuerySet = Function.objects.by_name()
    return found


def memberships_of(person: Person, today: date) -> list[Membership]:
    """Where the person belongs this day, each with its unit and function."""
    return list(
        Membership.objects.on(today)
        .filter(person=person)
        .select_related("unit", "function")
        .order_by("unit__name_sort", "function__name_sort")
    )


def functions_of(person: Person, today: date) -> list[str]:
    """The names of what the person is employed to do this day, each once, by name."""
    held = Membership.objects.on(today).filter(person=person)
    return [function.name for function in functions().filter(pk__in=held.values("function"))]


def functions_by_person(today: date) -> dict[UUID, list[str]]:
    """The names of what everybody is employed to do this day, by the person's id: one query for all of them."""
    held: dict[UUID, list[str]] = {}
    rows = Membership.objects.on(today).order_by("function__name_sort")
    for person_id, name in rows.values_list("person_id", "function__name").distinct():
        held.setdefault(person_id, []).append(name)
    return held


def approvers(today: date) -> PersonQuerySet:
    """Colleagues who may approve guidance this day."""
    return colleagues().filter(pk__in=Membership.objects.on(today).filter(function__may_approve=True).values("person"))


def listed(
    *, who: str, text: str = "", unit: Unit | None = None, function: Function | None = None, today: date
) -> PersonQuerySet:
    """Colleagues, guests or those who have left, by name, narrowed by what is given.

    Those who have left are found by any unit and function they ever had.
    """
    everybody: PersonQuerySet = Person.objects.by_name()
    present = everybody.present().filter(is_guest=who == Who.GUESTS)
    found: PersonQuerySet = everybody.exclude(left_on=None) if who == Who.LEFT else present
    if text:
        found = found.filter(name_search__contains=search_key(text))
    if unit is None and function is None:
        return found
    places: SpaceQuerySet[Membership] = Membership.objects.all() if who == Who.LEFT else Membership.objects.on(today)
    if unit is not None:
        places = places.filter(unit__in=with_those_below([unit.pk]))
    if function is not None:
        places = places.filter(function=function)
    return found.filter(pk__in=places.values("person"))


def places_by_person(people: Iterable[Person], today: date) -> dict[UUID, list[Membership]]:
    """Where each of them belongs this day, by the person's id: one query for all of them."""
    places: dict[UUID, list[Membership]] = {}
    rows = Membership.objects.on(today).filter(person__in=[person.pk for person in people])
    for row in rows.select_related("unit", "function").order_by("unit__name_sort", "function__name_sort"):
        places.setdefault(row.person_id, []).append(row)
    return places


def labels_for(people: Collection[Person], today: date) -> dict[UUID, str]:
    """What to call each of them where people are listed or chosen: the name, unless somebody else here has the same.

    Then the units and functions of the day stand beside it, a guest's own place, or the address if that is not
    enough. At most four queries.
    """
    keys = {person.name_search for person in people}
    namesakes = Person.objects.present().filter(name_search__in=keys).values_list("name_search", "pk")
    known = set(namesakes) | {(person.name_search, person.pk) for person in people}
    times = Counter(key for key, _person in known)
    twice = [person for person in people if times[person.name_search] > 1]
    beside = _told_apart(twice, today) if twice else {}
    return {
        person.pk: f"{person.name} ({beside[person.pk]})" if beside.get(person.pk) else person.name for person in people
    }


def naming(today: date) -> Callable[[Person], str]:
    """What to call people where one chooses among them, as ``labels_for`` does, without knowing beforehand who they
    are. One query when the first is named, at most four more where there are namesakes.
    """

    @cache
    def apart() -> dict[UUID, str]:
        keys = Person.objects.present().order_by().values("name_search").annotate(times=Count("pk"))
        shared = keys.filter(times__gt=1).values_list("name_search", flat=True)
        twice = list(Person.objects.present().filter(name_search__in=list(shared)))
        return labels_for(twice, today) if twice else {}

    return lambda person: apart().get(person.pk, person.name)


def choices_of(people: PersonQuerySet, today: date) -> list[tuple[UUID, str]]:
    """People to choose among, with labels that tell namesakes apart."""
    found = list(people)
    labels = labels_for(found, today)
    return [(person.pk, labels[person.pk]) for person in found]


def _told_apart(people: Collection[Person], today: date) -> dict[UUID, str]:
    """Something that each of them has and the namesakes have not."""
    places = places_by_person(people, today)
    come_from = dict(Guest.objects.filter(person__in=people).values_list("person_id", "comes_from"))
    beside = {
        person.pk: "; ".join(f"{place.unit.name}, {place.function.name}" for place in places.get(person.pk, ()))
        or come_from.get(person.pk, "")
        for person in people
    }
    times = Counter((person.name_search, beside[person.pk]) for person in people)
    return {
        person.pk: beside[person.pk] if times[person.name_search, beside[person.pk]] == 1 else person.email
        for person in people
    }
