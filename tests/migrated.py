"""A database as it stands after migrating, made once for this code and copied wherever a test needs one.

Migrating takes longer than most tests. What is copied was made the way production makes it, from exactly this code:
whenever a file of Pejl's or the set of packages changes, it is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "build" / "migrated"


@cache
def of_this_code() -> str:
    """A name for the database that this code makes."""
    digest = hashlib.sha256(sys.version.encode())
    for file in [*sorted((PROJECT / "pejl").rglob("*.py")), PROJECT / "requirements" / "run.txt"]:
        if "tests" not in file.parts:
            digest.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def sqlite_file() -> Path:
    """The migrated file, to be copied and never written to; made by whoever needs it first while others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = FOLDER / f"{of_this_code()}.sqlite3"
    with _turn():
        if not wanted.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            _migrate(wanted)
    return wanted


def _migrate(wanted: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEJL_", "DJANGO_"))}
    with tempfile.TemporaryDirectory(dir=FOLDER) as data:
        environment = {**kept, "PEJL_DATA": data}
        subprocess.run([sys.executable, "-m", "pejl", "migrate", "-v0"], cwd=PROJECT, env=environment, check=True)
        (Path(data) / "pejl.sqlite3").rename(wanted)


@contextmanager
def _turn() -> Iterator[None]:
    """One at a time, on this machine."""
    with (FOLDER / "turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
