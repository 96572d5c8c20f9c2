"""Requests that only read cannot write: the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def only(using: str = "default") -> Iterator[None]:
    """Make SQLite refuse every write on this connection until the end of the block.

    PostgreSQL has read-only transactions for this; ``tenancy.scopes`` opens them.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        # By the driver itself: Django refuses statements in a transaction that is broken, and this must happen.
        if connection.connection is not None:
            connection.connection.execute("PRAGMA query_only=OFF")
