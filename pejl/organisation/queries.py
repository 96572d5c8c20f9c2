"""What is asked of the organisation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation.models import (
    Function,
    FunctionQuerySet,
    GroupMembership,
    Membership,
    Unit,
    UnitQuerySet,
    WorkingGroup,
    WorkingGroupQuerySet,
)


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


def units(today: date | None = None) -> UnitQuerySet:
    """The units there are this day, by name; without a day, all there ever were."""
    found: UnitQuerySet = Unit.objects.all() if today is None else Unit.objects.on(today)
    return found.by_name()


def with_those_below(unit_ids: Collection[UUID]) -> set[UUID]:
    """The ids of these units and of every unit below them."""
    if not unit_ids:
        return set()
    below: dict[UUID | None, list[UUID]] = {}
    for unit_id, parent_id in Unit.objects.values_list("id", "parent_id"):
        below.setdefault(parent_id, []).append(unit_id)
    reached, waiting = set[UUID](), list(unit_ids)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in reached:
            reached.add(unit_id)
            waiting.extend(below.get(unit_id, ()))
    return reached


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


def groups(today: date) -> WorkingGroupQuerySet:
    """The working groups there are this day, each with its members of the day as ``seats`` (by name)."""
    seats = (
        GroupMembership.objects.on(today)
        .filter(person__left_on=None)
        .select_related("person")
        .order_by("person__name_sort", "id")
    )
    found: WorkingGroupQuerySet = WorkingGroup.objects.on(today).by_name()
    return found.prefetch_related(Prefetch("memberships", queryset=seats, to_attr="seats"))


def members_of(group: WorkingGroup, today: date) -> PersonQuerySet:
    """Who sits in a working group this day."""
    return colleagues().filter(pk__in=GroupMembership.objects.on(today).filter(group=group).values("person"))
