"""The process that looks can do nothing but look."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from pejl.foundation.files import examining
from pejl.foundation.files.examining import PROJECT
from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.kinds import Kind

pytestmark = pytest.mark.once

START = "from pejl.foundation.files.inspection.__main__ import bring, give_up; bring(); give_up();"


def after_giving_up(code: str) -> subprocess.CompletedProcess[str]:
    """What a parser that was taken over would try."""
    command = [sys.executable, "-c", f"import os, socket; {START} {code}"]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, env={})


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("open('/etc/passwd')", "Too many open files"),
        ("open('pejl/__init__.py')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
        ("os.listdir('/')", "Too many open files"),
        ("os.pipe()", "Too many open files"),
        ("bytearray(2_000_000_000)", "MemoryError"),
    ],
)
def test_what_it_gave_up_is_refused(code, refusal):
    done = after_giving_up(code)
    assert done.returncode == 1
    assert refusal in done.stderr


def test_time_is_counted():
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode < 0


def test_limits_are_the_ones_that_are_set():
    done = after_giving_up("import resource; print(*(resource.getrlimit(one) for one in (0, 2, 1, 6, 7)))")
    assert done.stderr == ""
    wanted = [
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_DATA, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_BYTES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ]
    code = f"import resource; print([resource.getrlimit(one) for one in {[one for one, _ in wanted]}])"
    assert after_giving_up(code).stdout.strip() == str([(most, most) for _, most in wanted])


def test_it_is_told_no_secrets(monkeypatch):
    """Neither the key nor the way to the database stands in its environment."""
    told = {}

    def run(*_, **more):
        told.update(more)
        return subprocess.CompletedProcess([], 0)

    monkeypatch.setenv("PEJL_SECRET_KEY", "hemmelig")
    monkeypatch.setattr(examining.subprocess, "run", run)
    assert examining._run(Kind.TEXT, None, None) == 0
    assert set(told["env"]) == {"PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING"}
