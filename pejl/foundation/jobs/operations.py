"""Asking for work, and doing it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import import_string

from pejl.foundation.jobs.models import Job
from pejl.foundation.tenancy import scopes

Task = Callable[..., None]

logger = logging.getLogger("pejl.jobs")

MOST_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
KEPT_FOR = timedelta(days=14)


def enqueue(task: str, *, now: datetime, due_at: datetime | None = None, key: str | None = None, **ids: UUID) -> None:
    """Ask for a task of ``pejl.wiring.tasks`` in the running transaction: no commit, no work.

    ``key`` makes it happen once however often it is asked for. Raises LookupError for an unknown task.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Work is asked for in the transaction of what it follows from.")
    if task not in _tasks():
        raise LookupError(task)
    told = {name: str(value) for name, value in ids.items()}
    wanted = {"space_id": scopes.current_space(), "task": task, "ids": told, "due_at": due_at or now}
    if key is None:
        Job.objects.create(**wanted)
    else:
        Job.objects.get_or_create(key=key, defaults=wanted)


def work_one(*, now: datetime) -> bool:
    """Do the piece of work whose turn it is; False when nothing is due.

    A task that fails is tried again later, each time after a longer pause, and given up after MOST_ATTEMPTS. A
    worker that dies leaves its piece claimed; after LEASE another takes it up: tasks must bear being done twice.
    """
    job = _claim(now)
    if job is None:
        return False
    try:
        with scopes.scope(job.space_id):
            _tasks()[job.task](now=now, **{name: UUID(value) for name, value in job.ids.items()})
    except Exception as failure:
        logger.exception("Task %s failed, attempt %d", job.task, job.attempts)
        _give_back(job, type(failure).__name__, now)
    else:
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, done_at=now, failure="")
    return True


def drop(task: str, *, before: datetime) -> int:
    """Give up what still waits of a task in the entered space and was due before a moment; returns how many rows went.

    Work that somebody has begun is not stopped.
    """
    waiting = Job.objects.filter(state=Job.State.WAITING, space_id=scopes.current_space(), task=task)
    return waiting.filter(due_at__lt=before).delete()[0]


def clear(*, now: datetime) -> int:
    """Forget work that is long done; returns how many rows went."""
    return Job.objects.filter(state=Job.State.DONE, done_at__lt=now - KEPT_FOR).delete()[0]


@transaction.atomic
def _claim(now: datetime) -> Job | None:
    abandoned = models.Q(state=Job.State.RUNNING, claimed_at__lt=now - LEASE)
    waiting = models.Q(state=Job.State.WAITING, due_at__lte=now)
    rows = Job.objects.filter(abandoned | waiting).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    job = rows.first()
    if job is not None:
        job.state, job.claimed_at, job.attempts = Job.State.RUNNING, now, job.attempts + 1
        job.save(update_fields=["state", "claimed_at", "attempts"])
    return job


def _give_back(job: Job, failure: str, now: datetime) -> None:
    state = Job.State.FAILED if job.attempts >= MOST_ATTEMPTS else Job.State.WAITING
    pause = timedelta(seconds=10 * 3 ** (job.attempts - 1))
    Job.objects.filter(pk=job.pk).update(state=state, due_at=now + pause, failure=failure[:120])


def _tasks() -> dict[str, Task]:
    tasks: dict[str, Task] = import_string(f"{settings.PEJL_WIRING}.tasks.TASKS")
    return tasks
