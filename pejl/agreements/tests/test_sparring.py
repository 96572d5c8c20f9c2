"""Sparring is offered to everybody, and what is wanted is between two."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import SparringOffer, SparringReply
from pejl.agreements.tests.factories import a_goal
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind


@pytest.fixture
def offer(anna: Person, now: datetime) -> SparringOffer:
    """Anna is a newcomer's mentor, and offers sparring to everybody."""
    newcomer = tenancy.seat(name="Nora Ny")
    Assignment.objects.create(kind=AssignmentKind.MENTOR, person=anna, for_person=newcomer, since_on=now.date())
    return operations.offer_sparring(words="En time om ugen", by=anna, now=now)


def test_offer_is_everybodys_with_a_goal_or_without(bo: Person, offer: SparringOffer, now: datetime) -> None:
    assert list(queries.offers_for(bo)) == [offer]
    a_goal(bo, now)
    assert list(queries.offers_for(bo)) == [offer]
    assert not queries.offers_for(offer.by)
    assert not queries.offers_for(tenancy.seat(name="Gerda Gæst", is_guest=True))


def test_not_everybody_offers(bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.offer_sparring(words="Kom forbi", by=bo, now=now)


def test_offering_again_says_it_in_new_words(offer: SparringOffer, now: datetime) -> None:
    assert operations.offer_sparring(words="To timer", by=offer.by, now=now) == offer
    assert offer.again().words == "To timer"


def test_who_offers_reads_who_would_like_to_and_nothing_of_the_goal(
    anna: Person, bo: Person, offer: SparringOffer, now: datetime
) -> None:
    goal = a_goal(bo, now)
    for _press in range(2):
        reply = operations.want_sparring(offer=offer, words="", by=bo, now=now)
    assert [(one.person, one.words) for one in queries.replies_to(offer)] == [(bo, "")]
    notice = Notice.objects.get(person=anna)
    assert "Bo Bæk" in notice.subject
    assert goal.takes_along not in notice.text + notice.subject
    dorte = tenancy.seat(name="Dorte Dal")
    assert list(SparringReply.objects.visible_to(anna)) == list(SparringReply.objects.visible_to(bo)) == [reply]
    assert not SparringReply.objects.visible_to(dorte)


def test_words_are_changed_and_yes_taken_back(bo: Person, offer: SparringOffer, now: datetime) -> None:
    operations.want_sparring(offer=offer, words="Om samtalen", by=bo, now=now)
    operations.want_sparring(offer=offer, words="Om skemaet", by=bo, now=now)
    assert queries.wanted_by(bo).get().words == "Om skemaet"
    operations.let_sparring_be(offer=offer, by=bo, now=now)
    assert not SparringReply.objects.exists()


def test_neither_a_guest_nor_oneself_nor_when_it_is_over(bo: Person, offer: SparringOffer, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    with pytest.raises(NotAllowed):
        operations.want_sparring(offer=offer, words="", by=guest, now=now)
    with pytest.raises(Invalid):
        operations.want_sparring(offer=offer, words="", by=offer.by, now=now)
    with pytest.raises(NotAllowed):
        operations.close_sparring(offer=offer, by=bo, now=now)
    operations.close_sparring(offer=offer, by=offer.by, now=now)
    with pytest.raises(Invalid):
        operations.want_sparring(offer=offer.again(), words="", by=bo, now=now)
    assert not queries.offers_for(bo)


def test_who_leaves_offers_and_wants_no_more(anna: Person, bo: Person, offer: SparringOffer, now: datetime) -> None:
    operations.want_sparring(offer=offer, words="Om samtalen", by=bo, now=now)
    organisation.leave(person=bo, now=now)
    assert not queries.replies_to(offer)
    organisation.leave(person=anna, now=now)
    assert offer.again().closed_at == now
