"""The mails about a meeting: what was told, and at the end links that are kept in no row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.meetings import ical
from pejl.meetings.models import Participant
from pejl.meetings.names import Reply, State
from pejl.meetings.operations import answering, guests


def mail(*, notice_id: UUID, about: UUID, now: datetime) -> None:
    """Mail one notice about a meeting, once. Runs as a job."""

    def ending(notice: Notice) -> str:
        return "\n".join(_links(notice, about, now))

    notices.deliver(notice_id=notice_id, now=now, ending=ending)


def _links(notice: Notice, meeting_id: UUID, now: datetime) -> list[str]:
    """Where to answer, and where the rest stands; nothing to answer for somebody who is not asked any more."""
    rows = Participant.objects.filter(meeting=meeting_id, person=notice.person_id, invited_at__isnull=False)
    asked = rows.select_related("person", "meeting").filter(meeting__state=State.ANNOUNCED).first()
    has_no_way_in = notice.person.account_id is None
    if asked is None or notice.calendar_method == ical.CANCEL:
        return [] if has_no_way_in else [_way_to(notice)]
    links = [_answer(asked)]
    if has_no_way_in:
        link = {"link": guests.link_for(asked, notice=notice, now=now)}
        return [*links, "", _("All about the meeting; the link can be opened once: %(link)s") % link]
    return [*links, "", _way_to(notice)]


def _answer(asked: Participant) -> str:
    """Where to answer, or to change what was answered."""
    told = {"link": answering.address_of(asked), "reply": asked.get_reply_display()}
    if asked.reply == Reply.NONE:
        return _("Are you coming? Answer here: %(link)s") % told
    return _("Your answer is “%(reply)s”. Change it here: %(link)s") % told


def _way_to(notice: Notice) -> str:
    return _("Open it in Pejl: %(link)s") % {"link": f"{settings.PEJL_ADDRESS}{notice.path}"}
