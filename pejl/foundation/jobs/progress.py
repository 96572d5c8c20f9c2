"""How far a piece of work has come, told beside the database: its transaction hides what it writes until it is over.

Kept in the data folder, so it is known on the machine the worker runs on; elsewhere, and afterwards, it is None.
"""

from __future__ import annotations

from uuid import UUID

from django.core.cache import caches


def tell(work: UUID, done: int) -> None:
    """So much of the work is done."""
    caches["progress"].set(work.hex, done)


def of(work: UUID) -> int | None:
    """How much of the work is done, where it is known."""
    done: int | None = caches["progress"].get(work.hex)
    return done
