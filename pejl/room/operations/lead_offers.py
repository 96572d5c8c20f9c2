"""Handing the lead over: offered and accepted, or asked for and accepted by another; never taken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.permissions import leads, require_takes_part
from pejl.meetings.queries import leaders_of
from pejl.room import permissions, policies
from pejl.room.models import LeadOffer
from pejl.room.names import OfferState
from pejl.room.operations import ground


@transaction.atomic
def offer_lead(*, meeting: Meeting, to: Person, by: Person, now: datetime) -> LeadOffer:
    """Ask somebody who takes part to lead the meeting together with the leaders; whoever has asked for it gets it."""
    row = ground.led(meeting.pk, by)
    policies.require_could_lead(to, row)
    waiting = _waiting(row, to)
    if waiting is not None and waiting.by_id is None:
        return accept_lead(offer=waiting, by=by, now=now)
    policies.require_not_offered(waiting)
    offer: LeadOffer = LeadOffer.objects.create(meeting=row, to=to, by=by, offered_at=now)
    with notices.in_language_of(to):
        told = {"name": by.name, "meeting": row.title}
        subject = _("Will you lead on? %(meeting)s, now") % told
        text = _("%(name)s asks you to lead the meeting too. Answer in the room.") % told
        notices.tell(person=to, subject=subject, text=text, path=_room(row), now=now)
    ground.note("lead.offered", offer, row, by=by, now=now, offer=offer.pk)
    return offer


@transaction.atomic
def ask_for_lead(*, meeting: Meeting, by: Person, now: datetime) -> LeadOffer:
    """Ask for the lead; everybody sees it. Whoever has been offered it says yes by this."""
    row = ground.held(meeting.pk)
    require_takes_part(by, row)
    if not leads(by, row):
        permissions.require_may_ask_for_lead(by, row)
    policies.require_could_lead(by, row)
    waiting = _waiting(row, by)
    if waiting is not None and waiting.by_id is not None:
        return accept_lead(offer=waiting, by=by, now=now)
    policies.require_not_offered(waiting)
    offer: LeadOffer = LeadOffer.objects.create(meeting=row, to=by, offered_at=now)
    ground.note("lead.asked_for", offer, row, by=by, now=now, offer=offer.pk)
    return offer


@transaction.atomic
def accept_lead(*, offer: LeadOffer, by: Person, now: datetime) -> LeadOffer:
    """Say yes: the person leads from now on, beside the others.

    To an offer says yes whom it was made to. To somebody who asks says yes a leader or, after a minute without an
    answer, anybody else who is here; the leaders are then told. Raises Stale where it is answered already.
    """
    row = ground.held(offer.meeting_id)
    present = _present(offer, row)
    permissions.require_may_accept_lead(by, present)
    policies.require_unanswered(present)
    policies.require_asked_long_enough(present, by, now)
    if present.by_id is None and not leads(by, row):
        _tell_leaders(present, by, now)
    meetings.add_leader(meeting=row, person=present.to, by=by, now=now)
    return _answered(present, OfferState.ACCEPTED, "lead.accepted", by, now)


@transaction.atomic
def decline_lead(*, offer: LeadOffer, by: Person, now: datetime) -> LeadOffer:
    """Say no: whom it was offered to, or a leader to whoever asks. Raises Stale where it is answered already."""
    present = _present(offer, ground.held(offer.meeting_id))
    permissions.require_may_decline_lead(by, present)
    policies.require_unanswered(present)
    return _answered(present, OfferState.DECLINED, "lead.declined", by, now)


@transaction.atomic
def withdraw_lead(*, offer: LeadOffer, by: Person, now: datetime) -> LeadOffer:
    """Take it back: whoever asked, or a leader what was offered. Raises Stale where it is answered already."""
    present = _present(offer, ground.held(offer.meeting_id))
    permissions.require_may_withdraw_lead(by, present)
    policies.require_unanswered(present)
    return _answered(present, OfferState.WITHDRAWN, "lead.withdrawn", by, now)


@transaction.atomic
def step_down(*, meeting: Meeting, by: Person, now: datetime) -> None:
    """Lead no longer, and take part on. Refused for the last one who leads."""
    row = ground.led(meeting.pk, by)
    meetings.step_down(meeting=row, by=by, now=now)
    live.append(topic_of(row), "lead.stepped_down", now=now, person=by.pk)


def let_lapse(meeting: Meeting, *, now: datetime) -> None:
    """The meeting is over: nobody is waited for any more."""
    LeadOffer.objects.filter(meeting=meeting, state=OfferState.OPEN).update(state=OfferState.WITHDRAWN, answered_at=now)


def forget_leaver(person: Person, *, by: Person | None, now: datetime) -> None:
    """Somebody has left the job centre: they are not waited for."""
    for offer in LeadOffer.objects.filter(to=person, state=OfferState.OPEN).select_related("meeting"):
        _answered(offer, OfferState.WITHDRAWN, "lead.withdrawn", by, now)


def _waiting(meeting: Meeting, to: Person) -> LeadOffer | None:
    found: LeadOffer | None = LeadOffer.objects.filter(meeting=meeting, to=to, state=OfferState.OPEN).first()
    return found


def _present(offer: LeadOffer, meeting: Meeting) -> LeadOffer:
    """The offer as it is now, in its locked meeting."""
    present: LeadOffer = LeadOffer.objects.select_related("to").get(pk=offer.pk)
    present.meeting = meeting
    return present


def _answered(offer: LeadOffer, state: OfferState, event: str, by: Person | None, now: datetime) -> LeadOffer:
    offer.state, offer.answered_by, offer.answered_at = state, by, now
    offer.save(update_fields=["state", "answered_by", "answered_at"])
    audit.record(event, offer, by=by, now=now)
    live.append(topic_of(offer.meeting), event, now=now, offer=offer.pk)
    return offer


def _tell_leaders(offer: LeadOffer, by: Person, now: datetime) -> None:
    """Whoever leads may have lost the connection, and must learn that somebody leads on."""
    for leader in leaders_of(offer.meeting):
        with notices.in_language_of(leader):
            told = {"new": offer.to.name, "name": by.name, "meeting": offer.meeting.title}
            subject = _("%(new)s leads the meeting too: %(meeting)s") % told
            text = (
                _("%(new)s asked for the lead, nobody who leads answered for a minute, and %(name)s said yes.") % told
            )
            notices.tell(person=leader, subject=subject, text=text, path=_room(offer.meeting), now=now)


def _room(meeting: Meeting) -> str:
    return reverse("room:hold", args=[meeting.pk])
