"""Cards: written by many at once, each kept once, and never telling more of their author than was promised."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Authorship
from pejl.meetings.permissions import require_takes_part
from pejl.room import permissions, policies
from pejl.room.models import Card
from pejl.room.names import coarse
from pejl.room.operations.telling import tell_of_card


@transaction.atomic
def write_card(
    *,
    item: AgendaItem,
    kind: str,
    text: str,
    client_id: UUID,
    by: Person,
    now: datetime,
    expected_authorship: str | None = None,
    is_from_paper: bool = False,
) -> Card:
    """Put up a card. Sent again under the same ``client_id`` it is recognised, and returned as it stands.

    ``expected_authorship`` is what the writer was told is kept of the author. ``is_from_paper``: typed in by one for
    many, so that no name stands on it. Raises Stale where the promise has changed, SentBefore for other words under a
    used ``client_id``.
    """
    text = _readable(text)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "parent").get(pk=item.pk)
    require_takes_part(by, item.meeting)
    digest = Card.digest_of(item.pk, kind, text)
    if (sent := _sent(item.meeting, client_id, digest, by)) is not None:
        return sent
    policies.require_board_open(item)
    policies.require_kind(kind, item)
    authorship = policies.authorship_of(item)
    policies.require_expected_authorship(item, authorship, expected_authorship)
    is_nobodys = authorship == Authorship.NONE
    card = Card(
        meeting=item.meeting,
        item=item,
        kind=kind,
        text=text,
        authorship=authorship,
        author=None if is_nobodys else by,
        written_at=coarse(now) if is_nobodys else now,
        client_id=client_id,
        sent_digest=digest,
        is_from_paper=is_from_paper,
    )
    return _put_up(card, by=by, now=now)


@transaction.atomic
def change_card(*, card: Card, kind: str, text: str, expected_version: int, by: Person, now: datetime) -> Card:
    """Write a card anew. Raises Stale when somebody else changed it in between."""
    text = _readable(text)
    card = _changeable(card, by)
    if kind != card.kind:
        policies.require_kind(kind, card.item)
    policies.require_standing(card)
    policies.require_version(card, expected_version)
    card.kind, card.text, card.version = kind, text, card.version + 1
    card.save(update_fields=["kind", "text", "version"])
    tell_of_card("card.changed", card, by=by, now=now)
    return card


@transaction.atomic
def remove_card(*, card: Card, by: Person, now: datetime) -> Card:
    """Take a card away; for a while it can be brought back. Taking it away twice changes nothing."""
    card = _changeable(card, by)
    if card.removed_at is None:
        card.removed_at = now
        card.save(update_fields=["removed_at"])
        tell_of_card("card.removed", card, by=by, now=now)
    return card


@transaction.atomic
def restore_card(*, card: Card, by: Person, now: datetime) -> Card:
    """Put a card back that was taken away lately."""
    card = _changeable(card, by)
    policies.require_restorable(card, now)
    if card.removed_at is not None:
        card.removed_at = None
        card.save(update_fields=["removed_at"])
        tell_of_card("card.restored", card, by=by, now=now)
    return card


@transaction.atomic
def mark_for_product(*, card: Card, is_for_product: bool, by: Person, now: datetime) -> Card:
    """Say that a card belongs in the product, or no longer: each group of its own cards, the leaders of all."""
    card = _locked(card)
    permissions.require_may_choose(by, card.item)
    policies.require_open(card.meeting)
    policies.require_standing(card)
    if card.is_for_product != is_for_product:
        card.is_for_product = is_for_product
        card.save(update_fields=["is_for_product"])
        tell_of_card("card.chosen" if is_for_product else "card.let_go", card, by=by, now=now)
    return card


def forget_removed(meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """With the closed meeting goes what was taken away: the reaction to "meeting.closed"."""
    Card.objects.filter(meeting=meeting, removed_at__isnull=False).delete()


def _readable(text: str) -> str:
    tidy.require_words(text, field="text")
    return tidy.words(text).strip()


def _sent(meeting: Meeting, client_id: UUID, digest: str, by: Person) -> Card | None:
    """The card that came before under this key, after asking that it is the same one."""
    sent: Card | None = Card.objects.filter(meeting=meeting, client_id=client_id).first()
    if sent is not None:
        policies.require_same_card(sent, digest, by)
    return sent


def _put_up(card: Card, *, by: Person, now: datetime) -> Card:
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError:
        # The same key came at this instant for another board; what was sent first stands.
        if (sent := _sent(card.meeting, card.client_id, card.sent_digest, by)) is None:
            raise
        return sent
    tell_of_card("card.written", card, by=by, now=now)
    return card


def _changeable(card: Card, by: Person) -> Card:
    card = _locked(card)
    permissions.require_may_change_card(by, card)
    policies.require_open(card.meeting)
    return card


def _locked(card: Card) -> Card:
    row: Card = Card.objects.select_for_update(of=("self",)).select_related("meeting", "item__meeting").get(pk=card.pk)
    return row
