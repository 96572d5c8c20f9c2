"""The agenda: add, change, move and remove items, and say who does what."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, queries
from pejl.meetings.endpoints.routing import Key, item_of, meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import ItemIn, ItemOut, MinutesIn, MoveIn, NewItemIn, PartsIn, UndoneOut, item_out
from pejl.meetings.models import AgendaEdit
from pejl.meetings.names import ItemRole, own
from pejl.meetings.queries import TimedItem

ROLES: dict[str, str] = {
    "presenters": ItemRole.PRESENTER,
    "chairs": ItemRole.CHAIR,
    "helicopters": ItemRole.HELICOPTER,
    "members": ItemRole.MEMBER,
}


@router.post("/meetings/{meeting_id}/items", response={201: ItemOut}, operation_id="add_agenda_item")
def add_item(request: HttpRequest, meeting_id: UUID, said: NewItemIn, key: Key = None) -> Status[dict[str, Any]]:
    """Add an item, or a group inside group work."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    parent = item_of(meeting_id, said.parent, by) if said.parent else None
    told = said.dict() | {"parent": parent}
    item_id = drafts.once(
        lambda: operations.add_item(meeting=meeting, **told, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, _answer(meeting_id, item_id, by))


@router.put("/meetings/{meeting_id}/items/{item_id}", response=ItemOut, operation_id="change_agenda_item")
def change_item(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: ItemIn) -> dict[str, Any]:
    """Change an item."""
    by = request.auth  # type: ignore[attr-defined]
    operations.change_item(item=item_of(meeting_id, item_id, by), **said.dict(), by=by, now=clock.now())
    return _answer(meeting_id, item_id, by)


@router.put("/meetings/{meeting_id}/items/{item_id}/minutes", response=ItemOut, operation_id="set_agenda_item_minutes")
def set_minutes(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: MinutesIn) -> dict[str, Any]:
    """Give an item so many minutes, group work a first round of so many."""
    by = request.auth  # type: ignore[attr-defined]
    operations.set_minutes(item=item_of(meeting_id, item_id, by), **said.dict(), by=by, now=clock.now())
    return _answer(meeting_id, item_id, by)


@router.post("/meetings/{meeting_id}/items/{item_id}/move", response=ItemOut, operation_id="move_agenda_item")
def move_item(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: MoveIn) -> dict[str, Any]:
    """Move an item to another place among those beside it."""
    by = request.auth  # type: ignore[attr-defined]
    operations.move_item(item=item_of(meeting_id, item_id, by), **said.dict(), by=by, now=clock.now())
    return _answer(meeting_id, item_id, by)


@router.delete("/meetings/{meeting_id}/items/{item_id}", response={204: None}, operation_id="remove_agenda_item")
def remove_item(request: HttpRequest, meeting_id: UUID, item_id: UUID, expected_version: int) -> Status[None]:
    """Take an item out, with its groups."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(meeting_id, item_id, by)
    operations.remove_item(item=item, expected_version=expected_version, by=by, now=clock.now())
    return Status(204, None)


@router.put("/meetings/{meeting_id}/items/{item_id}/parts", response=ItemOut, operation_id="set_agenda_item_parts")
def set_parts(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: PartsIn) -> dict[str, Any]:
    """Say who presents, chairs, listens from above, is a member, or has a role that the item names itself."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(meeting_id, item_id, by)
    usual = {role: getattr(said, name) for name, role in ROLES.items()}
    parts = {role: people_of(ids, by) for role, ids in usual.items() if ids is not None}
    parts |= {own(one.called): people_of(one.people, by) for one in said.own}
    version = said.expected_version
    operations.set_parts(item=item, parts=parts, expected_version=version, by=by, now=clock.now())
    return _answer(meeting_id, item_id, by)


@router.post(
    "/meetings/{meeting_id}/items/{item_id}/copies", response={201: ItemOut}, operation_id="duplicate_agenda_item"
)
def duplicate_item(request: HttpRequest, meeting_id: UUID, item_id: UUID, key: Key = None) -> Status[dict[str, Any]]:
    """The same item once more, right after it, with all that lies in it; nobody has a part in the copy."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    item = item_of(meeting_id, item_id, by)
    copy_id = drafts.once(lambda: operations.duplicate_item(item=item, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, _answer(meeting_id, copy_id, by))


@router.post("/meetings/{meeting_id}/agenda/undo", response=UndoneOut, operation_id="undo_agenda_edit")
def undo(request: HttpRequest, meeting_id: UUID) -> AgendaEdit:
    """Take back what one did last to the agenda."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.undo(meeting=meeting_of(meeting_id, by), by=by, now=clock.now())


def _everything(agenda: Iterable[TimedItem]) -> Iterator[TimedItem]:
    for timed in agenda:
        yield timed
        yield from _everything(timed.children)


def _answer(meeting_id: UUID, item_id: UUID, by: Person) -> dict[str, Any]:
    """The item as it is now, along the clock."""
    meeting = meeting_of(meeting_id, by)
    agenda = queries.agenda_of(meeting)
    found = next(timed for timed in _everything(agenda) if timed.item.pk == item_id)
    return item_out(found, leads=permissions.leads(by, meeting))
