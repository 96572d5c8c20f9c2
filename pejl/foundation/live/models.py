"""Live facts: what changed in a topic, numbered without gaps in the order of the commits."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, declare
from pejl.foundation.tenancy.rows import SpaceRow


class Topic(SpaceRow):
    """Something that screens follow, such as one meeting. Its row is the counter that commits queue on."""

    name = models.CharField(max_length=80)
    last_number = models.PositiveBigIntegerField(default=0)

    data = declare(name=STRUCTURE, last_number=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="topic_name_is_unique")]


class Fact(SpaceRow):
    """One change: its kind and the ids it concerns, never text; whoever shows it reads the database."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="facts")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    ids = models.JSONField(default=dict)
    at = models.DateTimeField()

    data = declare(topic=STRUCTURE, number=STRUCTURE, kind=STRUCTURE, ids=STRUCTURE, at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="fact_number_is_unique")]
