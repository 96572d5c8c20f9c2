"""Work that waits: rows in the same database, written in the transaction that asks for it."""

from __future__ import annotations

import uuid

from django.db import models

from pejl.foundation.privacy.declarations import STRUCTURE, declare


class Job(models.Model):
    """One piece of work: the tested name of a task, the space to do it in, and ids.

    Belongs to no space, since the worker looks at all of them; holds ids only.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space_id = models.UUIDField()
    task = models.CharField(max_length=80)
    ids = models.JSONField(default=dict)
    key = models.CharField(max_length=120, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=120, blank=True)

    data = declare(
        space_id=STRUCTURE,
        task=STRUCTURE,
        ids=STRUCTURE,
        key=STRUCTURE,
        state=STRUCTURE,
        due_at=STRUCTURE,
        claimed_at=STRUCTURE,
        done_at=STRUCTURE,
        attempts=STRUCTURE,
        failure=STRUCTURE,
    )

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="job_by_turn")]
