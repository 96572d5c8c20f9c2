"""Collecting themes at a department meeting, in the API."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit
from pejl.themes import operations, queries
from pejl.themes.endpoints.routing import router
from pejl.themes.endpoints.schemas import (
    BackingOut,
    CollectedIn,
    CollectionIn,
    CollectionOut,
    HandIn,
    Key,
    ThemeFullOut,
)
from pejl.themes.endpoints.showing import full, theme_of
from pejl.themes.models import Backing, Collection


@router.get("/collections", response=list[CollectionOut], operation_id="list_collections")
@paginate
def list_collections(request: HttpRequest) -> Any:
    """The department meetings where themes were collected, latest first."""
    return queries.collections(request.auth)  # type: ignore[attr-defined]


@router.post("/collections", response={201: CollectionOut}, operation_id="begin_collection")
def begin(request: HttpRequest, said: CollectionIn, key: Key = None) -> Status[Collection]:
    """Begin to collect; working groups and those who lead may."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    unit = get_object_or_404(Unit.objects.visible_to(by), pk=said.unit_id) if said.unit_id else None
    collection_id = drafts.once(
        lambda: operations.begin_collection(title=said.title, held_on=said.held_on, unit=unit, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _collection(collection_id, by))


@router.get("/collections/{collection_id}", response=CollectionOut, operation_id="get_collection")
def get_collection(request: HttpRequest, collection_id: UUID) -> Collection:
    """One of them; its themes are those listed with it."""
    return _collection(collection_id, request.auth)  # type: ignore[attr-defined]


@router.post("/collections/{collection_id}/themes", response={201: ThemeFullOut}, operation_id="collect_theme")
def collect(request: HttpRequest, collection_id: UUID, said: CollectedIn, key: Key = None) -> Status[dict[str, Any]]:
    """Write down a theme in the name of the colleague who said it."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    collection, person = _collection(collection_id, by), _person(said.person_id, by)
    theme_id = drafts.once(
        lambda: operations.collect(
            collection=collection, **said.dict(exclude={"person_id"}), person=person, by=by, now=now
        ),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, full(theme_of(theme_id, by), by))


@router.post("/collections/{collection_id}/hands", response={201: BackingOut}, operation_id="back_theme_by_hand")
def raise_hand(request: HttpRequest, collection_id: UUID, said: HandIn) -> Status[Backing]:
    """Note who raised a hand for a theme."""
    by = request.auth  # type: ignore[attr-defined]
    backing = operations.back_by_hand(
        collection=_collection(collection_id, by),
        theme=theme_of(said.theme_id, by),
        person=_person(said.person_id, by),
        by=by,
        now=clock.now(),
    )
    return Status(201, backing)


@router.post("/collections/{collection_id}/end", response=CollectionOut, operation_id="end_collection")
def end(request: HttpRequest, collection_id: UUID) -> Collection:
    """End it; everybody in whose name something was written is told, once."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.end_collection(collection=_collection(collection_id, by), by=by, now=clock.now())


def _collection(collection_id: UUID, person: Any) -> Collection:
    found: Collection = get_object_or_404(Collection.objects.visible_to(person), pk=collection_id)
    return found


def _person(person_id: UUID, person: Any) -> Person:
    found: Person = get_object_or_404(Person.objects.visible_to(person), pk=person_id)
    return found
