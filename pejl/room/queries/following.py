"""Following a meeting by a short code: which meeting it opens, and in which job centre."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from pejl.foundation.live.queries import number_beside
from pejl.foundation.tenancy.models import Space
from pejl.meetings.models import Meeting, MeetingQuerySet, topic_of
from pejl.meetings.queries import with_people
from pejl.room import policies
from pejl.room.models import FollowCode
from pejl.room.names import CODE_LENGTH, CODE_LETTERS, MARK_LENGTH


def tidied(typed: str) -> str:
    """A code as it is kept, however it was typed: without spaces and hyphens, in capitals."""
    return "".join(char for char in typed.upper() if char.isalnum())[: CODE_LENGTH + 1]


def mark_of(space_id: UUID) -> str:
    """What every code of a job centre begins with. Some share it: it says where to look, and proves nothing."""
    digest = salted_hmac("pejl.follow", space_id.hex, algorithm="sha256").digest()
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in digest[:MARK_LENGTH])


def spaces_marked(code: str) -> Iterator[UUID]:
    """The job centres whose codes begin so: the one place from where a code is looked for across all of them."""
    if len(code) == CODE_LENGTH:
        every = Space.objects.order_by("pk").values_list("pk", flat=True)
        yield from (space_id for space_id in every if code.startswith(mark_of(space_id)))


def followed_by(code: str, *, now: datetime) -> Meeting | None:
    """The meeting that a code opens now, in the entered space; None for any other."""
    holding = FollowCode.objects.filter(code=code, ended_at=None).select_related("meeting").first()
    if holding is None or not policies.may_be_followed(holding.meeting, now):
        return None
    meeting: Meeting = holding.meeting
    return meeting


def meetings_followed(meeting_id: UUID) -> MeetingQuerySet:
    """The meeting as the follower's page reads it: with ``live_number``, read before anything else that is shown."""
    found: MeetingQuerySet = with_people(Meeting.objects.filter(pk=meeting_id))
    return found.annotate(live_number=number_beside(topic_of(Meeting(pk=meeting_id))))


def follow_code_of(meeting: Meeting) -> FollowCode | None:
    """The code that holds now, where following is open."""
    found: FollowCode | None = FollowCode.objects.filter(meeting=meeting, ended_at=None).first()
    return found


def address_of(code: FollowCode) -> str:
    """What the square on the wall leads to."""
    return f"{settings.PEJL_ADDRESS}{reverse('follow:meeting', args=[code.code])}"


def in_groups(code: FollowCode) -> str:
    """The code as people read it aloud: ``CDFG-HJKM``."""
    return f"{code.code[: CODE_LENGTH // 2]}-{code.code[CODE_LENGTH // 2 :]}"
