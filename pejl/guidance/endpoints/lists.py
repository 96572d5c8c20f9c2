"""Reading lists, and keeping them."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalWords
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import Key, product_of
from pejl.guidance.models import ReadingEntry, ReadingList
from pejl.organisation.models import Function, Unit

_LIST = "/reading-lists/{list_id}"
_ENTRY = _LIST + "/entries/{entry_id}"


class NamedOut(Schema):
    """A function or a unit."""

    id: UUID
    name: str


class ReadingListOut(Schema):
    """A list and whom it asks; without a function and a unit it asks everybody."""

    id: UUID
    name: str
    about: str
    function: NamedOut | None
    unit: NamedOut | None
    is_for_newcomers: bool
    retired_at: datetime | None
    edit: int


class EntryOut(Schema):
    """What stands on a list. ``read`` and ``of`` are sums in steps of five; null where they could tell of somebody."""

    id: UUID
    position: int
    title: str
    product_id: UUID | None
    meeting_id: UUID | None
    days: int | None
    is_asked: bool
    read: int | None
    of: int | None


class ReadingListFullOut(ReadingListOut):
    """A list with all that stands on it, in order."""

    entries: list[EntryOut]


class ReadingListIn(GuardedSchema):
    """A list as it is to be."""

    name: Annotated[LineText, Field(max_length=120)]
    about: Annotated[OptionalWords, Field(max_length=1000)] = ""
    function_id: UUID | None = None
    unit_id: UUID | None = None
    is_for_newcomers: bool = False


class ReadingListChangeIn(ReadingListIn):
    """The same; ``expected_edit`` is the list's as it was read."""

    expected_edit: int


class EntryIn(Schema):
    """A product in force, or a meeting that was held; ``days`` is how soon it is to be read."""

    product_id: UUID | None = None
    meeting_id: UUID | None = None
    days: int | None = None


class MoveEntryIn(Schema):
    """Where it goes; ``expected_position`` is its own as it was read."""

    up: bool
    expected_position: int


@router.get("/reading-lists", response=list[ReadingListOut], operation_id="list_reading_lists")
@paginate
def list_reading_lists(request: HttpRequest) -> Any:
    """Every list of this job centre, by name; those no longer used too."""
    permissions.require_may_read_lists(_by(request))
    return queries.reading_lists(_by(request))


@router.post("/reading-lists", response={201: ReadingListFullOut}, operation_id="make_reading_list")
def make_reading_list(request: HttpRequest, said: ReadingListIn, key: Key = None) -> Status[dict[str, Any]]:
    """A new list, empty."""
    by, now = _by(request), clock.now()
    given = _given(said)
    list_id = drafts.once(lambda: operations.make_list(**given, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, _out(request, list_id))


@router.get(_LIST, response=ReadingListFullOut, operation_id="get_reading_list")
def get_reading_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """A list and what stands on it; the sums only for those who keep lists."""
    return _out(request, list_id)


@router.put(_LIST, response=ReadingListFullOut, operation_id="describe_reading_list")
def describe_reading_list(request: HttpRequest, list_id: UUID, said: ReadingListChangeIn) -> dict[str, Any]:
    """Its name, why, and whom it asks."""
    row = _list(request, list_id)
    operations.describe_list(
        reading_list=row, expected_edit=said.expected_edit, **_given(said), by=_by(request), now=clock.now()
    )
    return _out(request, list_id)


@router.put(_LIST + "/retirement", response=ReadingListFullOut, operation_id="retire_reading_list")
def retire_reading_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """It asks nobody any more."""
    operations.retire_list(reading_list=_list(request, list_id), by=_by(request), now=clock.now())
    return _out(request, list_id)


@router.delete(_LIST + "/retirement", response=ReadingListFullOut, operation_id="take_up_reading_list")
def take_up_reading_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """It asks again."""
    operations.take_up_list(reading_list=_list(request, list_id), by=_by(request), now=clock.now())
    return _out(request, list_id)


@router.post(_LIST + "/entries", response={201: ReadingListFullOut}, operation_id="add_to_reading_list")
def add_to_reading_list(request: HttpRequest, list_id: UUID, said: EntryIn, key: Key = None) -> Status[dict[str, Any]]:
    """A product or a meeting, at its end."""
    by, now = _by(request), clock.now()
    row = _list(request, list_id)
    given: dict[str, Any] = {"reading_list": row, "days": said.days, "by": by, "now": now}

    def add() -> ReadingEntry:
        if said.product_id is not None:
            return operations.add_product(product=product_of(request, said.product_id), **given)
        if said.meeting_id is None:
            raise Invalid(_("Choose what is to be read."), field="product_id")
        return operations.add_meeting(meeting_id=said.meeting_id, **given)

    permissions.require_may_keep(by, row.unit_id, clock.today())
    drafts.once(add, client_id=key, by=by, now=now)
    return Status(201, _out(request, list_id))


@router.post(_ENTRY + "/move", response=ReadingListFullOut, operation_id="move_reading_entry")
def move_reading_entry(request: HttpRequest, list_id: UUID, entry_id: UUID, said: MoveEntryIn) -> dict[str, Any]:
    """Change places with the one above or below."""
    entry = _entry(request, list_id, entry_id)
    operations.move_entry(entry=entry, **said.dict(), by=_by(request), now=clock.now())
    return _out(request, list_id)


@router.delete(_ENTRY, response=ReadingListFullOut, operation_id="remove_reading_entry")
def remove_reading_entry(request: HttpRequest, list_id: UUID, entry_id: UUID) -> dict[str, Any]:
    """Take it off the list."""
    operations.remove_entry(entry=_entry(request, list_id, entry_id), by=_by(request), now=clock.now())
    return _out(request, list_id)


def _by(request: HttpRequest) -> Person:
    person: Person = request.auth  # type: ignore[attr-defined]
    return person


def _list(request: HttpRequest, list_id: UUID) -> ReadingList:
    seen = ReadingList.objects.visible_to(_by(request)).select_related("function", "unit")
    return get_object_or_404(seen, pk=list_id)


def _entry(request: HttpRequest, list_id: UUID, entry_id: UUID) -> ReadingEntry:
    entries = _list(request, list_id).entries.select_related("reading_list")
    return get_object_or_404(entries, pk=entry_id)


def _given(said: ReadingListIn) -> dict[str, Any]:
    return {
        "name": said.name,
        "about": said.about,
        "function": get_object_or_404(Function, pk=said.function_id) if said.function_id else None,
        "unit": get_object_or_404(Unit, pk=said.unit_id) if said.unit_id else None,
        "is_for_newcomers": said.is_for_newcomers,
    }


def _out(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    row, by, today = _list(request, list_id), _by(request), clock.today()
    lines = queries.lines_of(row, by, today, with_sums=bool(permissions.keeps(by, today)))
    plain = ("id", "name", "about", "function", "unit", "is_for_newcomers", "retired_at", "edit")
    return {name: getattr(row, name) for name in plain} | {"entries": [_line(one) for one in lines]}


def _line(line: queries.Line) -> dict[str, Any]:
    plain = ("id", "position", "product_id", "meeting_id", "days")
    return {name: getattr(line.entry, name) for name in plain} | {
        "title": line.title,
        "is_asked": line.is_asked,
        "read": line.read.people,
        "of": line.read.of,
    }
