"""What the database promises, as the application opens it."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from django.db import connection, connections, transaction

from pejl.foundation.storage import library
from pejl.foundation.tenancy import operations, scopes
from pejl.organisation.models import Unit

WRITERS, WRITES = 6, 15


@pytest.mark.django_db(transaction=True)
def test_no_writer_is_turned_away_and_nothing_is_lost(now):
    """Read, change, write back, from several threads: with deferred transactions most would fail as locked."""
    space = operations.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        counter = Unit.objects.create(name="0", since_on=now.date())
    failures: list[Exception] = []

    def write():
        try:
            for _ in range(WRITES):
                with scopes.scope(space.pk), transaction.atomic():
                    row = Unit.objects.select_for_update().get(pk=counter.pk)
                    row.name = str(int(row.name) + 1)
                    row.save()
        except Exception as failure:  # noqa: BLE001 -- whatever it was, the test must show it
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with scopes.scope(space.pk):
        assert counter.again().name == str(WRITERS * WRITES)


if connection.vendor == "sqlite":

    def test_sqlite_commits_are_on_disk_before_they_are_acknowledged(db):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)

    def test_sqlite_is_new_enough(db):
        assert sqlite3.sqlite_version_info >= library.OLDEST

    def test_sqlite_too_old_is_refused(monkeypatch):
        monkeypatch.setattr(library, "OLDEST", (99, 0, 0))
        with pytest.raises(RuntimeError, match="too old"):
            library.use_current_sqlite()

else:

    def test_postgresql_is_new_enough(db):
        assert connection.pg_version >= 150000
