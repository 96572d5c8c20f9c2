"""Text on its way into a form, kept on the server until it is sent."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Structured
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class DraftQuerySet(SpaceQuerySet["Draft"]):
    """A draft is nobody's business but the writer's."""

    def visible_to(self, person: Person) -> DraftQuerySet:
        """The person's own drafts."""
        return self.filter(person=person)


class Draft(SpaceRow):
    """What a person has typed in one place (a form, and the thing it is about) and not sent yet."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=120)
    fields = Structured(default=dict)
    saved_at = models.DateTimeField()

    data = declare(person=PERSON_REF, place=STRUCTURE, fields=OWN, saved_at=STRUCTURE)

    objects = SpaceManager.from_queryset(DraftQuerySet)()  # type: ignore[misc]

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="draft_is_one_per_place")]


class Sent(SpaceRow):
    """That a form was sent, and what came of it: the same form sent twice does its work once.

    ``client_id`` is made with the form. Not used where no author is stored.
    """

    client_id = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    result_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    data = declare(client_id=STRUCTURE, person=PERSON_REF, result_id=STRUCTURE, at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "client_id"], name="form_is_sent_once")]
