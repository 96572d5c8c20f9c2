"""What cards give to a draft: a block for each pile of them, with the cards' words as its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import permissions, policies, queries
from pejl.guidance.models import Block, BroughtCard, Evidence, Product, Quoted, Version
from pejl.guidance.names import Part, Quote, in_piles
from pejl.guidance.operations.opening import back_to_draft, locked

_Quoted = TypeVar("_Quoted", bound=Quoted)


@transaction.atomic
def bring_quotes(*, product: Product, quotes: Sequence[Quote], by: Person, now: datetime) -> int:
    """Lay more cards before the authors of a product; returns how many were new.

    A card that the product rests on already, in whatever version, is not brought again, also not where an author has
    taken its mark out. Raises Refusal where nobody is writing it now.
    """
    permissions.require_may_start(by)
    draft: Version | None = Version.objects.in_the_making().filter(product=product).first()
    if draft is None:
        sentence = _(
            "Nobody is writing “%(title)s” now. When its authors begin the next version, send the cards again."
        )
        raise Refusal(sentence % {"title": product.title})
    draft = locked(draft)
    policies.require_in_the_making(draft)
    known = queries.cards_in(product)
    fresh = [quote for quote in quotes if quote.card.id not in known]
    if fresh:
        policies.require_room(draft, more=len(fresh))
        write_quotes(draft, fresh, now=now)
        audit.record("version.quotes_brought", draft, by=by, now=now)
        back_to_draft(draft, now=now)
        _tell_authors(product, len(fresh), by=by, now=now)
    return len(fresh)


def write_quotes(version: Version, quotes: Sequence[Quote], *, now: datetime) -> None:
    """Cards become blocks, after what stands there: each pile of likenesses one, each other card one.

    A mark says neither must nor may until an author decides. A kind of product that is not written from cards, such
    as a form, begins without; the cards lie beside the text as left over.
    """
    BroughtCard.objects.bulk_create(_brought(version, quote, now=now) for quote in quotes)
    part = queries.written_from_cards(version)
    if part is not None:
        write_blocks(version, part, quotes, now=now)


def write_blocks(version: Version, part: Part, quotes: Sequence[Quote], *, now: datetime) -> list[Block]:
    """A block of this part for each pile of cards, after what stands there, with the cards' words as its evidence."""
    last = Block.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    piles = in_piles(quotes)
    blocks = [
        Block(
            version=version,
            part=part.key,
            kind=part.kind,
            position=position,
            content=policies.content_of(part, {"text": _words_of(pile)}),
        )
        for position, pile in enumerate(piles, start=last + 1)
    ]
    Block.objects.bulk_create(blocks)
    Evidence.objects.bulk_create(
        _evidence(block, quote, now=now) for block, pile in zip(blocks, piles, strict=True) for quote in pile
    )
    return blocks


def lay_under(block: Block, quotes: Sequence[Quote], *, now: datetime) -> None:
    """More evidence for a block that is there."""
    Evidence.objects.bulk_create(_evidence(block, quote, now=now) for quote in quotes)


def _words_of(pile: Sequence[Quote]) -> str:
    return pile[0].alike_name or pile[0].quote


def _brought(version: Version, quote: Quote, *, now: datetime) -> BroughtCard:
    brought = BroughtCard(product=version.product, alike=quote.alike, alike_name=quote.alike_name)
    return _quoting(brought, quote, now=now)


def _evidence(block: Block, quote: Quote, *, now: datetime) -> Evidence:
    return _quoting(Evidence(block=block), quote, now=now)


def _quoting(row: _Quoted, quote: Quote, *, now: datetime) -> _Quoted:
    """The row with the card's words. Its title would repeat them, and that the card is gone must not change them."""
    row.quote, row.group, row.at = quote.quote, quote.group, now
    row.card, row.meeting = Pointer(quote.card.kind, quote.card.id, ""), quote.meeting
    return row


def _tell_authors(product: Product, number: int, *, by: Person, now: datetime) -> None:
    for author in queries.people_of(product).authors:
        if author == by:
            continue
        with notices.in_language_of(author):
            about = {"title": product.title, "num": number}
            said = ngettext("A card for “%(title)s”", "%(num)d cards for “%(title)s”", number) % about
            notices.tell(
                person=author,
                subject=said,
                text=_("They were chosen at the meeting and stand in the draft. Say what must and what may be done."),
                path=reverse("guidance:edit", args=[product.pk]),
                now=now,
            )
