"""What cards give to a draft: a guiding mark each, undecided, with the card's words as its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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
from pejl.guidance.models import Block, Evidence, Product, Version
from pejl.guidance.names import BlockKind, Quote
from pejl.guidance.operations.opening import back_to_draft, locked


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
        write_marks(draft, fresh, now=now)
        audit.record("version.quotes_brought", draft, by=by, now=now)
        back_to_draft(draft, now=now)
        _tell_authors(product, len(fresh), by=by, now=now)
    return len(fresh)


def write_marks(version: Version, quotes: Sequence[Quote], *, now: datetime) -> None:
    """A guiding mark for each quote, after what stands there, saying neither must nor may until an author decides."""
    last = Block.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    blocks = [
        Block(
            version=version,
            kind=BlockKind.MARK,
            position=position,
            content=policies.content_of(BlockKind.MARK, {"text": quote.quote}),
        )
        for position, quote in enumerate(quotes, start=last + 1)
    ]
    Block.objects.bulk_create(blocks)
    Evidence.objects.bulk_create(_evidence(block, quote, now=now) for block, quote in zip(blocks, quotes, strict=True))


def _evidence(block: Block, quote: Quote, *, now: datetime) -> Evidence:
    evidence = Evidence(block=block, quote=quote.quote, group=quote.group, at=now)
    # A card's title would repeat the quote; that the card is gone must not change what is shown.
    evidence.card = Pointer(quote.card.kind, quote.card.id, "")
    evidence.meeting = quote.meeting
    return evidence


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
