"""The database of a test run: made the way production makes it, on either database.

Django's own test databases are made by the user that the tests then run as. Pejl's are owned by one role and used
by another, as in production; otherwise row-level security would hold nobody back. On SQLite it is a file, because a
database in memory knows no locks.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.sqlite3.base import Database
from django.test import TransactionTestCase
from psycopg import sql

pytest_plugins = ["tests.people"]

SUPERUSER_URL = os.environ.get("PEJL_TEST_DATABASE_URL", "")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """One migrated database for each worker, removed afterwards."""
    with django_db_blocker.unblock():
        database = PostgreSQL() if connection.vendor == "postgresql" else SQLite()
        database.make()
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        database.remember()
    with pytest.MonkeyPatch.context() as patch:
        # After a test that commits, Django would empty all tables as the user of the tests, who may not.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.restore())
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        database.remove()


class SQLite:
    """A file; restored by copying it back as it was after migrating."""

    def __init__(self) -> None:
        self.path = Path(settings.DATABASES["default"]["NAME"])
        self.kept = self.path.with_suffix(".kept")

    def make(self) -> None:
        """Nothing to make: the first connection makes the file."""

    def remember(self) -> None:
        """Keep a copy; the last connection has been closed, so that all is in the one file."""
        shutil.copyfile(self.path, self.kept)

    def restore(self) -> None:
        """Put the copy back, by the library itself: a thread of the test may still have the file open."""
        connections.close_all()
        with closing(Database.connect(self.kept)) as kept, closing(Database.connect(self.path)) as current:
            kept.backup(current)

    def remove(self) -> None:
        """Take both files away."""
        self.path.unlink()
        self.kept.unlink()


class PostgreSQL:
    """A database of the owner's; restored by emptying what was empty after migrating."""

    def __init__(self) -> None:
        self.name = settings.DATABASES["owner"]["NAME"]
        self.owner = settings.DATABASES["owner"]["USER"]
        self.filled: set[str] = set()

    def make(self) -> None:
        """Make it as superuser, for the owner."""
        self.remove()
        name, owner = sql.Identifier(self.name), sql.Identifier(self.owner)
        with self._superuser() as superuser:
            superuser.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(name, owner))

    def remember(self) -> None:
        """Note the tables that migrations have put rows into."""
        with self._superuser(self.name) as superuser:
            self.filled = {
                table
                for table in self._tables(superuser)
                if superuser.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone()
            }

    def restore(self) -> None:
        """Empty all other tables. As superuser: neither the walls nor "append-only" hold for it."""
        connections.close_all()
        with self._superuser(self.name) as superuser:
            tables = [sql.Identifier(table) for table in self._tables(superuser) if table not in self.filled]
            if tables:
                superuser.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))

    def remove(self) -> None:
        """Drop it, whoever is still connected."""
        with self._superuser() as superuser:
            superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def _superuser(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(SUPERUSER_URL, dbname=database, autocommit=True)

    def _tables(self, superuser: psycopg.Connection) -> list[str]:
        rows = superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return [table for (table,) in rows]
