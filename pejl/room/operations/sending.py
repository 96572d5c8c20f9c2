"""Sending approved minutes to those who were there: by mail with the papers, and on their own page."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.mail import File
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_leads
from pejl.room import papers
from pejl.room.models import MinutesSending, MinutesVersion
from pejl.room.queries import approval as queries
from pejl.room.queries.snapshots import has_learning

MAIL = "room.mail_minutes"
GONE = 500  # from here on an answer of the mail server is its last (RFC 5321)


def send(version: MinutesVersion, now: datetime) -> None:
    """Put a version on its way to each attendee, once; asked for where it is approved."""
    for person in queries.attendees_of(version.meeting):
        row = MinutesSending.objects.create(meeting=version.meeting, version=version, person=person, told_at=now)
        _tell(row, now)


@transaction.atomic
def send_minutes_again(*, sending: MinutesSending, expected_attempt: int, by: Person, now: datetime) -> MinutesSending:
    """Send the minutes once more to somebody who did not get them. A second press of the same button sends nothing."""
    Meeting.objects.select_for_update().get(pk=sending.meeting_id)
    row = MinutesSending.objects.select_related("meeting", "person", "version").get(pk=sending.pk)
    require_leads(by, row.meeting)
    if row.attempt != expected_attempt:
        return row
    row.attempt, row.told_at, row.sent_at, row.failed_at = row.attempt + 1, now, None, None
    row.save(update_fields=["attempt", "told_at", "sent_at", "failed_at"])
    audit.record("minutes.sent_again", row, by=by, now=now)
    _tell(row, now)
    return row


def mail_minutes(*, notice_id: UUID, about: UUID, now: datetime) -> None:
    """Mail them to one attendee (``about`` is the sending). Runs as a job, and may run twice; an address that the mail
    server does not know is noted, every other error raised and tried again.
    """
    row = MinutesSending.objects.select_related("person__account", "version__meeting").get(pk=about)
    try:
        notices.deliver(notice_id=notice_id, now=now, ending=_ending, files=lambda: _files(row.version, now))
    except (SMTPRecipientsRefused, ValidationError) as refusal:
        if not _is_final(refusal):
            raise
        row.failed_at = now
    else:
        row.sent_at = now
    row.save(update_fields=["sent_at", "failed_at"])


def _tell(row: MinutesSending, now: datetime) -> None:
    with notices.in_language_of(row.person):
        told = {"meeting": row.meeting.title}
        is_correction = bool(row.version.note)
        subject = _("Corrected minutes: %(meeting)s") if is_correction else _("Minutes: %(meeting)s")
        notices.tell(
            person=row.person,
            subject=subject % told,
            text="\n\n".join(_said(row.version)),
            path=reverse("room:summary", args=[row.meeting_id]),
            task=MAIL,
            about=row.pk,
            now=now,
        )


def _said(version: MinutesVersion) -> list[str]:
    said = [_("The meeting leaders have approved the minutes.")]
    if version.note:
        said = [_("The minutes that you were sent are corrected. Use these instead."), version.note]
    if has_learning(version):
        said.append(_("What was shared as learning is not sent: it stands in Pejl, where it can be taken back."))
    return said


def _ending(notice: Notice) -> str:
    """What is true of the mail alone; whoever has no way in is shown none."""
    attached = _("The minutes are attached as PDF and as a Word file.")
    if notice.person.account_id is None:
        return attached
    link = {"link": f"{settings.PEJL_ADDRESS}{notice.path}"}
    return f"{attached}\n\n" + _("Open it in Pejl: %(link)s") % link


def _files(version: MinutesVersion, now: datetime) -> list[File]:
    return [
        File(
            name=papers.file_name(form),
            content=papers.make_approved(version, form=form, now=now),
            content_type=papers.CONTENT_TYPES[form],
        )
        for form in papers.Form
    ]


def _is_final(refusal: Exception) -> bool:
    """Whether trying again is of no use."""
    if not isinstance(refusal, SMTPRecipientsRefused):
        return True
    return all(code >= GONE for code, _said in refusal.recipients.values())
