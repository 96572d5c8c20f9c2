"""What somebody writes to a round: one's own until one shares it, and asking what is to be investigated."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.permissions import require_takes_part
from pejl.room import permissions, policies
from pejl.room.models import Contribution, UnclearPoint
from pejl.room.names import coarse


@transaction.atomic
def write_contribution(
    *, item: AgendaItem, text: str, expected_version: int | None, by: Person, now: datetime
) -> Contribution:
    """Write one's own contribution to a round, or write it anew over the version one saw (None for the first).

    Nobody else sees it, and no screen is told, unless it is shared already: then ``contribution.shared``. The same
    words sent twice are written once.
    """
    meeting = _written_to(item, by)
    tidy.require_words(text, field="text")
    text = tidy.words(text).strip()
    row = Contribution.objects.select_for_update().filter(item=item, person=by).first()
    if row is not None and row.text == text:
        return row
    policies.require_contribution_as_seen(row, expected_version)
    if row is None:
        row = Contribution(meeting=meeting, item=item, person=by, version=0)
    row.text, row.written_at, row.version = text, now, row.version + 1
    row.save()
    audit.record("contribution.written", row, by=by, now=now)
    if row.is_shared:
        _tell("contribution.shared", row, now)
    return row


@transaction.atomic
def share_contribution(*, contribution: Contribution, is_shared: bool, by: Person, now: datetime) -> Contribution:
    """Let the others in the meeting and the minutes have it, with one's name; or take that back. Twice is once."""
    row = _own(contribution, by)
    if row.is_shared != is_shared:
        row.is_shared = is_shared
        row.save(update_fields=["is_shared"])
        event = "contribution.shared" if is_shared else "contribution.unshared"
        audit.record(event, row, by=by, now=now)
        _tell(event, row, now)
    return row


@transaction.atomic
def delete_contribution(*, contribution: Contribution, by: Person, now: datetime) -> None:
    """Take away what one wrote."""
    row = _own(contribution, by)
    audit.record("contribution.deleted", row, by=by, now=now)
    if row.is_shared:
        _tell("contribution.unshared", row, now)
    row.delete()


@transaction.atomic
def ask_to_investigate(*, item: AgendaItem, text: str, by: Person, now: datetime) -> UnclearPoint:
    """Add a question from a round to what is to be investigated. Who asked is kept nowhere.

    The same words again, as after a double press, are the question that stands there.
    """
    meeting = _open(item, by)
    tidy.require_words(text, field="text")
    text = text.strip()
    asked: UnclearPoint | None = UnclearPoint.objects.filter(item=item, text=text, answered_at=None).first()
    if asked is not None:
        return asked
    moment = coarse(now)
    point: UnclearPoint = UnclearPoint.objects.create(meeting=meeting, item=item, text=text, written_at=moment)
    audit.record_anonymous("unclear_point.noted", now=moment)
    live.append(topic_of(meeting), "unclear_point.noted", now=moment, id=point.pk)
    return point


def _open(item: AgendaItem, by: Person) -> Meeting:
    """The meeting as it is now, after asking that it is open and that the person takes part."""
    meeting: Meeting = item.meeting.again()
    require_takes_part(by, meeting)
    policies.require_open(meeting)
    return meeting


def _written_to(item: AgendaItem, by: Person) -> Meeting:
    meeting = _open(item, by)
    policies.require_written_to(item)
    return meeting


def _own(contribution: Contribution, by: Person) -> Contribution:
    row: Contribution = Contribution.objects.select_for_update().select_related("item").get(pk=contribution.pk)
    permissions.require_own(by, row)
    _open(row.item, by)
    return row


def _tell(event: str, row: Contribution, now: datetime) -> None:
    live.append(topic_of(row.meeting), event, now=now, contribution=row.pk)
