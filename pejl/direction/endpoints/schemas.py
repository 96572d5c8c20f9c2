"""What programs send and get."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from pejl.direction import queries
from pejl.direction.models import Statement
from pejl.direction.names import Kind
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.organisation.models import Unit


class UnitOut(Schema):
    """A unit that a statement is for, with all below it."""

    id: UUID
    name: str


class StatementOut(Schema):
    """A goal, a frame or an expectation, and how long it holds. No units: it is for everybody."""

    id: UUID
    kind: Kind
    title: str
    text: str
    is_for_all: bool
    units: list[UnitOut]
    since_on: date
    until_on: date | None
    stated_by: str
    stated_at: datetime
    replaces_id: UUID | None
    replaced_by_id: UUID | None
    ended_because: str

    @staticmethod
    def resolve_units(statement: Statement) -> list[Unit]:
        """Whom it is for."""
        return [one.unit for one in statement.units.all()]

    @staticmethod
    def resolve_stated_by(statement: Statement) -> str:
        """Who said it."""
        return statement.stated_by.name

    @staticmethod
    def resolve_replaced_by_id(statement: Statement) -> UUID | None:
        """What came in its place."""
        return statement.newer.pk if statement.newer else None


class ThingOut(Schema):
    """What follows a statement: a kind, an id, and its title at the time."""

    kind: str
    id: UUID
    title: str


class FollowerOut(ThingOut):
    """``is_alive`` says whether it can be fetched."""

    is_alive: bool


class StatementFullOut(StatementOut):
    """A statement with what follows it, as far as the reader may see."""

    followers: list[FollowerOut]

    @staticmethod
    def resolve_followers(statement: Statement, context: dict[str, Any]) -> list[dict[str, Any]]:
        """What follows it, latest first."""
        found = queries.followers_of(statement, context["request"].auth)
        return [{**vars(one.about), "is_alive": one.thing is not None} for one in found]


class LinkOut(Schema):
    """A theme, a meeting or a product follows a statement."""

    id: UUID
    statement_id: UUID
    about: ThingOut
    at: datetime


class LinkIn(Schema):
    """What follows the statement: ``theme``, ``meeting`` or ``product``, and its id."""

    kind: Literal["theme", "meeting", "product"]
    id: UUID


class LinksAsked(LinkIn):
    """Whose links to list."""


class Wording(GuardedSchema):
    """What every wording says."""

    title: Annotated[LineText, Field(max_length=160)]
    text: WordsText
    is_for_all: bool = False
    unit_ids: list[UUID] = []
    since_on: date


class StatementIn(Wording):
    """A statement to make: for everybody, or for these units and those below."""

    kind: Kind


class ReplacementIn(Wording):
    """A new wording of the same kind; the old one ends the day before it begins."""

    because: OptionalWords = ""


class EndIn(GuardedSchema):
    """Its last day, and why."""

    until_on: date
    because: WordsText


class RestatingIn(Schema):
    """``seen_at`` is when the direction was read that they went through; what came later would be lost to them."""

    seen_at: datetime | None = None


class RestatingOut(Schema):
    """A unit went through its direction together."""

    id: UUID
    unit_id: UUID
    by: str
    at: datetime

    @staticmethod
    def resolve_by(restating: Any) -> str:
        """Who said so."""
        return restating.by.name


class ChangeOut(Schema):
    """New without ``before``, ended without ``now``, otherwise replaced; each the id of a statement."""

    before: UUID | None
    now: UUID | None
    because: str


class NewsOut(Schema):
    """What holds for a unit, or will, and what is new since it last went through it together."""

    unit: UnitOut
    since: RestatingOut | None
    changes: list[ChangeOut]
    statements: list[StatementOut]


class Narrowed(Schema):
    """Which statements to list."""

    q: OptionalLine = ""
    kind: Kind | None = None
    unit: UUID | None = None
    past: bool = False
