"""The minutes: a section keeps composing itself until a leader writes it, and again when the leader lets go of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, topic_of
from pejl.meetings.permissions import require_leads
from pejl.room import policies, queries
from pejl.room.models import MinutesSection


@transaction.atomic
def write_section(
    *,
    meeting: Meeting,
    key: str,
    text: str,
    expected_version: int,
    by: Person,
    now: datetime,
    seen_digest: str = "",
) -> MinutesSection:
    """Put the leaders' own text in place of what composes itself. The same text once more changes nothing.

    ``seen_digest`` is of what composed itself beside the text while it was written; without, what does now counts as
    seen. Raises Stale when the other leader changed the section in between.
    """
    tidy.require_words(text, field="text")
    text = tidy.words(text).strip()
    section = _locked(meeting, key, by)
    if section is not None and section.text == text and seen_digest in ("", section.composed_digest):
        return section
    policies.require_section_version(section, expected_version)
    section = section or _blank(meeting, key)
    section.text = text
    section.composed_digest = seen_digest or queries.digest_now(meeting, key, now)
    return _kept(section, "minutes.written", by=by, now=now)


@transaction.atomic
def leave_out_section(
    *, meeting: Meeting, key: str, expected_version: int, by: Person, now: datetime
) -> MinutesSection:
    """Leave a section out of the minutes; what was written in it stays, in case it is taken in again."""
    return _turned(meeting, key, True, expected_version=expected_version, by=by, now=now)


@transaction.atomic
def take_in_section(*, meeting: Meeting, key: str, expected_version: int, by: Person, now: datetime) -> MinutesSection:
    """Take a section in that was left out, with the text it had."""
    return _turned(meeting, key, False, expected_version=expected_version, by=by, now=now)


@transaction.atomic
def compose_section_again(
    *, meeting: Meeting, key: str, expected_version: int, by: Person, now: datetime
) -> MinutesSection | None:
    """Let go of the leaders' own text: the section composes itself again. None where there was none to let go of."""
    section = _locked(meeting, key, by)
    if section is None or not section.text:
        return section
    policies.require_section_version(section, expected_version)
    section.text = ""
    section.composed_digest = queries.digest_now(meeting, key, now)
    return _kept(section, "minutes.composed_again", by=by, now=now)


def _turned(
    meeting: Meeting, key: str, is_left_out: bool, *, expected_version: int, by: Person, now: datetime
) -> MinutesSection:
    section = _locked(meeting, key, by)
    if section is not None and section.is_left_out == is_left_out:
        return section
    policies.require_section_version(section, expected_version)
    section = section or _blank(meeting, key)
    section.is_left_out = is_left_out
    return _kept(section, "minutes.left_out" if is_left_out else "minutes.taken_in", by=by, now=now)


def _locked(meeting: Meeting, key: str, by: Person) -> MinutesSection | None:
    """What the leaders did to the section so far; the meeting is locked, so that they come one after the other."""
    policies.require_section(key)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_leads(by, meeting)
    policies.require_being_written(meeting)
    section: MinutesSection | None = MinutesSection.objects.filter(meeting=meeting, key=key).first()
    return section


def _blank(meeting: Meeting, key: str) -> MinutesSection:
    return MinutesSection(meeting=meeting, key=key, version=0)


def _kept(section: MinutesSection, event: str, *, by: Person, now: datetime) -> MinutesSection:
    section.version += 1
    section.edited_by, section.edited_at = by, now
    section.save()
    audit.record(event, section, by=by, now=now)
    live.append(topic_of(section.meeting), event, now=now, section=section.key, version=section.version)
    return section
