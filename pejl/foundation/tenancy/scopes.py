"""Which space the running code works in. Nothing that belongs to a space is reached outside a scope."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction

from pejl.foundation.storage import reading


class NoScope(RuntimeError):
    """A row of some space was asked for, but nobody said which space we are in: a bug, never a person's mistake."""


_space: ContextVar[UUID | None] = ContextVar("pejl_space", default=None)


def current_space() -> UUID:
    """The id of the space we are in; raises NoScope outside one."""
    space_id = _space.get()
    if space_id is None:
        raise NoScope("No space is entered: use scopes.scope(space_id).")
    return space_id


def is_entered() -> bool:
    """Whether a space is entered."""
    return _space.get() is not None


def is_wall_up() -> bool:
    """Whether managers filter by space. Only the canary test takes this wall down, to see the other one hold."""
    return bool(getattr(settings, "PEJL_SCOPES", True))


@contextmanager
def scope(space_id: UUID, *, read_only: bool = False) -> Iterator[None]:
    """Work inside one space until the end of the block.

    On PostgreSQL the block is one transaction, so that row-level security sees the space for exactly as long;
    on SQLite there is none, since it would make readers queue with writers. With ``read_only`` the database
    refuses every write.
    """
    token = _space.set(space_id)
    try:
        if connections["default"].vendor == "postgresql":
            with _transaction_that_knows("pejl.space", space_id, read_only=read_only):
                yield
        elif read_only:
            with reading.only():
                yield
        else:
            yield
    finally:
        _space.reset(token)


@contextmanager
def as_if_in(space_id: UUID) -> Iterator[None]:
    """Write down questions as for this space, without asking any: the database is not told of it."""
    token = _space.set(space_id)
    try:
        yield
    finally:
        _space.reset(token)


@contextmanager
def of_account(account_id: UUID) -> Iterator[None]:
    """Let an account see its own persons in every space, and nothing else: how a login finds its seats."""
    if connections["default"].vendor != "postgresql":
        yield
        return
    with _transaction_that_knows("pejl.account", account_id, read_only=False):
        yield


@contextmanager
def _transaction_that_knows(name: str, value: UUID, *, read_only: bool) -> Iterator[None]:
    """A PostgreSQL transaction with a transaction-local value that the row-level policies read."""
    connection = connections["default"]
    is_nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        # One round trip; the former value comes back by hand only where a savepoint, not a transaction, ends.
        cursor.execute(
            """
            SELECT current_setting(%s, true), set_config(%s, %s, true), set_config('transaction_read_only',
                CASE WHEN %s THEN 'on' ELSE current_setting('transaction_read_only') END, true)
            """,
            [name, name, str(value), read_only],
        )
        before = cursor.fetchone()[0] or ""
        yield
        if is_nested and not connection.needs_rollback:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, before])
