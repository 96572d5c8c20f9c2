"""The router, and finding what an address names."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Header, Router

from pejl.direction import permissions, queries
from pejl.direction.models import Statement
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit

router = Router(tags=["direction"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]


def statement_of(statement_id: UUID, person: Person) -> Statement:
    """The statement, if the person may see it."""
    return get_object_or_404(queries.whole(Statement.objects.visible_to(person)), pk=statement_id)


def unit_of(unit_id: UUID, person: Person) -> Unit:
    """The unit, for those who may read what holds for it."""
    if not permissions.may_read(person):
        raise Http404
    return get_object_or_404(Unit.objects.visible_to(person), pk=unit_id)
