"""What the organisation reads and writes in the API."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header, Schema
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import AddressText, GuardedSchema, LineText, OptionalWords
from pejl.foundation.tenancy.models import Person
from pejl.organisation import queries
from pejl.organisation.models import Function, Place, Unit, WorkingGroup
from pejl.organisation.names import AssignmentKind, Side

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


class PersonOut(Schema):
    """Somebody in the job centre."""

    id: UUID
    name: str


class UnitOut(Schema):
    """A department, a team or a section."""

    id: UUID
    name: str
    parent_id: UUID | None
    side: str
    since_on: date
    until_on: date | None


class FunctionOut(Schema):
    """What somebody is employed to do."""

    id: UUID
    name: str
    may_approve: bool
    is_management: bool
    is_retired: bool


class PlaceOut(Schema):
    """Where somebody belongs."""

    id: UUID
    unit: UnitOut
    function: FunctionOut
    since_on: date
    until_on: date | None


class GroupOut(Schema):
    """A working group and who decides in it today."""

    id: UUID
    name: str
    mandate: str
    members: list[PersonOut]

    @staticmethod
    def resolve_members(group: Any) -> list[Any]:
        """The persons behind the seats."""
        return [seat.person for seat in group.seats]


class GroupAsIsOut(Schema):
    """A working group itself."""

    id: UUID
    name: str
    mandate: str
    since_on: date
    until_on: date | None


class SeatOut(Schema):
    """A seat in a working group."""

    id: UUID
    person_id: UUID
    group_id: UUID
    since_on: date
    until_on: date | None


class AssignmentOut(Schema):
    """What somebody is for a unit, for a colleague, or for the job centre."""

    id: UUID
    kind: AssignmentKind
    person: PersonOut
    unit_id: UUID | None
    for_person_id: UUID | None
    since_on: date
    until_on: date | None


class MunicipalityOut(Schema):
    """A municipality that the job centre works for."""

    id: UUID
    code: str
    name: str
    since_on: date
    until_on: date | None


class PersonAsIsOut(PersonOut):
    """Somebody, as far as the reader may know."""

    email: str
    is_guest: bool
    left_on: date | None


class AboutPersonOut(PersonAsIsOut):
    """Somebody with all that holds today or begins later."""

    places: list[PlaceOut]
    seats: list[SeatOut]
    duties: list[AssignmentOut]
    supported_by: list[AssignmentOut]


class NameIn(GuardedSchema):
    """Another name."""

    name: Annotated[LineText, Field(max_length=120)]


class UnitIn(NameIn):
    """A new unit."""

    since_on: date
    parent_id: UUID | None = None
    side: Side | None = None


class ParentIn(Schema):
    """What a unit is part of; null is the top."""

    parent_id: UUID | None


class SideIn(Schema):
    """On which side a unit is; null is neither, or both."""

    side: Side | None


class FunctionIn(GuardedSchema):
    """A function and what goes with it."""

    name: Annotated[LineText, Field(max_length=80)]
    may_approve: bool = False
    is_management: bool = False


class MunicipalityIn(GuardedSchema):
    """An official code of three digits, and from when."""

    code: Annotated[str, Field(min_length=3, max_length=3)]
    since_on: date


class OnIn(Schema):
    """The last day of something."""

    on: date


class UntilIn(Schema):
    """The last day on which something holds."""

    until_on: date


class PlaceIn(Schema):
    """Where somebody is to belong."""

    unit_id: UUID
    function_id: UUID
    since_on: date
    until_on: date | None = None

    def place(self, request: HttpRequest) -> Place:
        """The place, if there are such a unit and function here."""
        reader = request.auth  # type: ignore[attr-defined]
        unit = get_object_or_404(Unit.objects.visible_to(reader), pk=self.unit_id)
        function = get_object_or_404(Function.objects.visible_to(reader), pk=self.function_id)
        return Place(unit, function, self.since_on, self.until_on)


class WelcomeIn(NameIn):
    """A new colleague; nobody gets in before an invitation is sent."""

    email: AddressText | None = None
    places: list[PlaceIn] = []


class PlacesIn(Schema):
    """Where somebody who comes back is to belong."""

    places: list[PlaceIn] = []


class EmailIn(GuardedSchema):
    """Another e-mail address; null takes it away."""

    email: AddressText | None


class VisitIn(GuardedSchema):
    """Where a guest comes from, and how long the door is open."""

    comes_from: Annotated[LineText, Field(max_length=160)]
    welcome_until: date | None = None


class GuestIn(VisitIn):
    """Somebody from outside."""

    name: Annotated[LineText, Field(max_length=120)]
    email: AddressText | None = None


class AppointIn(Schema):
    """Who, from which day."""

    person_id: UUID
    since_on: date


class LeaderIn(AppointIn):
    """Who leads, and instead of which assignment."""

    instead_of_id: UUID | None = None


class GroupIn(NameIn):
    """A new working group."""

    mandate: OptionalWords = ""
    since_on: date


class MandateIn(GuardedSchema):
    """What a working group is there for."""

    mandate: OptionalWords


def by_of(request: HttpRequest) -> Person:
    """Whose token this is."""
    person: Person = request.auth  # type: ignore[attr-defined]
    return person


def person_of(request: HttpRequest, person_id: UUID) -> Person:
    """The person, if this one may see them."""
    return get_object_or_404(Person.objects.visible_to(by_of(request)).select_related("account"), pk=person_id)


def unit_of(request: HttpRequest, unit_id: UUID) -> Unit:
    """The unit, if this one may see it."""
    return get_object_or_404(Unit.objects.visible_to(by_of(request)), pk=unit_id)


def group_of(request: HttpRequest, group_id: UUID) -> WorkingGroup:
    """The working group, if this one may see it."""
    return get_object_or_404(WorkingGroup.objects.visible_to(by_of(request)), pk=group_id)


def once(request: HttpRequest, key: UUID | None, do: Any) -> UUID:
    """Do it the first time that the key comes; the id of what came of it, every time."""
    return drafts.once(do, client_id=key, by=by_of(request), now=clock.now())


def about(request: HttpRequest, person: Person) -> dict[str, Any]:
    """All that holds of a person today or begins later, as far as the reader may know."""
    reader = by_of(request)
    told = queries.about(person, reader, clock.today())
    return {
        "id": person.pk,
        "name": person.name,
        "email": "" if reader.is_guest else person.email,
        "is_guest": person.is_guest,
        "left_on": person.left_on,
        "places": told.places,
        "seats": told.seats,
        "duties": told.duties,
        "supported_by": told.supported_by,
    }
