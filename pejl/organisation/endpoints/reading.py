"""The organisation in the API: who I am, who works here, where, and who decides."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import OptionalLine
from pejl.organisation import permissions, queries
from pejl.organisation.endpoints.routing import router
from pejl.organisation.endpoints.schemas import (
    AboutPersonOut,
    FunctionOut,
    GroupOut,
    MunicipalityOut,
    PersonOut,
    PlaceOut,
    UnitOut,
    about,
    person_of,
)


class MeOut(PersonOut):
    """The person whose token this is."""

    email: str
    is_guest: bool
    may_approve: bool
    sits_in_a_group: bool
    looks_after: bool
    places: list[PlaceOut]


class ColleaguesIn(Schema):
    """Which colleagues to list; those in any of the units or functions named."""

    q: OptionalLine = ""
    unit: list[UUID] = []
    function: list[UUID] = []


@router.get("/me", response=MeOut, operation_id="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Who this token belongs to, and what follows from where that person sits."""
    person, today = request.auth, clock.today()  # type: ignore[attr-defined]
    return {
        "id": person.pk,
        "name": person.name,
        "email": person.email,
        "is_guest": person.is_guest,
        "may_approve": permissions.may_approve(person, today),
        "sits_in_a_group": permissions.sits_in_a_group(person, today),
        "looks_after": permissions.looks_after(person, today),
        "places": queries.memberships_of(person, today),
    }


@router.get("/colleagues", response=list[PersonOut], operation_id="list_colleagues")
@paginate
def list_colleagues(request: HttpRequest, asked: Query[ColleaguesIn]) -> Any:
    """Those who work here now, by name."""
    found = queries.named(asked.q).visible_to(request.auth)  # type: ignore[attr-defined]
    if asked.unit or asked.function:
        inside = queries.people_in(units=asked.unit, functions=asked.function, today=clock.today())
        found = found.filter(pk__in=inside.values("pk"))
    return found


@router.get("/people/{person_id}", response=AboutPersonOut, operation_id="read_person")
def read_person(request: HttpRequest, person_id: UUID) -> dict[str, Any]:
    """Where a person belongs, what the person is for others, and who is there for the person."""
    return about(request, person_of(request, person_id))


@router.get("/units", response=list[UnitOut], operation_id="list_units")
@paginate
def list_units(request: HttpRequest) -> Any:
    """The units there are today, by name."""
    return queries.units(clock.today()).visible_to(request.auth)  # type: ignore[attr-defined]


@router.get("/functions", response=list[FunctionOut], operation_id="list_functions")
@paginate
def list_functions(request: HttpRequest) -> Any:
    """What one can be employed to do here, by name."""
    return queries.functions().visible_to(request.auth)  # type: ignore[attr-defined]


@router.get("/groups", response=list[GroupOut], operation_id="list_groups")
@paginate
def list_groups(request: HttpRequest) -> Any:
    """The working groups there are today, each with who decides in it."""
    return queries.groups(clock.today()).visible_to(request.auth)  # type: ignore[attr-defined]


@router.get("/municipalities", response=list[MunicipalityOut], operation_id="list_municipalities")
def list_municipalities(request: HttpRequest) -> list[dict[str, Any]]:
    """The municipalities that the job centre works for, by name."""
    return [
        {"id": row.pk, "code": row.code, "name": name, "since_on": row.since_on, "until_on": row.until_on}
        for row, name in queries.served(clock.today())
    ]
