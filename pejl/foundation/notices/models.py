"""What a person is told: on their own page, and by mail."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class NoticeQuerySet(SpaceQuerySet["Notice"]):
    """What can be said of notices."""

    def visible_to(self, person: Person) -> NoticeQuerySet:
        """Those written to this person."""
        return self.filter(person=person)

    def newest(self) -> NoticeQuerySet:
        """Newest first."""
        return self.order_by("-created_at", "id")


class Notice(SpaceRow):
    """One message to one person. ``path`` is where its button leads; a calendar file may come with it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = Line(max_length=300)
    text = Words()
    path = models.CharField(max_length=200, blank=True)
    calendar = models.BinaryField(null=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    data = declare(
        person=PERSON_REF,
        subject=OWN,
        text=OWN,
        path=STRUCTURE,
        calendar=OWN,
        calendar_method=STRUCTURE,
        created_at=STRUCTURE,
        mailed_at=STRUCTURE,
        seen_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(NoticeQuerySet)()  # type: ignore[misc]

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["person", "created_at"], name="notice_by_person")]
