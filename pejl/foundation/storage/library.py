"""Which SQLite library is used: one without the WAL-reset race (fixed in 3.51.3)."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

OLDEST = (3, 51, 3)


def use_current_sqlite() -> None:
    """Put the wheel's SQLite in the place of the interpreter's own; must run before Django's first import of it.

    Where there is no wheel for the machine, the interpreter's own is used if it is new enough. Raises RuntimeError
    where it is older than the first one without the race between two connections that write and checkpoint at the
    same instant (sqlite.org/wal.html, "WAL-reset bug").
    """
    library = _wheel() or importlib.import_module("sqlite3")
    if library.sqlite_version_info < OLDEST:
        raise RuntimeError(
            f"SQLite {library.sqlite_version} is too old: Pejl needs {'.'.join(map(str, OLDEST))} or newer. "
            "Install the locked requirements again (make run does it), or use PostgreSQL."
        )


def _wheel() -> ModuleType | None:
    """The wheel, in its place; None where there is none for this machine."""
    try:
        wheel = importlib.import_module("pysqlite3")
    except ModuleNotFoundError:
        return None
    sys.modules["sqlite3"] = wheel
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return wheel
