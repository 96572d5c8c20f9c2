"""How far the minutes are on their way: who has approved them, who is waited for, and whom they have reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import Reply
from pejl.meetings.queries import leaders_of, people_of
from pejl.room.models import MinutesApproval, MinutesSending, MinutesVersion
from pejl.room.names import APPROVED_ALONE_FROM, MAILED_WITHIN, Section, SendingState
from pejl.room.queries.snapshots import Snapshot, changed_sections, snapshot


@dataclass(frozen=True)
class Approved:
    """Minutes that the leaders vouch for; ``by``: those who said yes, by name; ``at``: when the last of them did."""

    version: MinutesVersion
    by: tuple[Person, ...]
    at: datetime

    @property
    def is_correction(self) -> bool:
        """Whether others were sent before."""
        return bool(self.version.note)


@dataclass(frozen=True)
class Standing:
    """The way of a meeting's minutes to approval.

    ``now``: the text as it is; ``waiting``: the version that waits for the other leaders, none where its text was
    changed (``is_voided``) or it is approved; ``given`` and ``missing``: who has said yes to it, and who has not yet.
    """

    now: Snapshot
    approved: Approved | None
    waiting: MinutesVersion | None
    is_voided: bool
    given: tuple[Person, ...]
    missing: tuple[Person, ...]

    @property
    def is_news(self) -> bool:
        """Whether there is a text that is not approved yet."""
        return self.approved is None or self.approved.version.digest != self.now.digest

    @cached_property
    def changed(self) -> list[Section]:
        """What reads otherwise than in the approved minutes."""
        return changed_sections(self.approved.version.text, self.now.text) if self.approved else []

    @property
    def alone_from(self) -> datetime | None:
        """From when one leader may approve what waits."""
        return self.waiting.asked_at + APPROVED_ALONE_FROM if self.waiting else None


@dataclass(frozen=True)
class Sent:
    """Whom a version has reached, by name."""

    rows: tuple[tuple[MinutesSending, SendingState], ...]

    def number(self, state: str) -> int:
        """How many are in a state of ``names.SendingState``."""
        return Counter(state for _row, state in self.rows)[SendingState(state)]


def approved_minutes(meeting: Meeting) -> Approved | None:
    """The newest minutes that the leaders vouch for."""
    rows = MinutesApproval.objects.filter(meeting=meeting, completes=True).select_related("version__meeting__space")
    last = rows.order_by("-version__number").first()
    if last is None:
        return None
    return Approved(last.version, approvers_of(last.version), last.at)


def standing_of(meeting: Meeting, now: datetime) -> Standing:
    """Where the minutes are on their way; for the leaders."""
    text, approved = snapshot(meeting, now), approved_minutes(meeting)
    last = MinutesVersion.objects.filter(meeting=meeting).order_by("-number").first()
    is_open = last is not None and (approved is None or approved.version.pk != last.pk)
    waiting = last if is_open and last is not None and last.digest == text.digest else None
    given = approvers_of(waiting) if waiting else ()
    missing = tuple(person for person in needed_for(meeting) if person not in given)
    return Standing(text, approved, waiting, is_open and waiting is None, given, missing)


def approvers_of(version: MinutesVersion) -> tuple[Person, ...]:
    """Who has said yes to a version."""
    rows = MinutesApproval.objects.filter(version=version).select_related("by").order_by("by__name_sort", "id")
    return tuple(dict.fromkeys(one.by for one in rows))


def needed_for(meeting: Meeting) -> list[Person]:
    """Whose yes it takes: the leaders who were there; all of them where nobody noted who came."""
    leaders = [person for person in leaders_of(meeting) if person.left_on is None]
    came = {one.person_id for one in meeting.participants.all() if one.came_at is not None}
    return [person for person in leaders if person.pk in came] or leaders


def attendees_of(meeting: Meeting) -> list[Person]:
    """Whom the minutes are sent to: who came, or where nobody noted that, who was to come; and the leaders."""
    involved = [one for one in people_of(meeting) if one.person.left_on is None]
    came = {one.person.pk for one in involved if one.participant and one.participant.came_at}
    if not came:
        came = {one.person.pk for one in involved if one.reply != Reply.DECLINED}
    came.update(person.pk for person in leaders_of(meeting))
    return [one.person for one in involved if one.person.pk in came]


def sent(version: MinutesVersion, now: datetime) -> Sent:
    """Whom a version has reached, and whom not."""
    rows: Sequence[MinutesSending] = (
        MinutesSending.objects.filter(version=version).select_related("person").order_by("person__name_sort", "id")
    )
    return Sent(tuple((row, sending_state(row, now)) for row in rows))


def sending_state(row: MinutesSending, now: datetime) -> SendingState:
    """What became of it. A mail that is not out after hours is not tried any more."""
    if row.sent_at is not None:
        return SendingState.SENT
    if not row.person.email:
        return SendingState.NO_ADDRESS
    is_given_up = row.failed_at is not None or now - row.told_at > MAILED_WITHIN
    return SendingState.FAILED if is_given_up else SendingState.ON_THE_WAY
