"""Time and memory: every attack is refused in a second and in 100 MiB, the whole way through the other process."""

from __future__ import annotations

import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile

import pytest

from pejl.foundation.files import examining, naming
from pejl.foundation.files.examining import PROJECT, examine
from pejl.foundation.files.inspection.faults import Why
from pejl.foundation.files.sentences import Unkept
from pejl.foundation.files.tests.disarmed import DISARMED
from pejl.foundation.files.tests.harmless import HARMLESS
from pejl.foundation.files.tests.hostile import ATTACKS

pytestmark = [pytest.mark.endure, pytest.mark.once]

SECONDS = 1.0
# Refused before the process is asked.
BEFORE = (Why.UNKNOWN_KIND, Why.TOO_LARGE)
MEMORY_KIB = 100 * 1024


def measured(name: str, content: bytes) -> tuple[float, int, dict]:
    """Seconds of a processor and KiB that the other process took, and what it said."""
    command = [sys.executable, "-m", "pejl.foundation.files.inspection", naming.promised(name).value]
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as result:
        sent.write(content)
        sent.seek(0)
        process = subprocess.Popen(command, stdin=sent, stdout=result, cwd=PROJECT, env={})
        _, _status, usage = os.wait4(process.pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        process.returncode = 0
        result.seek(0)
        return seconds, usage.ru_maxrss, json.loads(result.readline())


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if attack.why not in BEFORE])
def test_attack_is_refused_in_time_and_memory(name):
    attack = ATTACKS[name]
    seconds, memory, told = measured(attack.name, attack.make())
    _idle_seconds, idle, _told = measured("a.txt", b"hej")
    assert told["why"] == attack.why
    assert seconds < SECONDS
    assert memory - idle < MEMORY_KIB


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_of_an_attack_is_left(name, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    attack = ATTACKS[name]
    content = attack.make()
    gc.collect()
    with pytest.raises(Unkept) as refused:
        examine(upload=io.BytesIO(content), name=attack.name)
    assert refused.value.why is attack.why
    assert list(tmp_path.iterdir()) == []


def test_the_process_that_asks_takes_no_more_memory_for_a_refusal():
    """What unpacks, unpacks elsewhere."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    contents = [(attack.name, attack.make()) for attack in list(ATTACKS.values())[:60]]
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in contents:
        with pytest.raises(Unkept):
            examine(upload=io.BytesIO(content), name=name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, made) < MEMORY_KIB


@pytest.mark.parametrize("name", [*HARMLESS, *DISARMED])
def test_every_file_gets_through(name):
    called, make = HARMLESS[name] if name in HARMLESS else (DISARMED[name].name, DISARMED[name].make)
    assert examine(upload=io.BytesIO(make()), name=called).size > 0
    assert examining._places.acquire(blocking=False)
    examining._places.release()
