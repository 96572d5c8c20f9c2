"""Kinds of products, made and changed by whoever looks after Pejl."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, WordsText
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, permissions, policies, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import ColleagueOut, Key, PartOut, colleague, part_out
from pejl.guidance.models import Kind
from pejl.guidance.names import BlockKind, Column, Part
from pejl.organisation import queries as organisation
from pejl.organisation.models import Function

_KIND = "/product-kinds/{kind_id}"
_PART = _KIND + "/parts/{key}"

PartKey = Annotated[LineText, Field(max_length=40)]


class FunctionOut(Schema):
    """A function whose holders may approve."""

    id: UUID
    name: str


class KindPartOut(PartOut):
    """A part of a kind, with what a new draft begins with."""

    begins_with: list[str]


class KindOut(Schema):
    """A kind as whoever looks after Pejl sees it; ``edit`` is what a change must name."""

    id: UUID
    name: str
    about: str
    review_months: int
    approvals: int
    needs_hearing: bool
    retired_at: datetime | None
    edit: int
    functions: list[FunctionOut]
    people: list[ColleagueOut]
    parts: list[KindPartOut]
    removed: list[KindPartOut]


class NewKindIn(GuardedSchema):
    """A new kind; ``of`` is the kind it is a copy of."""

    name: Annotated[LineText, Field(max_length=80)]
    about: Annotated[WordsText, Field(max_length=1000)]
    of: UUID | None = None


class KindIn(GuardedSchema):
    """All that a kind says of itself; ``expected_edit`` is the kind's as it was read."""

    name: Annotated[LineText, Field(max_length=80)]
    about: Annotated[WordsText, Field(max_length=1000)]
    review_months: int
    approvals: int
    needs_hearing: bool = False
    functions: list[UUID] = []
    people: list[UUID] = []
    expected_edit: int


class ColumnIn(GuardedSchema):
    """A column of a situation table; a new one has no key."""

    key: Annotated[OptionalLine, Field(max_length=40)] = ""
    name: Annotated[OptionalLine, Field(max_length=80)] = ""
    is_required: bool = False


class PartIn(GuardedSchema):
    """What a part says; its key and what sort of blocks it has stay."""

    name: Annotated[OptionalLine, Field(max_length=160)] = ""
    hint: Annotated[OptionalLine, Field(max_length=400)] = ""
    is_needed: bool = False
    columns: list[ColumnIn] = []
    begins_with: list[OptionalLine] = []
    expected_edit: int


class NewPartIn(PartIn):
    """A new part; without a key it gets one made from its heading."""

    key: Annotated[OptionalLine, Field(max_length=40)] = ""
    kind: BlockKind


class MovePartIn(Schema):
    """Where a part goes; ``expected_edit`` is the kind's as it was read."""

    up: bool
    expected_edit: int


class FetchedOut(Schema):
    """How many standard kinds were new."""

    number: int


@router.post("/product-kinds/standard", response=FetchedOut, operation_id="fetch_standard_kinds")
def fetch_standard_kinds(request: HttpRequest) -> dict[str, int]:
    """Add the standard kinds that are not here; none that was changed or renamed."""
    return {"number": operations.fetch_standard_kinds(by=_by(request), now=clock.now())}


