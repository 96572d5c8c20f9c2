"""What a secret address opens. Who holds it is let in without signing in, so every question here is narrow."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person, Token
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.meetings.models import Feed, GuestLink, Meeting, Participant
from pejl.meetings.names import State
from pejl.meetings.queries.lists import with_agenda, with_people


def guest_link(secret: str, *, now: datetime) -> GuestLink | None:
    """The link with this secret, opened already or not, while it holds."""
    found: GuestLink | None = _holding(now).filter(digest=Token.digest_of(secret)).first()
    return found


def opened_link(link_id: UUID, browser: str, *, now: datetime) -> GuestLink | None:
    """The link that was opened in the browser that holds this secret, while it holds."""
    if not browser:
        return None
    found: GuestLink | None = _holding(now).filter(pk=link_id, browser=Token.digest_of(browser)).first()
    return found


def holds_until(meeting: Meeting) -> datetime:
    """Until when a guest's link holds: the end of the day after the meeting."""
    return moments.local(moments.day_of(meeting.starts_at) + timedelta(days=1), time.max)


def asked(participant_id: UUID) -> Participant | None:
    """Somebody who is invited to a meeting that has not begun, with the meeting and all its page shows."""
    rows = Participant.objects.filter(pk=participant_id, invited_at__isnull=False, person__left_on=None)
    found = rows.filter(meeting__state=State.ANNOUNCED).select_related("person", "person__account").first()
    if found is None:
        return None
    found.meeting = whole(found.meeting_id)
    return found


def whole(meeting_id: UUID) -> Meeting:
    """A meeting with its agenda and people."""
    meeting: Meeting = with_agenda(with_people(Meeting.objects.all())).get(pk=meeting_id)
    return meeting


def feeds_of(person: Person) -> list[Feed]:
    """The calendars the person subscribes to, the own first."""
    rows = Feed.objects.visible_to(person).open().select_related("unit")
    return sorted(rows, key=lambda feed: (feed.unit is not None, feed.made_at))


def feed_with(secret: str) -> Feed | None:
    """The open feed with this secret, of somebody who is still here."""
    rows = Feed.objects.open().filter(digest=Token.digest_of(secret), person__left_on=None)
    feed: Feed | None = rows.select_related("person", "person__account", "unit").first()
    if feed is None or (feed.person.account is not None and not feed.person.account.is_active):
        return None
    return feed


def _holding(now: datetime) -> SpaceQuerySet[GuestLink]:
    yesterday = moments.local(moments.day_of(now) - timedelta(days=1), time.min)
    rows: SpaceQuerySet[GuestLink] = GuestLink.objects.filter(
        revoked_at=None,
        participant__invited_at__isnull=False,
        participant__person__left_on=None,
        participant__meeting__starts_at__gte=yesterday,
    )
    told = rows.exclude(participant__meeting__state__in=(State.DRAFT, State.CANCELLED))
    return told.select_related("participant__person__account", "participant__meeting")
