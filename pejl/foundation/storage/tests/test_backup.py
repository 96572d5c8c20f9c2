from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from pejl.foundation.storage import backup


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "pejl.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE pairs (id INTEGER PRIMARY KEY, one INTEGER, two INTEGER)")
        connection.executemany("INSERT INTO pairs (one, two) VALUES (?, ?)", [(n, n) for n in range(2000)])
        connection.commit()
    return path


def test_backup_holds_every_row(database, tmp_path):
    assert backup.take(database, tmp_path / "copy.sqlite3") == {"pairs": 2000}


def test_backup_taken_while_writing_is_one_moment(database, tmp_path):
    """Each transaction changes both columns of all rows; no copy may show a half of one."""
    stop = threading.Event()

    def write():
        with closing(sqlite3.connect(database, timeout=10)) as connection:
            while not stop.is_set():
                with connection:
                    connection.execute("UPDATE pairs SET one = one + 1")
                    connection.execute("UPDATE pairs SET two = two + 1")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            copy = tmp_path / f"copy-{number}.sqlite3"
            backup.take(database, copy)
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("SELECT count(*) FROM pairs WHERE one <> two").fetchone() == (0,)
    finally:
        stop.set()
        thread.join()


def test_backup_overwrites_nothing(database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("precious")
    with pytest.raises(backup.BackupFailed):
        backup.take(database, copy)
    assert copy.read_text() == "precious"


def test_backup_of_a_damaged_database_gets_no_name(database, tmp_path):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 3000)
    with pytest.raises((backup.BackupFailed, sqlite3.DatabaseError)):
        backup.take(database, tmp_path / "copy.sqlite3")
    assert list(tmp_path.glob("*copy*")) == []


def test_backup_is_for_the_owners_eyes(database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    backup.take(database, copy)
    assert copy.stat().st_mode & 0o077 == 0
