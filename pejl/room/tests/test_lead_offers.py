"""The lead is offered and accepted, or asked for and given by another; nobody takes it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import Participant, topic_of
from pejl.meetings.permissions import leads, takes_part
from pejl.room import operations
from pejl.room.models import LeadOffer
from pejl.room.names import OfferState
from pejl.room.operations import lead_offers
from pejl.room.tests.factories import Evening, an_evening, begun
from tests.people import person_in

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def frida(space: Space) -> Person:
    """Takes part, and is here."""
    return person_in(space, "Frida Falk", "frida@nordager.example")


@pytest.fixture
def room(anna: Person, dorte: Person, bo: Person, frida: Person, now: datetime) -> Evening:
    """Anna and Dorte lead; Bo and Frida are here."""
    evening = an_evening(anna, now=now, people=[bo, frida], other_leaders=[dorte])
    begun(evening, evening.framing, by=anna, now=now)
    for person in (bo, frida):
        meetings.come(meeting=evening.meeting, person=person, by=person, now=now)
    return evening


def facts(room: Evening) -> list[str]:
    return [fact.kind for fact in live.facts_after(topic_of(room.meeting), 0) if fact.kind.startswith("lead.")]


def told_of(room: Evening) -> QuerySet[Notice]:
    """What somebody was told that leads to the room: invitations lead to the meeting."""
    return Notice.objects.filter(path=reverse("room:hold", args=[room.meeting.pk]))


def test_offer_makes_nobody_a_leader_before_it_is_accepted(
    room: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    offer = operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)
    assert not leads(bo, room.meeting.again())
    assert [notice.person for notice in told_of(room)] == [bo]
    operations.accept_lead(offer=offer, by=bo, now=now)
    assert leads(bo, room.meeting.again())
    assert leads(anna, room.meeting.again())
    assert facts(room) == ["lead.offered", "lead.accepted"]
    assert Event.objects.filter(event="meeting.leader_added", by_id=bo.pk).count() == 1
    with pytest.raises(Stale):
        operations.accept_lead(offer=offer, by=bo, now=now)
    with pytest.raises(Stale, match="leads the meeting already"):
        operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)


def test_offer_is_answered_by_whom_it_was_made_to(
    room: Evening, anna: Person, dorte: Person, bo: Person, frida: Person, now: datetime
) -> None:
    offer = operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)
    with pytest.raises(Stale, match="waits for an answer"):
        operations.offer_lead(meeting=room.meeting, to=bo, by=dorte, now=now)
    for other in (dorte, frida):
        with pytest.raises(NotAllowed, match="Bo"):
            operations.accept_lead(offer=offer, by=other, now=now + 2 * MINUTE)
        with pytest.raises(NotAllowed):
            operations.decline_lead(offer=offer, by=other, now=now)
    with pytest.raises(NotAllowed):
        operations.withdraw_lead(offer=offer, by=bo, now=now)
    operations.decline_lead(offer=offer, by=bo, now=now)
    assert not leads(bo, room.meeting.again())
    again = operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)
    operations.withdraw_lead(offer=again, by=dorte, now=now)
    with pytest.raises(Stale, match="Taken back"):
        operations.accept_lead(offer=again, by=bo, now=now)


def test_lead_is_offered_by_leaders_to_those_who_take_part(
    room: Evening, space: Space, anna: Person, bo: Person, frida: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        operations.offer_lead(meeting=room.meeting, to=frida, by=bo, now=now)
    with pytest.raises(Invalid, match="does not take part"):
        operations.offer_lead(meeting=room.meeting, to=emil, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.ask_for_lead(meeting=room.meeting, by=emil, now=now)
    guest = person_in(space, "Gerda Gran", "gerda@vaerksted.example", is_guest=True)
    meetings.come(meeting=room.meeting, person=guest, by=anna, now=now)
    with pytest.raises(Invalid, match="is a guest"):
        operations.offer_lead(meeting=room.meeting, to=guest, by=anna, now=now)
    with pytest.raises(NotAllowed, match="Guests"):
        operations.ask_for_lead(meeting=room.meeting, by=guest, now=now)
    assert not LeadOffer.objects.exists()


def test_leader_says_yes_or_no_to_who_asks(room: Evening, dorte: Person, bo: Person, now: datetime) -> None:
    ask = operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    with pytest.raises(Stale):
        operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    operations.decline_lead(offer=ask, by=dorte, now=now)
    ask = operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    operations.accept_lead(offer=ask, by=dorte, now=now)
    assert leads(bo, room.meeting.again())
    assert facts(room) == ["lead.asked_for", "lead.declined", "lead.asked_for", "lead.accepted"]
    assert not told_of(room).exists()


def test_after_a_minute_another_who_is_here_says_yes_and_the_leaders_are_told(
    room: Evening, anna: Person, dorte: Person, bo: Person, frida: Person, now: datetime
) -> None:
    ask = operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    with pytest.raises(Refusal, match="a minute to answer"):
        operations.accept_lead(offer=ask, by=frida, now=now + MINUTE - SECOND)
    with pytest.raises(NotAllowed, match="Nobody takes the lead alone"):
        operations.accept_lead(offer=ask, by=bo, now=now + 5 * MINUTE)
    with pytest.raises(NotAllowed):
        operations.decline_lead(offer=ask, by=frida, now=now + 5 * MINUTE)
    operations.accept_lead(offer=ask, by=frida, now=now + MINUTE)
    assert leads(bo, room.meeting.again())
    assert LeadOffer.objects.get().answered_by == frida
    assert {notice.person for notice in told_of(room)} == {anna, dorte}


def test_who_is_not_here_neither_asks_nor_says_yes(room: Evening, bo: Person, frida: Person, now: datetime) -> None:
    ask = operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    meetings.go(meeting=room.meeting, person=frida, by=frida, now=now)
    with pytest.raises(NotAllowed, match="Say that you are here"):
        operations.accept_lead(offer=ask, by=frida, now=now + 2 * MINUTE)
    with pytest.raises(NotAllowed, match="Say that you are here"):
        operations.ask_for_lead(meeting=room.meeting, by=frida, now=now)
    operations.withdraw_lead(offer=ask, by=bo, now=now)
    assert LeadOffer.objects.get().state == OfferState.WITHDRAWN


def test_both_want_the_same_from_either_side(
    room: Evening, anna: Person, bo: Person, frida: Person, now: datetime
) -> None:
    operations.ask_for_lead(meeting=room.meeting, by=bo, now=now)
    operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)
    operations.offer_lead(meeting=room.meeting, to=frida, by=anna, now=now)
    operations.ask_for_lead(meeting=room.meeting, by=frida, now=now)
    assert leads(bo, room.meeting.again())
    assert leads(frida, room.meeting.again())
    assert set(LeadOffer.objects.values_list("state", flat=True)) == {OfferState.ACCEPTED}


def test_leader_steps_down_as_long_as_another_leads(room: Evening, anna: Person, dorte: Person, now: datetime) -> None:
    operations.step_down(meeting=room.meeting, by=anna, now=now)
    meeting = room.meeting.again()
    assert not leads(anna, meeting)
    assert takes_part(anna, meeting)
    assert Participant.objects.filter(meeting=meeting, person=anna).exists()
    with pytest.raises(Refusal, match="Nobody else leads"):
        operations.step_down(meeting=meeting, by=dorte, now=now)
    assert facts(room) == ["lead.stepped_down"]


def test_what_waits_lapses_with_the_meeting_and_with_who_leaves(
    room: Evening, anna: Person, bo: Person, frida: Person, now: datetime
) -> None:
    operations.offer_lead(meeting=room.meeting, to=bo, by=anna, now=now)
    operations.ask_for_lead(meeting=room.meeting, by=frida, now=now)
    lead_offers.forget_leaver(bo, by=None, now=now)
    assert LeadOffer.objects.get(to=bo).state == OfferState.WITHDRAWN
    operations.end(meeting=room.meeting, expected_running=room.framing.pk, by=anna, now=now)
    assert LeadOffer.objects.get(to=frida).state == OfferState.WITHDRAWN