@router.post("/product-kinds", response={201: KindOut}, operation_id="make_kind")
def make_kind(request: HttpRequest, said: NewKindIn, key: Key = None) -> Status[dict[str, Any]]:
    """A new kind, empty or a copy."""
    by, now = _by(request), clock.now()
    of = _kind(said.of) if said.of else None
    kind_id = drafts.once(
        lambda: operations.make_kind(name=said.name, about=said.about, of=of, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _out(_kind(kind_id)))


@router.get(_KIND, response=KindOut, operation_id="get_kind")
def get_kind(request: HttpRequest, kind_id: UUID) -> dict[str, Any]:
    """A kind, for whoever looks after Pejl."""
    kind = _kind(kind_id)
    permissions.require_may_shape_kinds(_by(request), clock.today())
    return _out(kind)


@router.put(_KIND, response=KindOut, operation_id="describe_kind")
def describe_kind(request: HttpRequest, kind_id: UUID, said: KindIn) -> dict[str, Any]:
    """Its name, what it is for, and what it takes to be approved."""
    plain = said.dict(exclude={"functions", "people"})
    kind = operations.describe_kind(
        kind=_kind(kind_id),
        functions=_functions(said.functions),
        people=[colleague(person_id) for person_id in said.people],
        by=_by(request),
        now=clock.now(),
        **plain,
    )
    return _out(kind)


@router.post(_KIND + "/parts", response={201: KindOut}, operation_id="add_kind_part")
def add_part(request: HttpRequest, kind_id: UUID, said: NewPartIn) -> Status[dict[str, Any]]:
    """Add a part at the end."""
    part = _part(said, said.key, said.kind)
    kind = operations.add_part(
        kind=_kind(kind_id), part=part, expected_edit=said.expected_edit, by=_by(request), now=clock.now()
    )
    return Status(201, _out(kind))


@router.put(_PART, response=KindOut, operation_id="change_kind_part")
def change_part(request: HttpRequest, kind_id: UUID, key: PartKey, said: PartIn) -> dict[str, Any]:
    """Heading, hint, columns and beginning of a part."""
    kind, by, now = _kind(kind_id), _by(request), clock.now()
    permissions.require_may_shape_kinds(by, clock.today())
    part = _part(said, key, policies.part_of_kind(kind, key).kind)
    return _out(operations.change_part(kind=kind, part=part, expected_edit=said.expected_edit, by=by, now=now))


@router.post(_PART + "/move", response=KindOut, operation_id="move_kind_part")
def move_part(request: HttpRequest, kind_id: UUID, key: PartKey, said: MovePartIn) -> dict[str, Any]:
    """Change places with the part above or below."""
    kind = _kind(kind_id)
    return _out(operations.move_part(kind=kind, key=key, by=_by(request), now=clock.now(), **said.dict()))


@router.delete(_PART, response=KindOut, operation_id="remove_kind_part")
def remove_part(request: HttpRequest, kind_id: UUID, key: PartKey, expected_edit: int) -> dict[str, Any]:
    """Take a part out; versions keep theirs."""
    kind = _kind(kind_id)
    now = clock.now()
    return _out(operations.remove_part(kind=kind, key=key, expected_edit=expected_edit, by=_by(request), now=now))


@router.post(_PART + "/restore", response=KindOut, operation_id="restore_kind_part")
def restore_part(request: HttpRequest, kind_id: UUID, key: PartKey) -> dict[str, Any]:
    """Put a part back."""
    return _out(operations.restore_part(kind=_kind(kind_id), key=key, by=_by(request), now=clock.now()))


@router.put(_KIND + "/retirement", response=KindOut, operation_id="retire_kind")
def retire_kind(request: HttpRequest, kind_id: UUID) -> dict[str, Any]:
    """Nothing new is begun of it."""
    return _out(operations.retire_kind(kind=_kind(kind_id), by=_by(request), now=clock.now()))


@router.delete(_KIND + "/retirement", response=KindOut, operation_id="take_up_kind")
def take_up_kind(request: HttpRequest, kind_id: UUID) -> dict[str, Any]:
    """It can be begun again."""
    return _out(operations.take_up_kind(kind=_kind(kind_id), by=_by(request), now=clock.now()))


def _by(request: HttpRequest) -> Person:
    person: Person = request.auth  # type: ignore[attr-defined]
    return person


def _kind(kind_id: UUID) -> Kind:
    return get_object_or_404(Kind, pk=kind_id)


def _functions(ids: list[UUID]) -> list[Function]:
    found = {one.pk: one for one in organisation.functions().filter(pk__in=ids)}
    if not found.keys() >= set(ids):
        raise Http404
    return [found[one] for one in ids]


def _part(said: PartIn, key: str, kind: BlockKind) -> Part:
    columns = tuple(Column(one.key, one.name, one.is_required) for one in said.columns)
    return Part(key, kind, said.name, said.hint, said.is_needed, columns, tuple(said.begins_with))


def _out(kind: Kind) -> dict[str, Any]:
    approving = queries.approving(kind)
    plain = ("id", "name", "about", "review_months", "approvals", "needs_hearing", "retired_at", "edit")
    return {name: getattr(kind, name) for name in plain} | {
        "functions": approving.functions,
        "people": approving.people,
        "parts": [_part_out(part) for part in kind.made_of],
        "removed": [_part_out(part) for part in queries.removed_parts(kind)],
    }


def _part_out(part: Part) -> dict[str, Any]:
    return part_out(part).dict() | {"begins_with": list(part.begins_with)}
