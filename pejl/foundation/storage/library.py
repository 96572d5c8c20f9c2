"""Which SQLite library is used: one without the WAL-reset race (fixed in 3.51.3)."""

from __future__ import annotations

import sys

import pysqlite3
import pysqlite3.dbapi2

OLDEST = (3, 51, 3)


def use_current_sqlite() -> None:
    """Put the wheel's SQLite in the place of the interpreter's own; must run before Django's first import of it.

    Raises RuntimeError where the library found is older than the first one without the race between two
    connections that write and checkpoint at the same instant (sqlite.org/wal.html, "WAL-reset bug").
    """
    if pysqlite3.sqlite_version_info < OLDEST:
        raise RuntimeError(
            f"SQLite {pysqlite3.sqlite_version} is too old: Pejl needs {'.'.join(map(str, OLDEST))} or newer. "
            "Install the locked requirements again: make run does it."
        )
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
