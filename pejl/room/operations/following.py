"""Letting those who are invited follow without signing in, by a short code that can be taken back."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.permissions import require_leads
from pejl.room import policies, queries
from pejl.room.models import FollowCode
from pejl.room.names import CODE_LENGTH, CODE_LETTERS, MARK_LENGTH

TRIES = 5


@transaction.atomic
def open_following(*, meeting: Meeting, by: Person, now: datetime) -> FollowCode:
    """Make a code; where there is one already, that one."""
    meeting = _led(meeting, by)
    policies.require_not_over(meeting)
    return queries.follow_code_of(meeting) or _made(meeting, by, now)


@transaction.atomic
def renew_following(*, meeting: Meeting, expected_code: str | None, by: Person, now: datetime) -> FollowCode:
    """Another code; the old one opens nothing from now on. Raises Stale where that is not the one that was seen."""
    meeting = _led(meeting, by)
    policies.require_not_over(meeting)
    _end(meeting, expected_code, now)
    return _made(meeting, by, now)


@transaction.atomic
def close_following(*, meeting: Meeting, expected_code: str | None, by: Person, now: datetime) -> None:
    """No code opens the meeting any more; closing twice changes nothing."""
    meeting = _led(meeting, by)
    holding = _end(meeting, expected_code, now)
    if holding is not None:
        _tell("following.closed", holding, by, now)


def _made(meeting: Meeting, by: Person, now: datetime) -> FollowCode:
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                made: FollowCode = FollowCode.objects.create(meeting=meeting, code=_drawn(), made_at=now)
        except IntegrityError:
            # Another meeting, perhaps of another job centre, has drawn the same.
            if attempt == TRIES - 1:
                raise
        else:
            break
    _tell("following.opened", made, by, now)
    return made


def _drawn() -> str:
    rest = CODE_LENGTH - MARK_LENGTH
    return queries.mark_of(scopes.current_space()) + "".join(secrets.choice(CODE_LETTERS) for _place in range(rest))


def _end(meeting: Meeting, expected_code: str | None, now: datetime) -> FollowCode | None:
    holding = queries.follow_code_of(meeting)
    policies.require_expected_code(holding, expected_code)
    if holding is not None:
        holding.ended_at = now
        holding.save(update_fields=["ended_at"])
    return holding


def _led(meeting: Meeting, by: Person) -> Meeting:
    row: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_leads(by, row)
    return row


def _tell(event: str, code: FollowCode, by: Person, now: datetime) -> None:
    audit.record(event, code, by=by, now=now)
    live.append(topic_of(code.meeting), event, now=now)
