"""Vouching for the minutes: every leader who was there says yes to the same text, or one alone after three days."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import require_leads
from pejl.room import policies
from pejl.room.models import MinutesApproval, MinutesVersion
from pejl.room.operations.sending import send
from pejl.room.queries import approval as queries


@transaction.atomic
def approve_minutes(*, meeting: Meeting, seen_digest: str, by: Person, now: datetime, note: str = "") -> MinutesVersion:
    """Say yes to the minutes as they were read (``seen_digest``). The first yes puts them forward to the other leaders;
    the last closes the meeting and sends them. The same yes once more changes nothing.

    ``note`` says what is corrected, where others were sent before. Raises Stale where the text is another now.
    """
    meeting, standing = _locked(meeting, by, now)
    policies.require_same_text(standing.now.digest, seen_digest)
    if not standing.is_news and standing.approved is not None:
        return standing.approved.version
    version = standing.waiting or _put_forward(meeting, standing, note, by, now)
    _say_yes(version, by, now)
    return version


@transaction.atomic
def approve_minutes_alone(*, meeting: Meeting, seen_digest: str, by: Person, now: datetime) -> MinutesVersion:
    """Approve what has waited three days for the other leaders, without them."""
    meeting, standing = _locked(meeting, by, now)
    policies.require_same_text(standing.now.digest, seen_digest)
    if not standing.is_news and standing.approved is not None:
        return standing.approved.version
    version = policies.require_may_stand_alone(standing.waiting, now)
    row = MinutesApproval.objects.create(meeting=meeting, version=version, by=by, at=now, is_alone=True, completes=True)
    _complete(row, by, now)
    return version


def _locked(meeting: Meeting, by: Person, now: datetime) -> tuple[Meeting, queries.Standing]:
    """The meeting, locked so that leaders come one after the other, and how far its minutes are."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_leads(by, meeting)
    policies.require_approvable(meeting)
    return meeting, queries.standing_of(meeting, now)


def _put_forward(meeting: Meeting, standing: queries.Standing, note: str, by: Person, now: datetime) -> MinutesVersion:
    """A version of its own for the text as it is: what was said yes to before is void."""
    is_correction = standing.approved is not None
    policies.require_note(note, is_correction=is_correction)
    said = {"text": standing.now.text, "digest": standing.now.digest, "asked_by": by, "asked_at": now}
    number = MinutesVersion.objects.filter(meeting=meeting).count() + 1
    note = tidy.words(note).strip() if is_correction else ""
    version: MinutesVersion = MinutesVersion.objects.create(meeting=meeting, number=number, note=note, **said)
    audit.record("minutes.put_forward", version, by=by, now=now)
    for other in standing.missing:
        if other != by:
            _ask(other, version, now)
    return version


def _ask(other: Person, version: MinutesVersion, now: datetime) -> None:
    with notices.in_language_of(other):
        told = {"name": version.asked_by.name, "meeting": version.meeting.title}
        notices.tell(
            person=other,
            subject=_("Approve the minutes: %(meeting)s") % told,
            text=_("%(name)s has approved the minutes. They are sent when you have approved them too.") % told,
            path=reverse("room:minutes_approval", args=[version.meeting_id]),
            now=now,
        )


def _say_yes(version: MinutesVersion, by: Person, now: datetime) -> None:
    given = {person.pk for person in queries.approvers_of(version)}
    if by.pk in given:
        return
    needed = {person.pk for person in queries.needed_for(version.meeting)}
    completes = policies.is_complete(given | {by.pk}, needed)
    row = MinutesApproval.objects.create(meeting=version.meeting, version=version, by=by, at=now, completes=completes)
    if completes:
        _complete(row, by, now)
    else:
        audit.record("minutes.agreed_to", row, by=by, now=now)


def _complete(row: MinutesApproval, by: Person, now: datetime) -> None:
    """Nothing is written in the meeting any more, and the minutes are on their way to those who were there."""
    meeting: Meeting = row.version.meeting
    if meeting.state == State.WRITING_UP:
        meetings.close(meeting=meeting, by=by, now=now)
    audit.record("minutes.approved", row, by=by, now=now)
    send(row.version, now)
