"""Who is offered the lead, who asks for it, and who can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries as meetings
from pejl.room.forms import Successor
from pejl.room.live.looking import Look
from pejl.room.models import LeadOffer
from pejl.room.names import OfferState


def context(look: Look) -> Mapping[str, Any]:
    """What waits for an answer; nobody is waited for once the meeting is over."""
    leaders = meetings.leaders_of(look.meeting)
    is_running = look.meeting.state == "running"
    others = _others(look, leaders) if is_running else []
    return {
        "leaders": leaders,
        "leader_ids": [leader.pk for leader in leaders],
        "offers": look.ask(waiting) if is_running else [],
        "others": others,
        "successor": Successor(people=others),
        "is_running": is_running,
    }


def waiting(look: Look) -> list[LeadOffer]:
    """The offers and asks that nobody has answered, in their order."""
    offers = LeadOffer.objects.filter(meeting=look.meeting, state=OfferState.OPEN).select_related("to", "by")
    return list(offers.order_by("offered_at", "id"))


def _others(look: Look, leaders: list[Person]) -> list[Person]:
    """Those who take part, do not lead and could: colleagues."""
    agenda = [held.timed for held in look.room.items]
    people = (one.person for one in meetings.people_of(look.meeting, agenda))
    return [person for person in people if person not in leaders and not person.is_guest]
