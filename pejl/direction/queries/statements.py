"""Statements as they are listed and read, and the units they are for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When

from pejl.direction.models import (
    Restating,
    Statement,
    StatementQuerySet,
    StatementUnit,
    above_each,
)
from pejl.direction.names import Kind
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Membership, Unit, UnitQuerySet

LATELY = timedelta(days=60)

# Goals first, then the frame, then what is expected; newest first.
ORDER = (
    Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)), output_field=IntegerField()),
    "-since_on",
    "-stated_at",
    "id",
)


def whole(found: StatementQuerySet) -> StatementQuerySet:
    """Statements with who stated and ended them, for whom they are, by name, and what came after."""
    people = found.select_related("stated_by", "ended_by", "replaced_by")
    units = StatementUnit.objects.select_related("unit").order_by("unit__name_sort", "id")
    rows: StatementQuerySet = people.prefetch_related(Prefetch("units", queryset=units))
    return rows


def ordered(found: StatementQuerySet) -> list[Statement]:
    """Goals first, newest first."""
    rows: Any = found.order_by(*ORDER)
    return list(rows)


def listed(
    person: Person, *, kind: str = "", unit: Unit | None = None, text: str = "", is_past: bool = False, today: date
) -> StatementQuerySet:
    """Statements the person may see, newest first: those not over, or with ``is_past`` those that are."""
    seen = Statement.objects.visible_to(person)
    found = seen.filter(until_on__lt=today) if is_past else seen.not_over(today)
    if kind:
        found = found.filter(kind=kind)
    if unit is not None:
        found = found.for_units(above_each().get(unit.pk, set()))
    if text:
        found = found.filter(title_search__contains=search_key(text))
    return whole(found).newest()


def in_kinds(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """Statements that stand by kind, each kind by itself."""
    return [(kind, list(some)) for kind, some in groupby(statements, key=attrgetter("kind"))]


def for_everybody(today: date) -> list[Statement]:
    """What holds for everybody, or will, goals first."""
    return ordered(whole(Statement.objects.not_over(today).filter(is_for_all=True)))


def history_of(statement: Statement) -> list[Statement]:
    """Every wording it has had, oldest first, this one among them; without the texts."""
    if statement.replaces_id is None and statement.newer is None:
        return [statement]
    rows = Statement.objects.filter(kind=statement.kind).select_related("stated_by").defer("text", "ended_because")
    by_id = {row.pk: row for row in rows}
    after = {row.replaces_id: row for row in by_id.values()}
    found = [by_id[statement.pk]]
    while found[0].replaces_id is not None:
        found.insert(0, by_id[found[0].replaces_id])
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found


def units_of(person: Person, today: date) -> UnitQuerySet:
    """The units the person belongs to this day, by name."""
    held = Membership.objects.on(today).filter(person=person).values("unit")
    found: UnitQuerySet = Unit.objects.filter(pk__in=held).by_name()
    return found


def unmet_by(person: Person, today: date) -> StatementQuerySet:
    """What holds for the person's units since lately and none of them has gone through yet, newest first.

    A unit is led by what is stated for those above it, up to two storeys.
    """
    held = Membership.objects.on(today).filter(person=person)
    storeys = ("unit", "unit__parent", "unit__parent__parent")
    named = StatementUnit.objects.filter(reduce(or_, (Q(unit__in=held.values(storey)) for storey in storeys)))
    met = Restating.objects.filter(unit__in=held.values("unit"), at__gte=OuterRef("stated_at"))
    found: StatementQuerySet = (
        Statement.objects.visible_to(person)
        .on(today)
        .filter(Q(is_for_all=True) | Q(pk__in=named.values("statement")), ~Exists(met), since_on__gte=today - LATELY)
    )
    return found.newest()


def units_by_name(person: Person, today: date) -> list[Unit]:
    """Every unit the person may see, with ``is_mine``: whether the person belongs to it this day. One question."""
    held = Membership.objects.on(today).filter(person=person, unit=OuterRef("pk"))
    return list(Unit.objects.visible_to(person).annotate(is_mine=Exists(held)).by_name())
