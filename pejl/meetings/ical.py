"""A meeting as calendars see it."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.calendars import ical
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import Meeting

REQUEST: ical.Method = "REQUEST"
CANCEL: ical.Method = "CANCEL"


def file_for(meeting: Meeting, person: Person, *, method: ical.Method, now: datetime) -> bytes | None:
    """The calendar file for one person, in the active language; None for somebody without an address.

    Names nobody else who is invited: who comes is read in Pejl.
    """
    if not person.email:
        return None
    recipient = ical.Party(name=person.name, address=person.email)
    return ical.invitation(_event(meeting, recipient, now), method=method, recipient=recipient)


def _event(meeting: Meeting, recipient: ical.Party, now: datetime) -> ical.Event:
    name, address = parseaddr(settings.PEJL_MAIL_FROM)
    url = f"{settings.PEJL_ADDRESS}{reverse('meetings:show', args=[meeting.pk])}"
    return ical.Event(
        uid=f"meeting-{meeting.pk}@pejl",
        sequence=meeting.sequence,
        summary=meeting.title,
        description="\n".join([*meeting.purposes, "", _("Answer and see the agenda in Pejl: %(url)s") % {"url": url}]),
        location=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=queries.ends_at(meeting),
        organiser=ical.Party(name=name or "Pejl", address=address),
        attendees=[recipient],
        url=url,
        created_at=meeting.created_at,
        stamped_at=now,
    )
