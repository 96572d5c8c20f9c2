"""What is told of a change on a board, to the audit and to the screens; never more of an author than was promised."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, topic_of
from pejl.meetings.names import Authorship
from pejl.meetings.permissions import leads
from pejl.room import policies
from pejl.room.models import Card, Cluster, Poster
from pejl.room.names import coarse


def tell_of_card(event: str, card: Card, *, by: Person, now: datetime, **where: UUID) -> None:
    """That something happened to a card; of one without author neither which, nor exactly when, nor by whom.

    What a leader does to such a card is told as the leader's deed. What others do is not: people move, choose and
    tidy their own cards first, and who did it would tell who wrote it.
    """
    topic = topic_of(card.meeting)
    if not card.hides_author:
        audit.record(event, card, by=by, now=now)
        live.append(topic, event, now=now, item=card.item_id, card=card.pk, **where)
        return
    if event != "card.written" and leads(by, card.meeting):
        audit.record(event, card, by=by, now=now)
    else:
        audit.record_anonymous(event, now=coarse(now))
    live.append(topic, event, now=coarse(now), item=card.item_id, **where)


def tell_of_cluster(event: str, cluster: Cluster, *, by: Person, now: datetime) -> None:
    """That something happened to a cluster; a heading is words too, and follows what the board promises."""
    is_nobodys = is_nobodys_board(cluster.item)
    if is_nobodys and not leads(by, cluster.meeting):
        audit.record_anonymous(event, now=coarse(now))
    else:
        audit.record(event, cluster, by=by, now=now)
    told = {"item": cluster.item_id, "cluster": cluster.pk}
    live.append(topic_of(cluster.meeting), event, now=coarse(now) if is_nobodys else now, **told)


def tell_of_poster(event: str, poster: Poster, *, by: Person, now: datetime) -> None:
    """That a photograph was kept or taken away. Who keeps one is known, and is told so.

    On a board without authors not the minute, and no number between the cards: who photographs often types as well.
    """
    is_nobodys = is_nobodys_board(poster.item)
    moment = coarse(now) if is_nobodys else now
    audit.record(event, poster, by=by, now=moment)
    told: dict[str, UUID] = {"item": poster.item_id} if is_nobodys else {"item": poster.item_id, "poster": poster.pk}
    live.append(topic_of(poster.meeting), event, now=moment, **told)


def is_nobodys_board(item: AgendaItem) -> bool:
    """Whether no author is stored here."""
    return policies.authorship_of(item) == Authorship.NONE
