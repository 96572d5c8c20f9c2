"""A copy of the embedded database, taken while Pejl runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

PAGES_AT_ONCE = 2_000


class BackupFailed(RuntimeError):
    """No backup was made; the sentence says why."""


def take(database: Path, copy: Path) -> dict[str, int]:
    """Copy ``database`` to ``copy`` by SQLite's online backup; returns the number of rows of each table.

    Writers go on meanwhile: the copy is one moment of the database. It gets its name only when it has been checked,
    so a backup that is there is whole. Raises BackupFailed; an existing file is never overwritten.
    """
    if copy.exists():
        raise BackupFailed(f"{copy} is there already: choose another name.")
    if not database.is_file():
        raise BackupFailed(f"There is no database at {database}.")
    unfinished = copy.with_name(f".{copy.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        _copy(database, unfinished)
        rows = _checked(unfinished)
        unfinished.rename(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    _on_disk(copy.parent)
    return rows


def _copy(database: Path, unfinished: Path) -> None:
    reading, writing = sqlite3.connect(f"file:{database}?mode=ro", uri=True), sqlite3.connect(unfinished)
    with closing(reading) as source, closing(writing) as target:
        source.backup(target, pages=PAGES_AT_ONCE)
        target.execute("PRAGMA journal_mode=DELETE")
    descriptor = os.open(unfinished, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _checked(unfinished: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{unfinished}?mode=ro", uri=True)) as copied:
        (verdict,) = copied.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise BackupFailed(f"The copy is damaged: {verdict}")
        return dict(_counts(copied))


def _counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        # The name comes from the database itself.
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
        yield table, count


def _on_disk(folder: Path) -> None:
    """Make the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
