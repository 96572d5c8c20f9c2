"""How it goes on after the meeting."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, topic_of
from pejl.room import permissions, policies
from pejl.room.models import Proceeding


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is said of how it goes on: how products are made, how they reach colleagues, whether one meets again.

    ``has_follow_up`` is None as long as it is not said; ``follow_up_on`` is a proposal and calls nobody to a meeting.
    """

    making: str = ""
    dissemination: str = ""
    has_follow_up: bool | None = None
    follow_up: str = ""
    follow_up_on: date | None = None


@transaction.atomic
def write_proceeding(
    *, meeting: Meeting, course: Course, expected_version: int, by: Person, now: datetime
) -> Proceeding:
    """Write how it goes on, over the version that was seen (0 for none). The same once more changes nothing.

    Raises Stale when somebody else wrote in between, and Invalid for a day without a follow-up or before the meeting.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    permissions.require_may_say_how_it_goes_on(by, meeting)
    policies.require_open(meeting)
    policies.require_follow_up_day(meeting, has_follow_up=course.has_follow_up, on=course.follow_up_on)
    said = _tidied(course)
    written = Proceeding.objects.filter(meeting=meeting).first()
    if written is not None and all(getattr(written, name) == value for name, value in said.items()):
        return written
    policies.require_proceeding_version(written, expected_version)
    policies.require_something_said(said, written)
    return _kept(written or Proceeding(meeting=meeting, version=0), said, by=by, now=now)


def _tidied(course: Course) -> dict[str, str | bool | date | None]:
    said = asdict(course)
    return {name: tidy.words(value).strip() if isinstance(value, str) else value for name, value in said.items()}


def _kept(row: Proceeding, said: dict[str, str | bool | date | None], *, by: Person, now: datetime) -> Proceeding:
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record("proceeding.written", row, by=by, now=now)
    live.append(topic_of(row.meeting), "proceeding.written", now=now, version=row.version)
    return row
