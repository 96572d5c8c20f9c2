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

from tests import migrated

pytest_plugins = ["tests.people"]

SUPERUSER_URL = os.environ.get("PEJL_TEST_DATABASE_URL", "")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """One migrated database for each worker, removed afterwards."""
    with django_db_blocker.unblock():
        database = PostgreSQL() if connection.vendor == "postgresql" else SQLite()
        database.make()
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
        """Copy the migrated file, and once more for restoring."""
        for copy in (self.path, self.kept):
            shutil.copyfile(migrated.sqlite_file(), copy)

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
    """A database of the owner's; restored by emptying what was empty after migrating.

    The first worker migrates its own and leaves a copy on the server, from which all others are made.
    """

    def __init__(self) -> None:
        self.name = settings.DATABASES["owner"]["NAME"]
        self.owner = settings.DATABASES["owner"]["USER"]
        self.migrated = f"pejl_migrated_{migrated.of_this_code()}"
        self.filled: set[str] = set()

    def make(self) -> None:
        """Make it as superuser, for the owner, and note the tables that migrations have put rows into."""
        self.remove()
        with self._superuser() as superuser:
            superuser.execute("SELECT pg_advisory_lock(hashtext('pejl_migrated'))")
            there = superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.migrated]).fetchone()
            self._copy(superuser, self.migrated if there else "template0", self.name)
            if not there:
                call_command("migrate", verbosity=0, interactive=False)
                connections.close_all()
                self._copy(superuser, self.name, self.migrated)
        self._remember()

    def _copy(self, superuser: psycopg.Connection, one: str, to: str) -> None:
        names = {"to": sql.Identifier(to), "owner": sql.Identifier(self.owner), "one": sql.Identifier(one)}
        superuser.execute(sql.SQL("CREATE DATABASE {to} OWNER {owner} TEMPLATE {one}").format(**names))

    def _remember(self) -> None:
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
