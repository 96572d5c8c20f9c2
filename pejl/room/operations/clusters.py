"""Ordering a board: cards are laid in clusters, and moved between clusters, kinds and the groups' boards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import permissions, policies
from pejl.room.models import Card, Cluster
from pejl.room.operations.telling import tell_of_card, tell_of_cluster


@transaction.atomic
def make_cluster(*, item: AgendaItem, title: str, cards: Sequence[Card], by: Person, now: datetime) -> Cluster:
    """Put a heading on the board, and cards of the board under it. A heading that is there already is not doubled.

    Raises Stale where one of the cards is no longer on this board.
    """
    item = _arranged(item, by)
    heading = _heading(title)
    others = list(_on(item))
    found = next((one for one in others if one.title.casefold() == heading.casefold()), None)
    cluster = found or _new(item, heading, others)
    _lay_in(cluster, cards)
    tell_of_cluster("cluster.changed" if found else "cluster.made", cluster, by=by, now=now)
    return cluster


@transaction.atomic
def rename_cluster(*, cluster: Cluster, title: str, expected_version: int, by: Person, now: datetime) -> Cluster:
    """Give a cluster another heading. Raises Stale where somebody else changed it in between."""
    cluster = _ready(cluster, by, expected_version)
    heading = _heading(title)
    policies.require_free_title(list(_on(cluster.item).exclude(pk=cluster.pk)), heading)
    cluster.title, cluster.version = heading, cluster.version + 1
    cluster.save(update_fields=["title", "version"])
    tell_of_cluster("cluster.changed", cluster, by=by, now=now)
    return cluster


@transaction.atomic
def place_cluster(*, cluster: Cluster, position: int, expected_version: int, by: Person, now: datetime) -> Cluster:
    """Move a cluster to a place among those of its board, counted from 1; beyond the last is last."""
    cluster = _ready(cluster, by, expected_version)
    others = list(_on(cluster.item).exclude(pk=cluster.pk))
    others.insert(max(position, 1) - 1, cluster)
    for number, one in enumerate(others, start=1):
        if one.position != number:
            one.position = number
            one.save(update_fields=["position"])
    cluster.version += 1
    cluster.save(update_fields=["version"])
    tell_of_cluster("cluster.moved", cluster, by=by, now=now)
    return cluster


@transaction.atomic
def dissolve_cluster(*, cluster: Cluster, expected_version: int, by: Person, now: datetime) -> None:
    """Take a heading away; its cards stay on the board. Where it is gone already nothing happens."""
    item = _arranged(cluster.item, by)
    standing: Cluster | None = _on(item).filter(pk=cluster.pk).first()
    if standing is None:
        return
    policies.require_cluster_version(standing, expected_version)
    tell_of_cluster("cluster.dissolved", standing, by=by, now=now)
    Card.objects.filter(cluster=standing).update(cluster=None)
    standing.delete()


@transaction.atomic
def place_card(
    *, card: Card, item: AgendaItem, cluster: Cluster | None, expected_version: int, by: Person, now: datetime
) -> Card:
    """Lay a card on a board, in one of its clusters or in none. Lying there already, it stays as it is.

    Raises Stale where somebody moved or changed it in between, Refusal for a board it may not be moved to.
    """
    item = _locked_item(item)
    card = _movable(card, by)
    in_cluster = _on(item).filter(pk=cluster.pk).first() if cluster else None
    if cluster:
        policies.require_on_board(in_cluster or cluster, item)
    if (card.item_id, card.cluster_id) == (item.pk, in_cluster.pk if in_cluster else None):
        return card
    policies.require_seen_place(card, expected_version)
    policies.require_movable_to(card, item)
    policies.require_board_open(item)
    left = card.item_id
    card.item, card.cluster, card.version = item, in_cluster, card.version + 1
    card.save(update_fields=["item", "cluster", "version"])
    tell_of_card("card.moved", card, by=by, now=now, **({"left": left} if left != item.pk else {}))
    return card


@transaction.atomic
def change_kind(*, card: Card, kind: str, expected_version: int, by: Person, now: datetime) -> Card:
    """Say that a card is of another kind, its words as they are. Of that kind already, it stays as it is."""
    card = _movable(card, by)
    if card.kind == kind:
        return card
    policies.require_kind(kind, card.item)
    policies.require_seen_place(card, expected_version)
    card.kind, card.version = kind, card.version + 1
    card.save(update_fields=["kind", "version"])
    tell_of_card("card.changed", card, by=by, now=now)
    return card


def _locked_item(item: AgendaItem) -> AgendaItem:
    """The board's item, locked until the commit: whoever orders it or writes on it queues here."""
    locked = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "parent")
    row: AgendaItem = locked.get(pk=item.pk)
    return row


def _arranged(item: AgendaItem, by: Person) -> AgendaItem:
    item = _locked_item(item)
    permissions.require_may_arrange(by, item)
    policies.require_board_open(item)
    return item


def _ready(cluster: Cluster, by: Person, expected_version: int) -> Cluster:
    item = _arranged(cluster.item, by)
    standing: Cluster = _on(item).get(pk=cluster.pk)
    policies.require_cluster_version(standing, expected_version)
    return standing


def _movable(card: Card, by: Person) -> Card:
    locked = Card.objects.select_for_update(of=("self",)).select_related("meeting", "item__parent", "cluster")
    row: Card = locked.get(pk=card.pk)
    permissions.require_may_arrange(by, row.item)
    policies.require_open(row.meeting)
    policies.require_standing(row)
    return row


def _on(item: AgendaItem) -> QuerySet[Cluster]:
    """The clusters of a board in their order."""
    found: QuerySet[Cluster] = Cluster.objects.filter(item=item).select_related("item__parent", "meeting")
    return found.order_by("position", "id")


def _heading(title: str) -> str:
    tidy.require_words(title, field="title")
    return tidy.line(title).strip()


def _new(item: AgendaItem, heading: str, others: Sequence[Cluster]) -> Cluster:
    policies.require_room_for_cluster(others)
    last = max((one.position for one in others), default=0)
    made: Cluster = Cluster.objects.create(meeting=item.meeting, item=item, title=heading, position=last + 1)
    return made


def _lay_in(cluster: Cluster, cards: Sequence[Card]) -> None:
    keys = [card.pk for card in cards]
    found = list(Card.objects.standing().select_for_update().filter(item=cluster.item_id, pk__in=keys))
    policies.require_all_there(found, cards)
    Card.objects.filter(pk__in=keys).update(cluster=cluster, version=F("version") + 1)
