"""Recording that something happened, and letting those above react to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from pejl.foundation.audit.models import Event
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow

Reaction = Callable[..., None]


def record(event: str, subject: SpaceRow, *, by: Person | None, now: datetime, **about: Any) -> None:
    """Write one audit line and run the reactions that the wiring names for this event, in the same transaction.

    ``event`` is ``noun.past_tense``. ``about`` is handed to the reactions only; it is not stored.
    """
    _write(event, subject._meta.model_name or "", subject.pk, by.pk if by else None, now)
    for react in _reactions().get(event, ()):
        react(subject, by=by, now=now, **about)


def record_all(event: str, subjects: Sequence[SpaceRow], *, by: Person | None, now: datetime) -> None:
    """As ``record`` for each of many rows of one kind, with the lines written at once."""
    _require_transaction()
    Event.objects.bulk_create(
        Event(
            event=event,
            subject_kind=subject._meta.model_name or "",
            subject_id=subject.pk,
            by_id=by.pk if by else None,
            at=now,
        )
        for subject in subjects
    )
    for react in _reactions().get(event, ()):
        for subject in subjects:
            react(subject, by=by, now=now)


def record_anonymous(event: str, *, now: datetime) -> None:
    """Write that something happened without who or to what; ``now`` must already be a coarse step of time."""
    _write(event, "", None, None, now)


def _write(event: str, kind: str, subject_id: Any, by_id: Any, now: datetime) -> None:
    _require_transaction()
    Event.objects.create(event=event, subject_kind=kind, subject_id=subject_id, by_id=by_id, at=now)


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("An audit line belongs in the transaction of what it tells about.")


def _reactions() -> dict[str, tuple[Reaction, ...]]:
    reactions: dict[str, tuple[Reaction, ...]] = import_string(f"{settings.PEJL_WIRING}.reactions.REACTIONS")
    return reactions
