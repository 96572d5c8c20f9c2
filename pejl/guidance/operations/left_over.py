"""Using, after all, cards that were laid before the authors and that the draft does not rest on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import policies, queries
from pejl.guidance.models import Block, BroughtCard, Version
from pejl.guidance.names import Quote
from pejl.guidance.operations.evidence import lay_under, write_blocks
from pejl.guidance.operations.opening import back_to_draft, opened


@transaction.atomic
def use_left_over(
    *, version: Version, card_ids: Collection[UUID], under: Block | None = None, by: Person, now: datetime
) -> list[Block]:
    """Make a block of the cards, one of each pile, or lay them as evidence ``under`` a block that stands there.

    Returns the blocks that rest on them now. Raises Stale where one of the cards is used already.
    """
    draft = opened(version, by=by)
    cards = list(queries.left_over(draft).filter(card_id__in=card_ids))
    if not cards or len(cards) < len(set(card_ids)):
        raise Stale(_("This card is used already, or it is not there. Look at the draft again."))
    quotes = [_quote(card) for card in cards]
    if under is not None:
        return [_laid_under(under, draft, quotes, by=by, now=now)]
    part = queries.written_from_cards(draft)
    if part is None:
        raise Refusal(_("This kind of product is not written from cards. Lay the card under something that is there."))
    policies.require_room(draft, more=len(quotes))
    blocks = write_blocks(draft, part, quotes, now=now)
    audit.record("version.cards_used", draft, by=by, now=now)
    back_to_draft(draft, now=now)
    return blocks


def _laid_under(block: Block, draft: Version, quotes: list[Quote], *, by: Person, now: datetime) -> Block:
    """The text stays as it is, so what somebody was asked to approve does too."""
    present = Block.objects.filter(pk=block.pk, version=draft, removed_at=None).first()
    if present is None:
        raise Stale(_("What you want to lay it under was taken out. Look at the draft again."))
    lay_under(present, quotes, now=now)
    audit.record("block.evidence_added", present, by=by, now=now)
    return present


def _quote(card: BroughtCard) -> Quote:
    return Quote(
        card=Pointer(card.card_kind, card.card_id, ""),
        quote=card.quote,
        meeting=Pointer(card.meeting_kind, card.meeting_id, card.meeting_title),
        group=card.group,
        alike=card.alike,
        alike_name=card.alike_name,
    )
