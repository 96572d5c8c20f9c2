"""What is asked of sparring."""

from __future__ import annotations

from pejl.agreements.models import SparringOffer, SparringOfferQuerySet, SparringReply, SparringReplyQuerySet
from pejl.foundation.tenancy.models import Person


def offers_for(person: Person) -> SparringOfferQuerySet:
    """What colleagues offer, by name; the same for everybody."""
    found: SparringOfferQuerySet = SparringOffer.objects.visible_to(person).open().exclude(by=person)
    return found.select_related("by").order_by("by__name_sort", "id")


def own_offer(person: Person) -> SparringOffer | None:
    """What the person offers now, if anything."""
    found: SparringOffer | None = SparringOffer.objects.visible_to(person).open().filter(by=person).first()
    return found


def wanted_by(person: Person) -> SparringReplyQuerySet:
    """What the person said yes to."""
    found: SparringReplyQuerySet = SparringReply.objects.filter(person=person).select_related("offer__by")
    return found.order_by("replied_at", "id")


def replies_to(offer: SparringOffer) -> SparringReplyQuerySet:
    """Who said yes, in the order they did; for nobody but who offers it."""
    found: SparringReplyQuerySet = SparringReply.objects.filter(offer=offer).select_related("person")
    return found.order_by("replied_at", "id")
