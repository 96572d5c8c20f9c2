"""An organisation file on its way in: read, shown as what will change, then carried out or let go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import DRAFT, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.names import ImportState


class ImportQuerySet(SpaceQuerySet["Import"]):
    """What can be said of imports."""

    def visible_to(self, person: Person) -> ImportQuerySet:
        """Its own administrator's; ``permissions`` say who that may be."""
        return self.filter(by=person)


class Import(SpaceRow):
    """One file. ``changes`` is what it will do, worked out against the organisation as ``basis`` describes it.

    If that is another one when the import is carried out, nothing is done and the table is made anew. ``rows`` and
    ``changes`` hold names and addresses: both are emptied when the import is over (``jobs``).
    """

    file_name = Line(max_length=200)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREPARED)
    rows = Structured(default=list, blank=True)
    changes = Structured(default=list, blank=True)
    faults = Structured(default=list, blank=True)
    basis = models.CharField(max_length=64)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = Words(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        file_name=STRUCTURE,
        state=STRUCTURE,
        rows=DRAFT,
        changes=DRAFT,
        faults=DRAFT,
        basis=STRUCTURE,
        done=STRUCTURE,
        total=STRUCTURE,
        problem=STRUCTURE,
        by=PERSON_REF,
        at=STRUCTURE,
        ended_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(ImportQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["space"], condition=Q(state=ImportState.RUNNING), name="one_import_runs_at_a_time"
            )
        ]
