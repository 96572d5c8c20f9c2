"""Appending a fact to a topic."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from pejl.foundation.live import waking
from pejl.foundation.live.models import Fact, Topic
from pejl.foundation.tenancy import scopes


def append(topic: str, kind: str, *, now: datetime, **ids: UUID | str | int) -> int:
    """Append a fact in the running transaction; returns its number.

    The number comes from a row locked until the commit: a database sequence would hand out numbers that commit in
    another order, and a reader would step over the late one. ``now`` may be a coarse step where time betrays.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A live fact belongs in the transaction of what it tells about.")
    Topic.objects.get_or_create(name=topic)
    counter: Topic = Topic.objects.select_for_update().get(name=topic)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    told = {name: str(value) for name, value in ids.items()}
    Fact.objects.create(topic=counter, number=counter.last_number, kind=kind, ids=told, at=now)
    waking.wake_after_commit(waking.key_of(scopes.current_space(), topic))
    return counter.last_number
