"""Individual sparring: offered to everybody, wanted by some, and nobody else's business."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class SparringOfferQuerySet(SpaceQuerySet["SparringOffer"]):
    """What can be said of offers."""

    def visible_to(self, person: Person) -> SparringOfferQuerySet:
        """Every colleague's, with a learning goal or without: an offer knows of nobody's."""
        return self.none() if person.is_guest else self

    def open(self) -> SparringOfferQuerySet:
        """Those that still stand."""
        return self.filter(closed_at=None)


class SparringOffer(SpaceRow):
    """Somebody has time for a talk with a colleague about what that colleague is learning."""

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = Words(max_length=1000)
    offered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    data = declare(by=PERSON_REF, words=WORDS, offered_at=STRUCTURE, closed_at=STRUCTURE)

    objects = SpaceManager.from_queryset(SparringOfferQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["by"], condition=Q(closed_at=None), name="sparring_is_offered_once")
        ]


class SparringReplyQuerySet(SpaceQuerySet["SparringReply"]):
    """What can be said of those who want sparring."""

    def visible_to(self, person: Person) -> SparringReplyQuerySet:
        """One's own; and who said yes to one's own offer."""
        return self.filter(Q(person=person) | Q(offer__by=person))


class SparringReply(SpaceRow):
    """A person would like to; what it is about stands there only if the person writes it."""

    offer = models.ForeignKey(SparringOffer, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = Words(blank=True, max_length=1000)
    replied_at = models.DateTimeField()

    data = declare(offer=STRUCTURE, person=PERSON_REF, words=OWN, replied_at=STRUCTURE)

    objects = SpaceManager.from_queryset(SparringReplyQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["offer", "person"], name="sparring_is_wanted_once")]
