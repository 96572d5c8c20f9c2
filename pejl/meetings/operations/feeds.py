"""Calendars that people subscribe to by a secret address."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Token
from pejl.meetings import permissions
from pejl.meetings.models import Feed
from pejl.organisation.models import Unit

MOST_FEEDS = 10
"""Open addresses of one person: a computer, a phone, and some that were forgotten."""


@transaction.atomic
def subscribe(*, unit: Unit | None, by: Person, now: datetime) -> tuple[Feed, str]:
    """A new secret address for the person's own meetings or, with a unit, for those of its people; with its secret,
    that is shown once and cannot be read again.
    """
    permissions.require_follows(by, unit, day_of(now))
    if Feed.objects.visible_to(by).open().count() >= MOST_FEEDS:
        told = {"most": MOST_FEEDS}
        raise Refusal(_("You have %(most)d calendar addresses. Close one that you no longer use.") % told)
    secret = Token.new_secret(scopes.current_space())
    feed = Feed.objects.create(person=by, unit=unit, digest=Token.digest_of(secret), made_at=now)
    audit.record("feed.made", feed, by=by, now=now)
    return feed, secret


@transaction.atomic
def revoke_feed(*, feed: Feed, by: Person, now: datetime) -> None:
    """From now on the address answers nobody. Somebody's own only: others' do not exist for them."""
    if Feed.objects.visible_to(by).open().filter(pk=feed.pk).update(revoked_at=now):
        audit.record("feed.revoked", feed, by=by, now=now)


def note_fetched(*, feed_id: UUID, today: date) -> None:
    """The calendar was fetched this day; however often, it is written once."""
    unknown = Q(fetched_on=None) | Q(fetched_on__lt=today)
    Feed.objects.filter(unknown, pk=feed_id).update(fetched_on=today)
