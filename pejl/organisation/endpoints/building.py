"""Units, functions and municipalities by a program."""

# No postponed annotations here: ninja reads them at run time.
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status

from pejl.foundation import clock
from pejl.organisation import municipalities, operations
from pejl.organisation.endpoints.routing import router
from pejl.organisation.endpoints.schemas import (
    AssignmentOut,
    FunctionIn,
    FunctionOut,
    Key,
    LeaderIn,
    MunicipalityIn,
    MunicipalityOut,
    NameIn,
    OnIn,
    ParentIn,
    SideIn,
    UnitIn,
    UnitOut,
    UntilIn,
    by_of,
    once,
    person_of,
    unit_of,
)
from pejl.organisation.models import Assignment, Function, ServedMunicipality, Unit
from pejl.organisation.names import AssignmentKind


@router.post("/units", response={201: UnitOut}, operation_id="add_unit")
def add_unit(request: HttpRequest, said: UnitIn, key: Key = None) -> Status[Unit]:
    """A new unit, at the top or inside another."""
    parent = unit_of(request, said.parent_id) if said.parent_id else None
    made = once(
        request,
        key,
        lambda: operations.add_unit(
            name=said.name,
            parent=parent,
            side=said.side or "",
            since_on=said.since_on,
            by=by_of(request),
            now=clock.now(),
        ),
    )
    return Status(201, unit_of(request, made))


@router.put("/units/{unit_id}/name", response=UnitOut, operation_id="rename_unit")
def rename_unit(request: HttpRequest, unit_id: UUID, said: NameIn) -> Unit:
    """Another name."""
    return operations.rename_unit(unit=unit_of(request, unit_id), name=said.name, by=by_of(request), now=clock.now())


@router.put("/units/{unit_id}/parent", response=UnitOut, operation_id="move_unit")
def move_unit(request: HttpRequest, unit_id: UUID, said: ParentIn) -> Unit:
    """Into another unit, or to the top; never into itself or what lies below it."""
    parent = unit_of(request, said.parent_id) if said.parent_id else None
    return operations.move_unit(unit=unit_of(request, unit_id), parent=parent, by=by_of(request), now=clock.now())


@router.put("/units/{unit_id}/side", response=UnitOut, operation_id="take_side")
def take_side(request: HttpRequest, unit_id: UUID, said: SideIn) -> Unit:
    """On which side of the job centre the unit is."""
    unit = unit_of(request, unit_id)
    return operations.take_side(unit=unit, side=said.side or "", by=by_of(request), now=clock.now())


@router.post("/units/{unit_id}/close", response=UnitOut, operation_id="close_unit")
def close_unit(request: HttpRequest, unit_id: UUID, said: OnIn) -> Unit:
    """Its last day; refused while people belong to it or units lie in it."""
    return operations.close_unit(unit=unit_of(request, unit_id), on=said.on, by=by_of(request), now=clock.now())


@router.post("/units/{unit_id}/reopen", response=UnitOut, operation_id="reopen_unit")
def reopen_unit(request: HttpRequest, unit_id: UUID) -> Unit:
    """It goes on after all."""
    return operations.reopen_unit(unit=unit_of(request, unit_id), by=by_of(request), now=clock.now())


@router.post("/units/{unit_id}/leaders", response={201: AssignmentOut}, operation_id="appoint_leader")
def appoint_leader(request: HttpRequest, unit_id: UUID, said: LeaderIn, key: Key = None) -> Status[Assignment]:
    """Who leads the unit from a day: beside the others, or instead of one."""
    unit, person = unit_of(request, unit_id), person_of(request, said.person_id)
    leaders = Assignment.objects.visible_to(by_of(request)).filter(kind=AssignmentKind.LEADER, unit=unit)
    instead_of = get_object_or_404(leaders, pk=said.instead_of_id) if said.instead_of_id else None
    made = once(
        request,
        key,
        lambda: operations.appoint_leader(
            unit=unit,
            person=person,
            since_on=said.since_on,
            instead_of=instead_of,
            by=by_of(request),
            now=clock.now(),
        ),
    )
    return Status(201, Assignment.objects.select_related("person").get(pk=made))


@router.post("/functions", response={201: FunctionOut}, operation_id="add_function")
def add_function(request: HttpRequest, said: FunctionIn, key: Key = None) -> Status[Function]:
    """Something one can be employed to do."""
    made = once(request, key, lambda: operations.add_function(**said.dict(), by=by_of(request), now=clock.now()))
    return Status(201, _function(request, made))


@router.put("/functions/{function_id}", response=FunctionOut, operation_id="change_function")
def change_function(request: HttpRequest, function_id: UUID, said: FunctionIn) -> Function:
    """Another name, or other rights for all who do it."""
    function = _function(request, function_id)
    return operations.change_function(function=function, **said.dict(), by=by_of(request), now=clock.now())


@router.post("/functions/{function_id}/retire", response=FunctionOut, operation_id="retire_function")
def retire_function(request: HttpRequest, function_id: UUID) -> Function:
    """Nobody new is put into it."""
    function = _function(request, function_id)
    return operations.retire_function(function=function, by=by_of(request), now=clock.now())


@router.post("/functions/{function_id}/take-up", response=FunctionOut, operation_id="take_up_function")
def take_up_function(request: HttpRequest, function_id: UUID) -> Function:
    """It is used again."""
    function = _function(request, function_id)
    return operations.take_up_function(function=function, by=by_of(request), now=clock.now())


@router.post("/municipalities", response={201: MunicipalityOut}, operation_id="serve_municipality")
def serve_municipality(request: HttpRequest, said: MunicipalityIn, key: Key = None) -> Status[dict[str, object]]:
    """The job centre works for a municipality, from a day."""
    made = once(request, key, lambda: operations.serve_municipality(**said.dict(), by=by_of(request), now=clock.now()))
    return Status(201, _shown(ServedMunicipality.objects.get(pk=made)))


@router.post("/municipalities/{served_id}/end", response=MunicipalityOut, operation_id="stop_serving")
def stop_serving(request: HttpRequest, served_id: UUID, said: UntilIn) -> dict[str, object]:
    """The last day the job centre works for it."""
    served = get_object_or_404(ServedMunicipality, pk=served_id)
    return _shown(operations.stop_serving(served=served, until_on=said.until_on, by=by_of(request), now=clock.now()))


def _function(request: HttpRequest, function_id: UUID) -> Function:
    return get_object_or_404(Function.objects.visible_to(by_of(request)), pk=function_id)


def _shown(row: ServedMunicipality) -> dict[str, object]:
    known = municipalities.by_code().get(row.code)
    name = known.name if known else ""
    return {"id": row.pk, "code": row.code, "name": name, "since_on": row.since_on, "until_on": row.until_on}
