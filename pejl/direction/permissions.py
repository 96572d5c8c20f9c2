"""Who may state direction, end it, record that a unit went through it, and say what follows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Exists, Q, QuerySet, Value
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pejl.direction.models import Lines, Statement, StatementUnit, above_each
from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.organisation import queries as organisation
from pejl.organisation.models import Assignment, AssignmentQuerySet, DatedQuerySet, Membership, Unit
from pejl.organisation.names import AssignmentKind

# The rows that make a person look after a thing: where one of them is found, the person does.
Keeper = Callable[[Person, Any, date], Iterable[QuerySet[Any]]]


MANAGEMENT = "management"


@dataclass(frozen=True)
class Reach:
    """For whom somebody may state direction: everybody, or some units by their ids."""

    is_for_all: bool = False
    units: frozenset[UUID] = frozenset()

    def covers(self, units: Collection[UUID]) -> bool:
        """Whether these units lie within it; no units means everybody."""
        return self.is_for_all or bool(units and self.units.issuperset(units))


def may_read(person: Person) -> bool:
    """Whether the direction is this person's business: colleagues, no guests."""
    return person.left_on is None and not person.is_guest


def require_may_read(person: Person) -> None:
    """Raise NotAllowed for guests and those who have left."""
    if not may_read(person):
        raise NotAllowed(_("The direction is for those who work here."))


def may_state(person: Person, today: date) -> bool:
    """Whether the person leads anything, or runs Pejl here: one question, whatever comes of it."""
    return may_read(person) and _is_found(person, [_managing(person, today), _assigned(person, today)])


def reach_of(person: Person, today: date) -> Reach:
    """For whom the person may state direction this day.

    Management and administrators: for everybody. Whoever leads a unit: for that unit and those below.
    """
    if not may_read(person):
        return Reach()
    manages = (
        _managing(person, today)
        .annotate(kind=Value(MANAGEMENT, output_field=CharField()))
        .values_list("kind", "unit_id")
    )
    held = list(_assigned(person, today).values_list("kind", "unit_id").union(manages))
    if any(kind in (AssignmentKind.ADMINISTRATOR, MANAGEMENT) for kind, _unit in held):
        return Reach(is_for_all=True)
    return Reach(units=frozenset(organisation.with_those_below([unit_id for _kind, unit_id in held])))


def require_some(reach: Reach) -> None:
    """Raise NotAllowed for somebody who leads nothing."""
    if not reach.is_for_all and not reach.units:
        raise NotAllowed(_("Only those who lead a unit, or the whole job centre, give direction. Talk to your leader."))


def require_may_state(person: Person, units: Collection[UUID], today: date) -> None:
    """Raise NotAllowed unless the person may state direction for these units (none: for everybody)."""
    reach = reach_of(person, today)
    require_some(reach)
    if reach.covers(units):
        return
    raise NotAllowed(_("You give direction for the units that you lead. This concerns others too."))


def units_of(statement: Statement) -> list[UUID]:
    """The units a statement is for; none where it is for everybody."""
    return list(StatementUnit.objects.filter(statement=statement).values_list("unit_id", flat=True))


def may_restate(person: Person, unit: Unit, today: date, *, lines: Lines | None = None) -> bool:
    """Whether the person may say that the unit went through its direction: those who belong there or lead it.

    ``lines`` saves a question where it is known already what each unit is part of (``above_each``).
    """
    if not may_read(person):
        return False
    above, below = _around(unit, above_each() if lines is None else lines)
    leads = Q(kind=AssignmentKind.ADMINISTRATOR) | Q(unit__in=above)
    here = Membership.objects.on(today).filter(person=person, unit__in=below)
    return _is_found(person, [_managing(person, today), _assigned(person, today).filter(leads), here])


def require_may_restate(person: Person, unit: Unit, today: date) -> None:
    """Raise NotAllowed for somebody who neither belongs to the unit nor leads it."""
    if not may_restate(person, unit, today):
        said = _("Only those who belong to %(unit)s, or lead it, can say that you have been through it together.")
        raise NotAllowed(said % {"unit": unit.name})


def may_link(person: Person, thing: SpaceRow, kind: str, today: date) -> bool:
    """Whether the person may say what direction a thing follows.

    Those who look after the thing (``pejl.wiring.following`` says who they are, for each kind), and those who state
    direction: one question. Nobody for a kind that follows none.
    """
    if kind not in _keepers() or not may_read(person):
        return False
    return bool(_linking(person, thing, kind, today))


@composed
def _linking(person: Person, thing: SpaceRow, kind: str, today: date) -> QuerySet[Person]:
    keeping = _keepers()[kind]
    return _found(person, [*keeping(person, thing, today), _managing(person, today), _assigned(person, today)])


def require_may_link(person: Person, thing: SpaceRow, kind: str, today: date) -> None:
    """Raise NotAllowed unless the person looks after the thing, or states direction."""
    if not may_link(person, thing, kind, today):
        raise NotAllowed(_("Only those who look after this, or give direction, can say what it follows."))


def _around(unit: Unit, lines: Lines) -> tuple[set[UUID], set[UUID]]:
    """The ids of the unit and of those that it is part of; and of the unit and those below it."""
    return lines.get(unit.pk, {unit.pk}), {unit_id for unit_id, line in lines.items() if unit.pk in line}


def _is_found(person: Person, anywhere: Iterable[QuerySet[Any]]) -> bool:
    return _found(person, anywhere).exists()


def _found(person: Person, anywhere: Iterable[QuerySet[Any]]) -> QuerySet[Person]:
    wanted = reduce(or_, (Q(Exists(rows)) for rows in anywhere))
    found: QuerySet[Person] = Person.objects.filter(wanted, pk=person.pk)
    return found


def _managing(person: Person, today: date) -> DatedQuerySet:
    held: DatedQuerySet = Membership.objects.on(today).filter(person=person, function__is_management=True)
    return held


def _assigned(person: Person, today: date) -> AssignmentQuerySet:
    kinds = (AssignmentKind.LEADER, AssignmentKind.ADMINISTRATOR)
    held: AssignmentQuerySet = Assignment.objects.on(today).filter(person=person, kind__in=kinds)
    return held


def _keepers() -> dict[str, Keeper]:
    keepers: dict[str, Keeper] = import_string(f"{settings.PEJL_WIRING}.following.KEEPERS")
    return keepers
