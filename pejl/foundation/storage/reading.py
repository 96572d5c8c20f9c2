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
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only=OFF")
