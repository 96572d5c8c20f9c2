"""Who leads, stands in, mentors and looks after Pejl; and who goes on when somebody leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation.models import (
    Assignment,
    AssignmentQuerySet,
    Dated,
    GroupMembership,
    Guest,
    Handover,
    Membership,
    Unit,
)
from pejl.organisation.names import AssignmentKind
from pejl.organisation.queries.people import colleagues


@dataclass(frozen=True)
class About:
    """Where a person belongs and what the person is for others, this day and coming; ``past`` is over, latest first."""

    places: list[Membership]
    seats: list[GroupMembership]
    duties: list[Assignment]
    supported_by: list[Assignment]
    past: list[Dated]

    def is_one(self, kind: str) -> bool:
        """Whether one of the person's duties is of this kind."""
        return any(duty.kind == kind for duty in self.duties)


def about(person: Person, reader: Person, today: date) -> About:
    """All that holds, will hold and held, as far as the reader may see it: three questions.

    Of somebody who has left all is over, also on the last day.
    """
    places = Membership.objects.filter(person=person).select_related("unit", "function")
    seats = GroupMembership.objects.filter(person=person).select_related("group")
    assignments: AssignmentQuerySet = Assignment.objects.visible_to(reader).filter(
        Q(person=person) | Q(for_person=person)
    )
    rows: list[Dated] = [
        *places.order_by("since_on", "unit__name_sort", "id"),
        *seats.order_by("group__name_sort", "id"),
        *assignments.select_related("person", "for_person", "unit").order_by("kind", "since_on", "id"),
    ]
    has_left = person.left_on is not None
    over = [row for row in rows if row.until_on is not None and (has_left or row.until_on < today)]
    going_on = [row for row in rows if row not in over]
    held = [row for row in going_on if isinstance(row, Assignment)]
    return About(
        places=[row for row in going_on if isinstance(row, Membership)],
        seats=[row for row in going_on if isinstance(row, GroupMembership)],
        duties=[row for row in held if row.person_id == person.pk],
        supported_by=[row for row in held if row.for_person_id == person.pk],
        past=sorted(over, key=lambda row: (row.until_on or today, row.since_on), reverse=True),
    )


def administrators(today: date) -> PersonQuerySet:
    """Those who look after Pejl here this day, by name."""
    held = Assignment.objects.current(AssignmentKind.ADMINISTRATOR, today)
    return colleagues().filter(pk__in=held.values("person"))


def leaders_by_unit(unit_ids: Iterable[UUID], today: date) -> dict[UUID, list[Assignment]]:
    """Who leads each of the units this day, with the persons, by the unit's id."""
    led: dict[UUID, list[Assignment]] = {}
    rows = Assignment.objects.current(AssignmentKind.LEADER, today).filter(unit__in=list(unit_ids))
    for row in rows.filter(person__left_on=None).select_related("person").order_by("person__name_sort", "id"):
        led.setdefault(row.unit_id, []).append(row)
    return led


def successor_of(person: Person, today: date) -> Person | None:
    """Who goes on with what the person leaves open: the deputy, else the leader of the unit (or of one above it),
    for a guest whoever invited, else one of those who look after Pejl.
    """
    stays = colleagues().exclude(pk=person.pk)
    deputy = Assignment.objects.current(AssignmentKind.DEPUTY, today).filter(for_person=person)
    for chosen in (
        stays.filter(pk__in=deputy.values("person")).first(),
        _leader_over(person, stays, today),
        stays.filter(pk__in=Guest.objects.filter(person=person).values("invited_by")).first(),
    ):
        if chosen is not None:
            return chosen
    return administrators(today).exclude(pk=person.pk).first()


def had_by() -> Subquery:
    """For annotating rows: the name of whoever had the thing until they left; empty where nobody left it."""
    rows = Handover.objects.filter(thing_id=OuterRef("pk")).order_by("-at", "id")
    return Subquery(rows.values("of__name")[:1])


def _leader_over(person: Person, stays: PersonQuerySet, today: date) -> Person | None:
    """The leader nearest above the person, by the units the person belongs to this day."""
    belongs = Membership.objects.on(today).filter(person=person).order_by("unit__name_sort")
    near = list(dict.fromkeys(belongs.values_list("unit_id", flat=True)))
    parents: dict[UUID, UUID | None] = dict(Unit.objects.values_list("id", "parent_id")) if near else {}
    led = Assignment.objects.current(AssignmentKind.LEADER, today)
    seen = set[UUID]()
    while near:
        leaders = {row.unit_id: row.person_id for row in led.filter(unit__in=near, person__in=stays).order_by("-id")}
        for unit_id in near:
            if unit_id in leaders:
                return stays.get(pk=leaders[unit_id])
        seen |= set(near)
        above = (parents.get(unit_id) for unit_id in near)
        near = [unit_id for unit_id in dict.fromkeys(above) if unit_id and unit_id not in seen]
    return None
