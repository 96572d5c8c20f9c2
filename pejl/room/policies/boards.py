"""Where cards may lie: which kinds a board takes, and between which boards they move."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.foundation.files.examining import Examined
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.room.models import Card, Cluster
from pejl.room.names import COMPARING, CardKind
from pejl.room.policies.cards import authorship_of

MOST_CLUSTERS = 24  # on one board: more headings than that are no order any more


def kinds_for(item: AgendaItem) -> tuple[CardKind, ...]:
    """The kinds of cards a board takes: where knowledge is gathered what is alike and what is not, else the others."""
    is_gathering = item.behaviour == Behaviour.GATHER_KNOWLEDGE
    return tuple(kind for kind in CardKind if (kind in COMPARING) == is_gathering)


def require_kind(kind: str, item: AgendaItem) -> None:
    """Refuse a kind of card that this board does not take."""
    if kind not in kinds_for(item):
        raise Invalid(_("Choose what kind of card it is."), field="kind")


def require_movable_to(card: Card, target: AgendaItem) -> None:
    """Refuse to move a card out of its group work, or to where something else is kept of who wrote.

    A card keeps what its writer was promised; on a board with another promise it would be read under the wrong one.
    """
    if target.pk == card.item_id:
        return
    is_beside = card.item.parent_id is not None and card.item.parent_id == target.parent_id
    if not is_beside or target.behaviour != Behaviour.GROUP or card.item.behaviour != Behaviour.GROUP:
        raise Refusal(_("A card can be moved between the boards of the same group work only."))
    if authorship_of(target) != card.authorship:
        raise Refusal(_("On that board something else is kept of who writes. Let the card stay where it was promised."))


def require_on_board(cluster: Cluster, item: AgendaItem) -> None:
    """Refuse a cluster of another board."""
    if cluster.item_id != item.pk:
        raise Invalid(_("Choose a cluster on the same board."), field="cluster")


def require_seen_place(card: Card, expected: int) -> None:
    """Refuse to move a card that somebody else moved or changed in between; says where it lies now."""
    if card.version == expected:
        return
    place = card.cluster.title if card.cluster else card.item.label
    sentence = _("Somebody moved or changed the card before you. It lies in “%(place)s” now and reads: “%(text)s”")
    raise Stale(sentence % {"place": place, "text": card.text})


def require_all_there(found: Sequence[Card], wanted: Sequence[Card]) -> None:
    """Refuse to make a cluster of cards that are no longer on the board."""
    if len(found) != len({card.pk for card in wanted}):
        raise Stale(_("One of the cards was moved or taken away in between. Look at the board, and choose again."))


def require_cluster_version(cluster: Cluster, expected: int) -> None:
    """Refuse to work on a cluster that somebody else named or moved in between."""
    if cluster.version != expected:
        told = {"title": cluster.title}
        raise Stale(_("Somebody changed the cluster before you. It is called “%(title)s” now.") % told)


def require_free_title(others: Sequence[Cluster], title: str) -> None:
    """Refuse a heading that another cluster of the board has."""
    if any(other.title.casefold() == title.casefold() for other in others):
        sentence = _("There is a cluster called “%(title)s” already. Move the cards there instead.")
        raise Invalid(sentence % {"title": title}, field="title")


def require_room_for_cluster(others: Sequence[Cluster]) -> None:
    """Refuse so many clusters that nobody finds anything."""
    if len(others) >= MOST_CLUSTERS:
        raise Refusal(_("There are very many clusters here already. Put some of them together first."))


def require_cards_of(cards: Sequence[Card], meeting: Meeting) -> None:
    """Refuse to build on nothing, on what is gone, and on what was said elsewhere."""
    if not cards:
        raise Refusal(_("Choose the cards that it is made from first."))
    if any(card.meeting_id != meeting.pk for card in cards):
        raise Invalid(_("Choose cards of this meeting."), field="cards")


def require_picture(examined: Examined) -> None:
    """Refuse a poster that is no photograph."""
    if not examined.kind.is_picture:
        raise Invalid(_("Take a photograph of the poster: a picture as JPEG, PNG or WebP."), field="file")
