"""Parts of a longer command: each is announced, timed and may stop the whole.

Only the standard library: set-up runs this before anything is installed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"


class Failed(Exception):
    """A part did not succeed; the message is for the person at the terminal."""


@contextlib.contextmanager
def part(name: str) -> Iterator[None]:
    """Announce a part and say how many seconds it took."""
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    try:
        yield
    finally:
        print(f"   {name}: {time.monotonic() - begun:.1f} s", flush=True)


def call(*command: str | Path, env: Mapping[str, str] | None = None, folder: Path = ROOT) -> None:
    """Run a program, in the project folder unless another is named; what it prints is shown.

    Raises Failed when it cannot be started or ends with anything but 0.
    """
    if status(*command, env=env, folder=folder) != 0:
        raise Failed(f"Failed: {' '.join(map(str, command))}")


def status(*command: str | Path, env: Mapping[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run a program in the project folder and return how it ended; raises Failed if it is not there."""
    try:
        return subprocess.run(list(map(str, command)), cwd=folder, env=env, check=False).returncode
    except OSError as error:
        raise Failed(f"Could not start {command[0]}: {error}") from error


def own_environment(**more: str) -> dict[str, str]:
    """The environment for a tool that only looks at the code: away from anybody's data and database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEJL_")}
    return {**kept, "PEJL_DATA": str(ROOT / "build/data"), **more}


def inside(*arguments: str, env: Mapping[str, str] | None = None) -> None:
    """Run a Python module of the project's own environment: inside("pytest", "-q")."""
    call(PYTHON, "-m", *arguments, env=env)


def main(work: Callable[[], int | None]) -> None:
    """Run a command's function and end with its status; a failed part ends it with its message and status 1."""
    # Told to end, clean up as after Ctrl-C: servers that were started must not be left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        result = work()
    except Failed as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(result)
