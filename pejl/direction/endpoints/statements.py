"""Giving direction, and going through it."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Status
from ninja.pagination import paginate

from pejl.direction import operations, queries
from pejl.direction.endpoints.routing import Key, router, statement_of, unit_of
from pejl.direction.endpoints.schemas import (
    EndIn,
    Narrowed,
    NewsOut,
    ReplacementIn,
    RestatingIn,
    RestatingOut,
    StatementFullOut,
    StatementIn,
    StatementOut,
    Wording,
)
from pejl.direction.models import Statement
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person


@router.get("/statements", response=list[StatementOut], operation_id="list_statements")
@paginate
def list_statements(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Statements of direction, newest first, narrowed as on the page."""
    by = request.auth  # type: ignore[attr-defined]
    unit = unit_of(asked.unit, by) if asked.unit else None
    return queries.listed(by, kind=asked.kind or "", unit=unit, text=asked.q, is_past=asked.past, today=clock.today())


@router.post("/statements", response={201: StatementFullOut}, operation_id="give_direction")
def state(request: HttpRequest, said: StatementIn, key: Key = None) -> Status[Statement]:
    """Give direction, for whom one leads. Sent again with the same key, the same statement is answered."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    wording = _wording(said, by)
    made = drafts.once(lambda: operations.state(**wording, by=by, now=now), client_id=key, by=by, now=now)
    return Status(201, statement_of(made, by))


@router.get("/statements/{statement_id}", response=StatementFullOut, operation_id="get_statement")
def get_statement(request: HttpRequest, statement_id: UUID) -> Statement:
    """A statement and what follows it."""
    return statement_of(statement_id, request.auth)  # type: ignore[attr-defined]


@router.post(
    "/statements/{statement_id}/replacement", response={201: StatementFullOut}, operation_id="replace_statement"
)
def replace(request: HttpRequest, statement_id: UUID, said: ReplacementIn, key: Key = None) -> Status[Statement]:
    """A new wording from a day; the old one stays to be read."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    statement, wording = statement_of(statement_id, by), _wording(said, by)
    made = drafts.once(
        lambda: operations.replace(statement=statement, **wording, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, statement_of(made, by))


@router.post("/statements/{statement_id}/end", response=StatementFullOut, operation_id="end_statement")
def end(request: HttpRequest, statement_id: UUID, said: EndIn, key: Key = None) -> Statement:
    """It holds up to and including a day, and then no more."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    statement = statement_of(statement_id, by)
    drafts.once(
        lambda: operations.end(statement=statement, until_on=said.until_on, because=said.because, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return statement_of(statement_id, by)


@router.get("/units/{unit_id}/direction", response=NewsOut, operation_id="get_direction_of_unit")
def direction_of_unit(request: HttpRequest, unit_id: UUID) -> dict[str, Any]:
    """What is new to a unit, and all that holds for it."""
    unit, today = unit_of(unit_id, request.auth), clock.today()  # type: ignore[attr-defined]
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
    unit = unit_of(unit_id, by)
    drafts.once(
        lambda: operations.go_through(unit=unit, seen_at=said.seen_at, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, queries.direction_of(unit, clock.today()).news.since)


def _wording(said: Wording, person: Person) -> dict[str, Any]:
    """What ``operations.state`` takes; 404 for a unit that is not there."""
    wording = said.dict()
    wording["units"] = [unit_of(unit_id, person) for unit_id in dict.fromkeys(wording.pop("unit_ids"))]
    return wording
