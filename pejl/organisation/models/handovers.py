"""What went from somebody who left to somebody who stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.names import Duty


class HandoverQuerySet(SpaceQuerySet["Handover"]):
    """What can be said of handovers."""

    def visible_to(self, person: Person) -> HandoverQuerySet:
        """Who had the duty and who has it: the title may be one that not everybody may read."""
        return self.filter(Q(of=person) | Q(to=person))


class Handover(SpaceRow):
    """An open duty of somebody who left went to somebody else: the duty goes on, and who had it can still be told."""

    append_only = True

    of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    thing_kind, thing_id, thing_title = pointer_columns()
    thing = PointerTo("thing")
    at = models.DateTimeField()

    data = declare(
        of=PERSON_REF,
        to=PERSON_REF,
        duty=STRUCTURE,
        thing_kind=STRUCTURE,
        thing_id=STRUCTURE,
        thing_title=WORDS,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(HandoverQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["thing_id"], name="handover_by_thing")]
