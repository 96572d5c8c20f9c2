"""Clusters, and where cards lie."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.meetings.models import AgendaItem
from pejl.room import operations, permissions
from pejl.room.endpoints.cards import CardOut
from pejl.room.endpoints.fetching import item_of, row_of, seen
from pejl.room.models import Card, Cluster
from pejl.room.names import CardKind

router = Router()
Heading = Annotated[LineText, Field(max_length=120)]


class ClusterOut(Schema):
    """Cards of one board that belong together, under a heading."""

    id: UUID
    item_id: UUID
    title: str
    position: int
    version: int


class ClusterIn(GuardedSchema):
    """A heading for a board, and the cards of the board that are laid under it."""

    title: Heading
    cards: list[UUID] = []


class HeadingIn(GuardedSchema):
    """Another heading, over the version that was read."""

    title: Heading
    expected_version: int


class ClusterPlaceIn(Schema):
    """A place among the clusters of the board, counted from 1."""

    position: int = Field(ge=1)
    expected_version: int


class CardPlaceIn(Schema):
    """The board a card is laid on and the cluster it lies in; none: outside the clusters."""

    item_id: UUID
    cluster_id: UUID | None = None
    expected_version: int


class CardKindIn(Schema):
    """What a card is said to be."""

    kind: CardKind
    expected_version: int


@router.get("/meetings/{meeting_id}/clusters", response=list[ClusterOut], operation_id="list_clusters")
def list_clusters(request: HttpRequest, meeting_id: UUID) -> list[Cluster]:
    """The clusters of a meeting, board by board in their order."""
    meeting, by = seen(request, meeting_id), request.auth  # type: ignore[attr-defined]
    permissions.require_may_read(by, meeting)
    return list(Cluster.objects.filter(meeting=meeting).order_by("item_id", "position", "id"))


@router.post("/meetings/{meeting_id}/items/{item_id}/clusters", response={201: ClusterOut}, operation_id="make_cluster")
def make(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: ClusterIn) -> Status[Cluster]:
    """Put a heading on a board with cards under it. A heading that is there already is not doubled."""
    item = item_of(request, meeting_id, item_id)
    cards = [get_object_or_404(Card, meeting=item.meeting_id, pk=one) for one in said.cards]
    by = request.auth  # type: ignore[attr-defined]
    return Status(201, operations.make_cluster(item=item, title=said.title, cards=cards, by=by, now=clock.now()))


@router.put("/clusters/{cluster_id}", response=ClusterOut, operation_id="rename_cluster")
def rename(request: HttpRequest, cluster_id: UUID, said: HeadingIn) -> Cluster:
    """Give a cluster another heading."""
    cluster, by = row_of(request, Cluster, cluster_id), request.auth  # type: ignore[attr-defined]
    return operations.rename_cluster(cluster=cluster, **said.dict(), by=by, now=clock.now())


@router.put("/clusters/{cluster_id}/position", response=ClusterOut, operation_id="place_cluster")
def place(request: HttpRequest, cluster_id: UUID, said: ClusterPlaceIn) -> Cluster:
    """Move a cluster to another place on its board."""
    cluster, by = row_of(request, Cluster, cluster_id), request.auth  # type: ignore[attr-defined]
    return operations.place_cluster(cluster=cluster, **said.dict(), by=by, now=clock.now())


@router.delete("/clusters/{cluster_id}", response={204: None}, operation_id="dissolve_cluster")
def dissolve(request: HttpRequest, cluster_id: UUID, expected_version: int) -> Status[None]:
    """Take a heading away; its cards stay."""
    cluster, by = row_of(request, Cluster, cluster_id), request.auth  # type: ignore[attr-defined]
    operations.dissolve_cluster(cluster=cluster, expected_version=expected_version, by=by, now=clock.now())
    return Status(204, None)


@router.put("/cards/{card_id}/place", response=CardOut, operation_id="place_card")
def place_card(request: HttpRequest, card_id: UUID, said: CardPlaceIn) -> Card:
    """Lay a card in a cluster, outside the clusters, or on the board of another group of the same work."""
    card, by = row_of(request, Card, card_id), request.auth  # type: ignore[attr-defined]
    return operations.place_card(
        card=card,
        item=get_object_or_404(AgendaItem, meeting=card.meeting_id, pk=said.item_id),
        cluster=get_object_or_404(Cluster, meeting=card.meeting_id, pk=said.cluster_id) if said.cluster_id else None,
        expected_version=said.expected_version,
        by=by,
        now=clock.now(),
    )


@router.put("/cards/{card_id}/kind", response=CardOut, operation_id="change_card_kind")
def change_kind(request: HttpRequest, card_id: UUID, said: CardKindIn) -> Card:
    """Say that a card is of another kind; its words stay."""
    card, by = row_of(request, Card, card_id), request.auth  # type: ignore[attr-defined]
    return operations.change_kind(card=card, **said.dict(), by=by, now=clock.now())
