"""Which meetings stand in a calendar that somebody subscribes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from pejl.foundation.audit.models import Event
from pejl.meetings.models import Feed, ItemPart, Meeting, MeetingRole, Participant
from pejl.meetings.names import State
from pejl.meetings.queries.lists import with_agenda, with_people
from pejl.organisation import queries as organisation

BACK = timedelta(days=60)


def in_feed(feed: Feed, *, now: datetime, today: date) -> list[Meeting]:
    """What was announced and its owner may see, from two months back on, soonest first: a fixed number of queries.

    The own: what the person leads, is invited to or has a part in. A unit's: where somebody who belongs to it this day,
    or to a unit below it, does.
    """
    seen = Meeting.objects.visible_to(feed.person).exclude(state=State.DRAFT).exclude(announced_at=None)
    seen = seen.filter(starts_at__gte=now - BACK)
    if feed.unit_id is None:
        found = seen.of(feed.person)
    else:
        people = organisation.people_in(units=[feed.unit_id], today=today).order_by().values("pk")
        found = seen.filter(pk__in=_meetings_of(people))
    return list(with_agenda(with_people(found)).soonest())


def cancelled_at(meetings: Sequence[Meeting]) -> dict[UUID, datetime]:
    """When those that were called off were, by the meeting's id; no query where none was."""
    off = [meeting.pk for meeting in meetings if meeting.state == State.CANCELLED]
    if not off:
        return {}
    rows = Event.objects.filter(event="meeting.cancelled", subject_id__in=off).values_list("subject_id", "at")
    return {subject_id: at for subject_id, at in rows if subject_id is not None}


def _meetings_of(people: object) -> set[UUID]:
    """Where any of these people is invited, leads or has a part."""
    invited = Participant.objects.filter(person__in=people, invited_at__isnull=False).values_list("meeting", flat=True)
    leading = MeetingRole.objects.filter(person__in=people).values_list("meeting", flat=True)
    doing = ItemPart.objects.filter(person__in=people).values_list("item__meeting", flat=True)
    return {*invited, *leading, *doing}
