"""What follows a statement, and what a thing follows."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Status
from ninja.pagination import paginate

from pejl.direction import operations, queries
from pejl.direction.endpoints.routing import router, statement_of
from pejl.direction.endpoints.schemas import LinkIn, LinkOut, LinksAsked
from pejl.direction.models import Link
from pejl.foundation import clock
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer


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
    made = operations.link(statements=[statement_of(statement_id, by)], about=_about(said, by), by=by, now=clock.now())
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


def _about(asked: LinkIn, person: Person) -> Pointer:
    """The thing as one points at it now; 404 for what the person may not see."""
    thing: Any = pointers.resolve(Pointer(asked.kind, asked.id, ""), person=person)
    if thing is None:
        raise Http404
    return pointers.to(thing, title=thing.title)
