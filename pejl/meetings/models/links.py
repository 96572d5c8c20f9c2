"""Secret addresses: a calendar that is subscribed to, and a guest's way to one meeting. Only digests are kept."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, SECRET, STRUCTURE, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models.meetings import Participant
from pejl.organisation.models import Unit


class FeedQuerySet(SpaceQuerySet["Feed"]):
    """What can be said of feeds."""

    def visible_to(self, person: Person) -> FeedQuerySet:
        """One's own."""
        return self.filter(person=person)

    def open(self) -> FeedQuerySet:
        """Those that still answer."""
        return self.filter(revoked_at=None)


class Feed(SpaceRow):
    """A calendar that somebody subscribes to: their own meetings or, with a ``unit``, those of its people."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    fetched_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        person=PERSON_REF,
        unit=STRUCTURE,
        digest=SECRET,
        made_at=STRUCTURE,
        fetched_on=STRUCTURE,
        revoked_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(FeedQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["digest"], name="feed_digest_is_unique")]


class GuestLinkQuerySet(SpaceQuerySet["GuestLink"]):
    """What can be said of guests' links."""

    def visible_to(self, person: Person) -> GuestLinkQuerySet:
        """Nobody's on a page of its own: it is a key, and lies in a mail."""
        return self.none()


class GuestLink(SpaceRow):
    """A guest's way to one meeting without an account: opened once, and from then on bound to that browser.

    ``browser`` is the digest of what was then put into the browser's cookie.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, editable=False)
    browser = models.CharField(max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        participant=STRUCTURE,
        digest=SECRET,
        browser=SECRET,
        made_at=STRUCTURE,
        opened_at=STRUCTURE,
        revoked_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(GuestLinkQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["digest"], name="guest_link_digest_is_unique")]
