"""Who may be given the lead of a meeting that is going on, and who says yes and no to it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads
from pejl.meetings.queries import is_here
from pejl.room.models import LeadOffer


def may_ask_for_lead(person: Person, meeting: Meeting) -> bool:
    """Whether the person may ask to lead on, or say yes to who asks: any colleague who is noted as here."""
    return not person.is_guest and is_here(meeting, person)


def require_may_ask_for_lead(person: Person, meeting: Meeting) -> None:
    """Refuse guests, and whoever is not here."""
    if person.is_guest:
        raise NotAllowed(_("Guests do not lead the meeting. Ask a colleague of the job centre."))
    if not may_ask_for_lead(person, meeting):
        raise NotAllowed(_("Only those who are here can lead the meeting on. Say that you are here first."))


def may_accept_lead(person: Person, offer: LeadOffer) -> bool:
    """Whether the person may say yes: to an offer whom it was made to; to somebody who asks, the leaders and, when
    they have not answered (policies.require_asked_long_enough), anybody else who is here. Nobody to themselves.
    """
    if offer.by_id is not None:
        return person.pk == offer.to_id
    return person.pk != offer.to_id and (leads(person, offer.meeting) or may_ask_for_lead(person, offer.meeting))


def require_may_accept_lead(person: Person, offer: LeadOffer) -> None:
    """Refuse everybody else."""
    if may_accept_lead(person, offer):
        return
    if offer.by_id is not None:
        raise NotAllowed(_("Only %(name)s, who was asked, can answer.") % {"name": offer.to.name})
    if person.pk == offer.to_id:
        raise NotAllowed(_("Somebody else must say yes. Nobody takes the lead alone."))
    raise NotAllowed(_("Only colleagues who are here can answer. Say that you are here first."))


def may_decline_lead(person: Person, offer: LeadOffer) -> bool:
    """Whether the person may say no: to an offer whom it was made to, to somebody who asks a leader."""
    return person.pk == offer.to_id if offer.by_id is not None else leads(person, offer.meeting)


def require_may_decline_lead(person: Person, offer: LeadOffer) -> None:
    """Refuse everybody else."""
    if not may_decline_lead(person, offer):
        raise NotAllowed(_("This is for another to answer."))


def may_withdraw_lead(person: Person, offer: LeadOffer) -> bool:
    """Whether the person may take it back: whoever asked, or any leader what a leader has offered."""
    return person.pk == offer.to_id if offer.by_id is None else leads(person, offer.meeting)


def require_may_withdraw_lead(person: Person, offer: LeadOffer) -> None:
    """Refuse everybody else."""
    if not may_withdraw_lead(person, offer):
        raise NotAllowed(_("Only whoever offered it, or asked, can take it back."))
