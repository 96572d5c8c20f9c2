"""Working groups by a program."""

# No postponed annotations here: ninja reads them at run time.
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status

from pejl.foundation import clock
from pejl.organisation import operations
from pejl.organisation.endpoints.routing import router
from pejl.organisation.endpoints.schemas import (
    AppointIn,
    GroupAsIsOut,
    GroupIn,
    Key,
    MandateIn,
    NameIn,
    OnIn,
    SeatOut,
    UntilIn,
    by_of,
    group_of,
    once,
    person_of,
)
from pejl.organisation.models import GroupMembership, WorkingGroup


@router.post("/groups", response={201: GroupAsIsOut}, operation_id="form_group")
def form_group(request: HttpRequest, said: GroupIn, key: Key = None) -> Status[WorkingGroup]:
    """A new working group, with nobody in it yet."""
    made = once(request, key, lambda: operations.form_group(**said.dict(), by=by_of(request), now=clock.now()))
    return Status(201, group_of(request, made))


@router.put("/groups/{group_id}/name", response=GroupAsIsOut, operation_id="rename_group")
def rename_group(request: HttpRequest, group_id: UUID, said: NameIn) -> WorkingGroup:
    """Another name."""
    group = group_of(request, group_id)
    return operations.rename_group(group=group, name=said.name, by=by_of(request), now=clock.now())


@router.put("/groups/{group_id}/mandate", response=GroupAsIsOut, operation_id="change_mandate")
def change_mandate(request: HttpRequest, group_id: UUID, said: MandateIn) -> WorkingGroup:
    """What the group is there for."""
    group = group_of(request, group_id)
    return operations.change_mandate(group=group, mandate=said.mandate, by=by_of(request), now=clock.now())


@router.post("/groups/{group_id}/close", response=GroupAsIsOut, operation_id="close_group")
def close_group(request: HttpRequest, group_id: UUID, said: OnIn) -> WorkingGroup:
    """The group's last day."""
    return operations.close_group(group=group_of(request, group_id), on=said.on, by=by_of(request), now=clock.now())


@router.post("/groups/{group_id}/members", response={201: SeatOut}, operation_id="seat_in_group")
def seat_in_group(request: HttpRequest, group_id: UUID, said: AppointIn, key: Key = None) -> Status[GroupMembership]:
    """One more member, from a day."""
    group, person = group_of(request, group_id), person_of(request, said.person_id)
    made = once(
        request,
        key,
        lambda: operations.seat_in_group(
            group=group, person=person, since_on=said.since_on, by=by_of(request), now=clock.now()
        ),
    )
    return Status(201, _seat(made))


@router.post("/seats/{seat_id}/end", response=SeatOut, operation_id="end_seat")
def end_seat(request: HttpRequest, seat_id: UUID, said: UntilIn) -> GroupMembership:
    """The last day somebody sits in the group."""
    return operations.end_seat(seat=_seat(seat_id), until_on=said.until_on, by=by_of(request), now=clock.now())


@router.post("/seats/{seat_id}/reopen", response=SeatOut, operation_id="reopen_seat")
def reopen_seat(request: HttpRequest, seat_id: UUID) -> GroupMembership:
    """The person did not leave the group after all."""
    return operations.reopen_seat(seat=_seat(seat_id), by=by_of(request), now=clock.now())


def _seat(seat_id: UUID) -> GroupMembership:
    return get_object_or_404(GroupMembership.objects.select_related("group", "person"), pk=seat_id)
