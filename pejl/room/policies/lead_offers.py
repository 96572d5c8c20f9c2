"""When the lead can be offered, asked for and accepted."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads, takes_part
from pejl.room.models import LeadOffer
from pejl.room.names import ASKED_LONG_ENOUGH, OfferState


def require_could_lead(person: Person, meeting: Meeting) -> None:
    """Refuse somebody who leads already, does not take part, has left, or is a guest: leaders read their notes."""
    told = {"name": person.name}
    if leads(person, meeting):
        raise Stale(_("%(name)s leads the meeting already.") % told)
    if person.left_on is not None or not takes_part(person, meeting):
        raise Invalid(_("%(name)s does not take part in this meeting.") % told, field="to")
    if person.is_guest:
        raise Invalid(_("%(name)s is a guest. Ask a colleague of the job centre to lead.") % told, field="to")


def require_unanswered(offer: LeadOffer) -> None:
    """Refuse to answer twice."""
    if offer.state != OfferState.OPEN:
        told = {"state": offer.get_state_display()}
        raise Stale(_("This is answered already: %(state)s. Look at the room as it is now.") % told)


def require_not_offered(offer: LeadOffer | None) -> None:
    """Refuse to offer or ask a second time while the first waits."""
    if offer is not None:
        told = {"name": offer.to.name}
        raise Stale(_("This waits for an answer already: whether %(name)s leads the meeting on.") % told)


def is_asked_long_enough(offer: LeadOffer, now: datetime) -> bool:
    """Whether the leaders have had their minute to answer."""
    return now - offer.offered_at >= ASKED_LONG_ENOUGH


def require_asked_long_enough(offer: LeadOffer, by: Person, now: datetime) -> None:
    """Refuse others than the leaders before these have had a minute to answer."""
    if offer.by_id is None and not leads(by, offer.meeting) and not is_asked_long_enough(offer, now):
        raise Refusal(_("The meeting leaders have a minute to answer first. Press again in a moment."))
