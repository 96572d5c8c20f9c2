"""Boards: the cards of an item, or of a group, in their clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Authorship, Behaviour, Reply
from pejl.room.models import Card, Cluster, Poster
from pejl.room.names import FEW, CardKind


@dataclass(frozen=True)
class Column:
    """The cards of one cluster, or (None) those of a board that lie in no cluster, or that are chosen."""

    cluster: Cluster | None
    cards: tuple[Card, ...]
    is_chosen: bool = False


@dataclass(frozen=True)
class Board:
    """The cards of one item, or of one group. ``people`` are those who could have written them, as far as is known;
    ``members`` and ``chairs`` are a group's. ``posters`` is how many photographs are kept. While boards are compared
    (``is_compared``), what is chosen for the product stands first.
    """

    item: AgendaItem
    authorship: str
    cards: tuple[Card, ...]
    removed: tuple[Card, ...]
    people: int
    is_open: bool
    members: tuple[Person, ...] = ()
    chairs: tuple[Person, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    posters: int = 0
    is_compared: bool = False
    is_own: bool = False
    is_chaired: bool = False

    @property
    def is_crowd_known(self) -> bool:
        """Whether it is known who sits here: a group that found itself may be of any size."""
        return self.item.behaviour != Behaviour.GROUP or bool(self.members)

    @property
    def gives_away(self) -> bool:
        """Whether names are promised to be kept back among so few that everybody can guess."""
        return self.authorship != Authorship.NAMED and self.is_crowd_known and self.people <= FEW

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is chosen, while boards are compared; what lies in no cluster; the clusters in their order."""
        first: list[Card] = []
        lying: dict[UUID | None, list[Card]] = defaultdict(list)
        for card in sorted(self.cards, key=order_of):
            (first if self.stands_first(card) else lying[card.cluster_id]).append(card)
        chosen = (Column(None, tuple(first), is_chosen=True),) if self.is_compared else ()
        return chosen + tuple(Column(one, tuple(lying[one.pk if one else None])) for one in (None, *self.clusters))

    def stands_first(self, card: Card) -> bool:
        """Whether the card stands before all columns now."""
        return self.is_compared and card.is_for_product


def order_of(card: Card) -> str:
    """Where a card stands among its neighbours: chosen ones first, then by kind, and then by lot."""
    return f"{0 if card.is_for_product else 1}-{CardKind.values.index(card.kind)}-{card.pk}"


@composed
def clusters_in(meeting: Meeting) -> QuerySet[Cluster]:
    """All clusters of a meeting, board by board in their order."""
    return Cluster.objects.filter(meeting=meeting).order_by("item_id", "position", "id")


def posters_in(meeting: Meeting) -> dict[UUID, int]:
    """How many photographs are kept of each board, by its item."""
    counted = Poster.objects.filter(meeting=meeting).values("item_id").annotate(number=Count("id"))
    return {row["item_id"]: row["number"] for row in counted.order_by()}


def posters_of(item: AgendaItem) -> list[Poster]:
    """The photographs of one board, oldest first, with who kept each."""
    found: QuerySet[Poster] = Poster.objects.filter(item=item).select_related("file", "kept_by", "meeting")
    return list(found.order_by("kept_at", "id"))


def boards_beside(card: Card) -> list[AgendaItem]:
    """The boards of the other groups in the same group work that promise the card's writer the same."""
    item = card.item
    if item.parent_id is None or item.behaviour != Behaviour.GROUP:
        return []
    first = Card.objects.filter(item=OuterRef("pk")).values("authorship")[:1]
    promised = Coalesce(Subquery(first), F("parent__authorship"))
    found = AgendaItem.objects.filter(parent=item.parent_id, behaviour=Behaviour.GROUP).exclude(pk=item.pk)
    return list(found.annotate(promised=promised).filter(promised=card.authorship).in_order())


def could_write(meeting: Meeting) -> Callable[[Iterable[Person]], int]:
    """How many of some people could have written here, as far as is known; rather too few than too many.

    Whoever has gone, said no or left the job centre is not counted, nor, once it is noted who is here, whoever is not.
    """
    rows = {one.person_id: one for one in meeting.participants.all()}
    is_noted = any(one.came_at for one in rows.values())
    lead = {role.person_id for role in meeting.roles.all()}

    def counts(person: Person) -> bool:
        row = rows.get(person.pk)
        if person.left_on is not None or (row is not None and row.went_at is not None):
            return False
        if is_noted:
            return person.pk in lead or (row is not None and row.is_here)
        return row is None or row.reply != Reply.DECLINED

    return lambda people: max(1, sum(counts(person) for person in set(people)))
