"""Approving the minutes, and whom they have reached: for the leaders."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_leads
from pejl.room import operations, policies
from pejl.room.endpoints.fetching import row_of, seen
from pejl.room.models import MinutesSending
from pejl.room.names import NOTE_LENGTH, Section, SendingState
from pejl.room.queries import approval

router = Router()


class SendingOut(Schema):
    """The minutes on their way to one attendee. ``attempt`` counts how often a leader had them sent."""

    id: UUID
    person_id: UUID
    name: str
    state: SendingState
    attempt: int
    sent_at: datetime | None


class ApprovalOut(Schema):
    """How far the minutes are. ``digest`` is of the text as it is now: who approves sends it back. ``given`` and
    ``missing``: ids of the leaders who have said yes to what waits, and who have not. ``changed``: the sections that
    read otherwise than in the approved version ``number``.
    """

    meeting_id: UUID
    digest: str
    is_waiting: bool
    is_voided: bool
    given: list[UUID]
    missing: list[UUID]
    alone_from: datetime | None
    number: int | None
    approved_at: datetime | None
    approved_by: list[UUID]
    note: str
    changed: list[Section]
    sent: list[SendingOut]


class ApprovalIn(GuardedSchema):
    """A yes to the text of ``seen_digest``; ``note``: what is corrected, where others were sent before; ``alone``:
    without the other leaders, after three days.
    """

    seen_digest: Annotated[str, Field(max_length=64, pattern="^[0-9a-f]*$")]
    note: Annotated[OptionalWords, Field(max_length=NOTE_LENGTH)] = ""
    alone: bool = False


class SentAgainIn(Schema):
    """Which attempt is to be followed by another."""

    expected_attempt: Annotated[int, Field(ge=1)]


@router.get("/meetings/{meeting_id}/minutes-approval", response=ApprovalOut, operation_id="get_minutes_approval")
def get_approval(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """How far the minutes are on their way to being approved and sent."""
    return _told(_led(request, meeting_id))


@router.post("/meetings/{meeting_id}/minutes-approval", response=ApprovalOut, operation_id="approve_minutes")
def approve(request: HttpRequest, meeting_id: UUID, said: ApprovalIn) -> dict[str, Any]:
    """Say yes to the minutes; the last yes closes the meeting and sends them."""
    meeting, by = _led(request, meeting_id), request.auth  # type: ignore[attr-defined]
    told = {"meeting": meeting, "seen_digest": said.seen_digest, "by": by, "now": clock.now()}
    if said.alone:
        operations.approve_minutes_alone(**told)
    else:
        operations.approve_minutes(**told, note=said.note)
    return _told(meeting.again())


@router.post("/minutes-sendings/{sending_id}/again", response=ApprovalOut, operation_id="send_minutes_again")
def send_again(request: HttpRequest, sending_id: UUID, said: SentAgainIn) -> dict[str, Any]:
    """Send the minutes once more to somebody who did not get them."""
    row = row_of(request, MinutesSending, sending_id)
    by, attempt = request.auth, said.expected_attempt  # type: ignore[attr-defined]
    operations.send_minutes_again(sending=row, expected_attempt=attempt, by=by, now=clock.now())
    return _told(row.meeting)


def _led(request: HttpRequest, meeting_id: UUID) -> Meeting:
    meeting = seen(request, meeting_id)
    require_leads(request.auth, meeting)  # type: ignore[attr-defined]
    policies.require_approvable(meeting)
    return meeting


def _told(meeting: Meeting) -> dict[str, Any]:
    now = clock.now()
    standing = approval.standing_of(meeting, now)
    approved = standing.approved
    return {
        "meeting_id": meeting.pk,
        "digest": standing.now.digest,
        "is_waiting": standing.waiting is not None,
        "is_voided": standing.is_voided,
        "given": [person.pk for person in standing.given],
        "missing": [person.pk for person in standing.missing],
        "alone_from": standing.alone_from,
        "number": approved.version.number if approved else None,
        "approved_at": approved.at if approved else None,
        "approved_by": [person.pk for person in approved.by] if approved else [],
        "note": approved.version.note if approved else "",
        "changed": standing.changed,
        "sent": _sent(approved, now) if approved else [],
    }


def _sent(approved: approval.Approved, now: datetime) -> list[dict[str, Any]]:
    told = {"id": "pk", "person_id": "person_id", "attempt": "attempt", "sent_at": "sent_at"}
    return [
        {name: getattr(row, of) for name, of in told.items()} | {"name": row.person.name, "state": state}
        for row, state in approval.sent(approved.version, now).rows
    ]
