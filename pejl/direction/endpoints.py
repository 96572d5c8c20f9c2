"""Direction in the API: the same questions and the same operations as on the pages."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Header, Query, Router, Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.direction import operations, permissions, queries
from pejl.direction.models import Link, Statement
from pejl.direction.names import Kind
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine, OptionalWords, WordsText
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import Unit

router = Router(tags=["direction"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


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


class _Wording(GuardedSchema):
    title: Annotated[LineText, Field(max_length=160)]
    text: WordsText
    is_for_all: bool = False
    unit_ids: list[UUID] = []
    since_on: date


class StatementIn(_Wording):
    """A statement to make: for everybody, or for these units and those below."""

    kind: Kind


class ReplacementIn(_Wording):
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


@router.get("/statements", response=list[StatementOut], operation_id="list_statements")
@paginate
def list_statements(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Statements of direction, newest first, narrowed as on the page."""
    by = request.auth  # type: ignore[attr-defined]
    unit = _unit(asked.unit, by) if asked.unit else None
    return queries.listed(by, kind=asked.kind or "", unit=unit, text=asked.q, is_past=asked.past, today=clock.today())


@router.post("/statements", response={201: StatementFullOut}, operation_id="give_direction")
def state(request: HttpRequest, said: StatementIn, key: Key = None) -> Status[Statement]:
    """Give direction, for whom one leads. Sent again with the same key, the same statement is answered."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    wording = _wording(said, by)
    made = drafts.once(lambda: operations.state(**wording, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, _statement(made, by))


@router.get("/statements/{statement_id}", response=StatementFullOut, operation_id="get_statement")
def get_statement(request: HttpRequest, statement_id: UUID) -> Statement:
    """A statement and what follows it."""
    return _statement(statement_id, request.auth)  # type: ignore[attr-defined]


@router.post(
    "/statements/{statement_id}/replacement", response={201: StatementFullOut}, operation_id="replace_statement"
)
def replace(request: HttpRequest, statement_id: UUID, said: ReplacementIn, key: Key = None) -> Status[Statement]:
    """A new wording from a day; the old one stays to be read."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    statement, wording = _statement(statement_id, by), _wording(said, by)
    made = drafts.once(
        lambda: operations.replace(statement=statement, **wording, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, _statement(made, by))


@router.post("/statements/{statement_id}/end", response=StatementFullOut, operation_id="end_statement")
def end(request: HttpRequest, statement_id: UUID, said: EndIn, key: Key = None) -> Statement:
    """It holds up to and including a day, and then no more."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    statement = _statement(statement_id, by)
    drafts.once(
        lambda: operations.end(statement=statement, until_on=said.until_on, because=said.because, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return _statement(statement_id, by)


@router.get("/units/{unit_id}/direction", response=NewsOut, operation_id="get_direction_of_unit")
def direction_of_unit(request: HttpRequest, unit_id: UUID) -> dict[str, Any]:
    """What is new to a unit, and all that holds for it."""
    unit, today = _unit(unit_id, request.auth), clock.today()  # type: ignore[attr-defined]
    direction = queries.direction_of(unit, today)
    news = direction.news
    changes = [
        {
            "before": one.before.pk if one.before else None,
            "now": one.now.pk if one.now else None,
            "because": one.because,
        }
        for one in news.changes
    ]
    return {"unit": unit, "since": news.since, "changes": changes, "statements": direction.statements}


@router.post("/units/{unit_id}/restatings", response={201: RestatingOut}, operation_id="go_through_direction")
def go_through(request: HttpRequest, unit_id: UUID, said: RestatingIn, key: Key = None) -> Status[Any]:
    """The unit has been through its direction together."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    unit = _unit(unit_id, by)
    drafts.once(
        lambda: operations.go_through(unit=unit, seen_at=said.seen_at, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, queries.direction_of(unit, clock.today()).news.since)


@router.get("/direction-links", response=list[LinkOut], operation_id="list_direction_links")
@paginate
def list_links(request: HttpRequest, asked: Query[LinksAsked]) -> Any:
    """What a theme, a meeting or a product follows."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.links_of(_about(asked, by).id, by)


@router.post("/statements/{statement_id}/links", response={201: LinkOut}, operation_id="link_to_statement")
def link(request: HttpRequest, statement_id: UUID, said: LinkIn) -> Status[Link]:
    """A theme, a meeting or a product follows the statement. Saying so twice is saying it once."""
    by = request.auth  # type: ignore[attr-defined]
    made = operations.link(statements=[_statement(statement_id, by)], about=_about(said, by), by=by, now=clock.now())
    return Status(201, made[0])


@router.delete("/direction-links/{link_id}", response={204: None}, operation_id="unlink_from_statement")
def unlink(request: HttpRequest, link_id: UUID) -> Status[None]:
    """It does not follow the statement any more."""
    by = request.auth  # type: ignore[attr-defined]
    found = get_object_or_404(Link.objects.visible_to(by).select_related("statement"), pk=link_id)
    if pointers.resolve(found.about, person=by) is None:
        raise Http404
    operations.unlink(statement=found.statement, about=found.about, by=by, now=clock.now())
    return Status(204, None)


def _statement(statement_id: UUID, person: Person) -> Statement:
    return get_object_or_404(queries.whole(Statement.objects.visible_to(person)), pk=statement_id)


def _unit(unit_id: UUID, person: Person) -> Unit:
    if not permissions.may_read(person):
        raise Http404
    return get_object_or_404(Unit.objects.visible_to(person), pk=unit_id)


def _wording(said: _Wording, person: Person) -> dict[str, Any]:
    """What ``operations.state`` takes; 404 for a unit that is not there."""
    wording = said.dict()
    wording["units"] = [_unit(unit_id, person) for unit_id in dict.fromkeys(wording.pop("unit_ids"))]
    return wording


def _about(asked: LinkIn, person: Person) -> Pointer:
    """The thing as one points at it now; 404 for what the person may not see."""
    thing: Any = pointers.resolve(Pointer(asked.kind, asked.id, ""), person=person)
    if thing is None:
        raise Http404
    return pointers.to(thing, title=thing.title)
