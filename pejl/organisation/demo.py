"""The demo's invented job centres: who works there, and how people come, go and take over.

What is told of a job centre is a mapping; whoever tells it says when. No such places, and no such people, exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.organisation import operations
from pejl.organisation.models import Assignment, Function, GroupMembership, Membership, Place, Unit, WorkingGroup
from pejl.organisation.names import AssignmentKind

Told = Mapping[str, Any]


@dataclass
class Cast:
    """A job centre as it stands in the database, by the keys that the story knows people and groups by."""

    space: Space
    domain: str
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    groups: dict[str, WorkingGroup] = field(default_factory=dict)


def address_of(key: str, told: Told) -> str:
    """Where mail to a colleague goes: to nobody."""
    return f"{key}@{told['domain']}"


def open_centre(told: Told, *, now: datetime) -> Cast:
    """Open an invented job centre, with everybody who was there on the first day."""
    cast = Cast(tenancy.open_space(name=told["name"], now=now), told["domain"])
    with scopes.scope(cast.space.pk):
        _begin(told, cast, now)
        for someone in told["people"]:
            if "since" not in someone and someone["key"] != told["opened_by"]:
                join(cast, someone, now=now)
        for unit in told["units"]:
            if "leader" in unit:
                lead(cast, unit["name"], unit["leader"], now=now)
        for key in told["administrators"]:
            operations.appoint_administrator(person=cast.people[key], now=now)
    return cast


def join(cast: Cast, someone: Told, *, now: datetime) -> None:
    """A colleague begins, with a way in but no password: the demo is stepped into."""
    key = someone["key"]
    account = Account.objects.create_user(f"{key}@{cast.domain}", None)
    cast.people[key] = tenancy.seat(name=someone["name"], account=account)
    for place in _places(cast, someone, day_of(now)):
        operations.employ(
            person=cast.people[key], unit=place.unit, function=place.function, since_on=place.since_on, now=now
        )


def leave(cast: Cast, key: str, *, now: datetime) -> None:
    """A colleague stops working here."""
    operations.leave(person=cast.people[key], now=now)


def come_back(cast: Cast, someone: Told, *, now: datetime) -> None:
    """Somebody who left works here again."""
    places = _places(cast, someone, day_of(now))
    cast.people[someone["key"]] = operations.come_back(person=cast.people[someone["key"]], places=places, now=now)


def will_leave(cast: Cast, key: str, *, last: date, now: datetime) -> None:
    """It is known which day will be somebody's last."""
    for membership in Membership.objects.on(last).filter(person=cast.people[key]):
        operations.end_membership(membership=membership, until_on=last, now=now)


def lead(cast: Cast, unit: str, key: str, *, now: datetime, instead_of: str = "") -> None:
    """Somebody leads a unit from this day, perhaps instead of somebody else."""
    before = None
    if instead_of:
        leaders = Assignment.objects.current(AssignmentKind.LEADER, day_of(now))
        before = leaders.get(unit=cast.units[unit], person=cast.people[instead_of])
    operations.appoint_leader(
        unit=cast.units[unit], person=cast.people[key], since_on=day_of(now), instead_of=before, now=now
    )


def stand_in(cast: Cast, told: Told, *, now: datetime) -> None:
    """A colleague stands in for another."""
    people = {"for_person": cast.people[told["of"]], "person": cast.people[told["is"]]}
    operations.appoint_deputy(**people, since_on=day_of(now), now=now)


def sit_beside(cast: Cast, told: Told, *, now: datetime) -> None:
    """A newcomer gets a mentor."""
    people = {"for_person": cast.people[told["of"]], "person": cast.people[told["is"]]}
    operations.appoint_mentor(**people, since_on=day_of(now), now=now)


def welcome_guest(cast: Cast, guest: Told, *, until: date | None, now: datetime) -> None:
    """Somebody from outside takes part for a while."""
    account = Account.objects.create_user(guest["email"], None)
    person = tenancy.seat(name=guest["name"], account=account, is_guest=True)
    by = cast.people[guest["by"]]
    operations.change_guest(person=person, comes_from=guest["from"], welcome_until=until, by=by, now=now)
    cast.people[guest["key"]] = person


def form_group(cast: Cast, told: Told, *, now: datetime) -> None:
    """A working group begins; the one that the job centre was opened with only gets its mandate."""
    group = WorkingGroup.objects.filter(name=told["name"]).first()
    if group is None:
        mandate = told["mandate"]
        group = operations.form_group(name=told["name"], mandate=mandate, since_on=day_of(now), now=now)
    else:
        group = operations.change_mandate(group=group, mandate=told["mandate"], now=now)
    cast.groups[told["key"]] = group


def seat(cast: Cast, group: str, key: str, *, now: datetime) -> GroupMembership:
    """A colleague takes a seat in a working group."""
    person = cast.people[key]
    return operations.seat_in_group(group=cast.groups[group], person=person, since_on=day_of(now), now=now)


def _begin(told: Told, cast: Cast, now: datetime) -> None:
    """The first colleague, with whom a job centre is opened; then its units and functions."""
    first = next(someone for someone in told["people"] if someone["key"] == told["opened_by"])
    cast.people[first["key"]] = operations.open_job_centre(
        unit_name=first["at"][0],
        function_name=first["does"],
        group_name=told["groups"][0]["name"],
        person_name=first["name"],
        account=Account.objects.create_user(address_of(first["key"], told), None),
        now=now,
    )
    for unit in told["units"]:
        cast.units[unit["name"]] = _unit(cast, unit, now)
    for function in told["functions"]:
        cast.functions[function["name"]] = _function(function, now)


def _unit(cast: Cast, told: Told, now: datetime) -> Unit:
    there = Unit.objects.filter(name=told["name"]).first()
    if there is not None:
        return operations.take_side(unit=there, side=told.get("side", ""), now=now)
    parent = cast.units[told["in"]] if "in" in told else None
    side = told.get("side", "")
    return operations.add_unit(name=told["name"], parent=parent, side=side, since_on=day_of(now), now=now)


def _function(told: Told, now: datetime) -> Function:
    rights = {"may_approve": told.get("approves", False), "is_management": told.get("manages", False)}
    there = Function.objects.filter(name=told["name"]).first()
    if there is not None:
        return operations.change_function(function=there, name=told["name"], **rights, now=now)
    return operations.add_function(name=told["name"], **rights, now=now)


def _places(cast: Cast, someone: Told, since_on: date) -> list[Place]:
    return [Place(cast.units[unit], cast.functions[someone["does"]], since_on) for unit in someone["at"]]
