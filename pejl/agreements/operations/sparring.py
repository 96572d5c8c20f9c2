"""Offering individual sparring to everybody, and wanting it. Nobody's learning goals are seen or counted here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.agreements import permissions, policies
from pejl.agreements.models import SparringOffer, SparringReply
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person


@transaction.atomic
def offer_sparring(*, words: str, by: Person, now: datetime) -> SparringOffer:
    """Offer everybody a talk about what they are learning. One offer a person: a new one says it in new words."""
    permissions.require_may_offer_sparring(by, day_of(now))
    tidy.require_words(words, field="words")
    offer, is_new = SparringOffer.objects.get_or_create(
        by=by, closed_at=None, defaults={"words": words.strip(), "offered_at": now}
    )
    if not is_new:
        SparringOffer.objects.filter(pk=offer.pk).update(words=words.strip())
    audit.record("sparring.offered", offer, by=by, now=now)
    return offer.again()


@transaction.atomic
def close_sparring(*, offer: SparringOffer, by: Person, now: datetime) -> None:
    """The offer no longer stands; who has said yes still reads it."""
    permissions.require_own_offer(by, offer)
    if SparringOffer.objects.filter(pk=offer.pk).open().update(closed_at=now):
        audit.record("sparring.closed", offer, by=by, now=now)


@transaction.atomic
def want_sparring(*, offer: SparringOffer, words: str, by: Person, now: datetime) -> SparringReply:
    """Say yes to an offer, in words only if one wants to; who offers it is told. Once, however often it is said."""
    permissions.require_colleague(by)
    policies.require_standing(offer, by)
    reply, is_new = SparringReply.objects.get_or_create(
        offer=offer, person=by, defaults={"words": words.strip(), "replied_at": now}
    )
    if is_new:
        audit.record("sparring.wanted", reply, by=by, now=now)
        _tell(offer, by, now)
    elif words.strip() != reply.words:
        SparringReply.objects.filter(pk=reply.pk).update(words=words.strip())
    return reply.again()


@transaction.atomic
def let_sparring_be(*, offer: SparringOffer, by: Person, now: datetime) -> None:
    """Take the own yes back, with its words, for good."""
    for reply in SparringReply.objects.filter(offer=offer, person=by):
        audit.record("sparring.let_be", reply, by=by, now=now)
        SparringReply.objects.filter(pk=reply.pk).delete()


@transaction.atomic
def end_sparring(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": the own offer ends, and what the person wanted of others is nobody's any more."""
    for offer in SparringOffer.objects.filter(by=of).open():
        SparringOffer.objects.filter(pk=offer.pk).update(closed_at=now)
        audit.record("sparring.closed", offer, by=by, now=now)
    SparringReply.objects.filter(person=of).delete()


def _tell(offer: SparringOffer, by: Person, now: datetime) -> None:
    """Who, and where to read on; what it is about stays on the page."""
    with notices.in_language_of(offer.by):
        notices.tell(
            person=offer.by,
            subject=_("%(name)s would like sparring with you") % {"name": by.name},
            text=_("Find a time together."),
            path=reverse("agreements:sparring"),
            now=now,
        )
