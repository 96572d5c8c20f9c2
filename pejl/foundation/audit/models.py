"""What was done, by whom, to what: ids only, never text."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, declare
from pejl.foundation.tenancy.rows import SpaceRow


class Event(SpaceRow):
    """One line of the audit trail. No foreign keys, so that it never stands in the way of life.

    ``by_id`` and the subject are empty where an act must stay anonymous.
    """

    append_only = True

    event = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    data = declare(event=STRUCTURE, subject_kind=STRUCTURE, subject_id=STRUCTURE, by_id=PERSON_REF, at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["space", "at"], name="audit_by_time")]
