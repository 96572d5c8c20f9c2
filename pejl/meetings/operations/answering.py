"""Answers that come by a link in a mail, or as the file that a calendar program sends back."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.calendars import replies
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings import ical, permissions
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import Reply
from pejl.meetings.operations import ground, inviting

# A separator that neither the query of an address nor a mail program takes for something else.
SIGNER = signing.Signer(salt="pejl.meetings.answer", sep=".")
ANSWERS = {"accepted": Reply.ACCEPTED, "declined": Reply.DECLINED}


def address_of(participant: Participant) -> str:
    """Where somebody answers without signing in: the whole address, for a mail.

    It says the space and the participant, and is signed; no row is needed. It holds until the meeting begins, and no
    longer than the participant is on the list.
    """
    return f"{settings.PEJL_ADDRESS}{reverse('links:answer')}?{urlencode({'link': sealed(participant)})}"


def sealed(participant: Participant) -> str:
    """What the address carries; in its query, since logs keep none (``privacy.logs``)."""
    told = base64.urlsafe_b64encode(scopes.current_space().bytes + participant.pk.bytes).decode()
    return SIGNER.sign(told.rstrip("="))


def opened(seal: str) -> tuple[UUID, UUID] | None:
    """The space and the participant that a link names; None for one that we have not made."""
    try:
        told = base64.urlsafe_b64decode(SIGNER.unsign(seal) + "=")
        return UUID(bytes=told[:16]), UUID(bytes=told[16:])
    except (signing.BadSignature, binascii.Error, ValueError):
        return None


@transaction.atomic
def answer_by_file(*, file: bytes, meeting: Meeting, by: Person, now: datetime) -> Participant:
    """Take in the answer that a participant's calendar program has sent as a file; for those who plan the meeting.

    Anybody can write such a file: who hands it in vouches for where it came from. Raises Invalid for a file that
    cannot be read, is about another meeting or comes from somebody who is not invited, and Refusal for an answer to
    an invitation that has been replaced, or one that a later answer has overtaken.
    """
    row = ground.plannable(meeting, by=by)
    said = replies.parse(file)
    if said.uid != ical.uid_of(row):
        raise Invalid(_("This file answers another meeting. Hand it in on that meeting's page."), field="file")
    participant = _who_answers(row, said.address)
    _require_timely(participant, said)
    if said.answer not in ANSWERS:
        told = {"person": participant.person.name}
        sentence = _("%(person)s has answered “maybe”. Ask whether it is a yes, and let it be answered by the link.")
        raise Refusal(sentence % told, field="file")
    audit.record("invitation.answer_handed_in", participant, by=by, now=now)
    return inviting.reply(meeting=row, reply=ANSWERS[said.answer], by=participant.person, now=now)


def meeting_of(*, file: bytes, by: Person) -> Meeting | None:
    """The meeting that a file answers, among those that somebody plans; None for any other."""
    uid = replies.parse(file).uid
    try:
        meeting_id = UUID(uid.removeprefix("meeting-").removesuffix("@pejl"))
    except ValueError:
        return None
    meeting: Meeting | None = Meeting.objects.visible_to(by).filter(pk=meeting_id).first()
    return meeting if meeting is not None and permissions.plans(by, meeting) else None


def _who_answers(meeting: Meeting, address: str) -> Participant:
    invited = Participant.objects.filter(meeting=meeting, invited_at__isnull=False).select_related("person")
    found = [one for one in invited if one.person.email.lower() == address]
    if len(found) != 1:
        raise Invalid(_("Nobody with the address in this file is invited to the meeting."), field="file")
    return found[0]


def _require_timely(participant: Participant, said: replies.Reply) -> None:
    last = ical.last_told(participant.meeting, [participant.person]).get(participant.person_id)
    told = {"person": participant.person.name}
    if last is not None and said.sequence < last.sequence:
        raise Refusal(_("%(person)s answered before the meeting was changed. Wait for the new answer.") % told)
    if said.stamped_at and participant.replied_at and said.stamped_at < participant.replied_at:
        raise Refusal(_("%(person)s has answered later than this file. The later answer holds.") % told)
