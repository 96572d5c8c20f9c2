"""The supervisor with real processes, small ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pejl.wiring import processes
from pejl.wiring.processes import Program, Supervisor

pytestmark = pytest.mark.once

SLEEPS = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
NOTES_ITS_PARENT = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a')); time.sleep(60)"


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def is_alive(process: int) -> bool:
    """Neither gone nor a zombie nobody has collected yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def numbers(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.fixture
def own_process(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """A supervisor as a program of its own, with children that note who they are in a file."""
    started = []

    def start(code: str = NOTES_ITS_PARENT, count: int = 2, grace: float = 5) -> subprocess.Popen[str]:
        program = textwrap.dedent(f"""
            from pejl.wiring.processes import Program, Supervisor
            import sys
            command = [sys.executable, "-c", {code!r}, sys.argv[1]]
            programs = [Program(f"Child {{number}}", command) for number in range({count})]
            Supervisor(programs, grace_seconds={grace}).run()
            print("ended", flush=True)
        """)
        command = python(program, tmp_path / "children")
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
    for child in numbers(tmp_path / "children"):
        if is_alive(child):
            os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_supervisor_ends_every_child(own_process, tmp_path, number) -> None:
    supervisor = own_process()
    until(lambda: len(numbers(tmp_path / "children")) == 2)
    supervisor.send_signal(number)
    assert supervisor.wait(10) == 0
    assert supervisor.stdout.read() == "ended\n"
    assert not any(is_alive(child) for child in numbers(tmp_path / "children"))


def test_ctrl_c_in_the_terminal_ends_every_child_once(own_process, tmp_path) -> None:
    supervisor = own_process()
    until(lambda: len(numbers(tmp_path / "children")) == 2)
    os.killpg(supervisor.pid, signal.SIGINT)  # what a terminal does
    assert supervisor.wait(10) == 0
    assert not any(is_alive(child) for child in numbers(tmp_path / "children"))


def test_children_end_when_the_supervisor_is_killed(own_process, tmp_path) -> None:
    supervisor = own_process()
    until(lambda: len(numbers(tmp_path / "children")) == 2)
    supervisor.kill()
    supervisor.wait(10)
    until(lambda: not any(is_alive(child) for child in numbers(tmp_path / "children")))


def test_child_that_died_is_started_again(own_process, tmp_path) -> None:
    supervisor = own_process(count=1)
    until(lambda: len(numbers(tmp_path / "children")) == 1)
    os.kill(numbers(tmp_path / "children")[0], signal.SIGKILL)
    until(lambda: len(numbers(tmp_path / "children")) == 2)
    supervisor.terminate()
    supervisor.wait(10)
    assert supervisor.stdout.readline() == "Child 0 was ended by SIGKILL; it starts again in 0.5 s.\n"


def test_child_that_keeps_failing_waits_longer_each_time() -> None:
    child = processes.Child(Program("Child", python("raise SystemExit(3)")))
    waits = []
    for _ in range(3):
        child.start()
        until(lambda: child.process.poll() is not None)
        assert child.ended() == 3
        waits.append(child.wait_seconds())
    child.failures = 20
    assert [*waits, child.wait_seconds()] == [0.5, 1.0, 2.0, 5.0]


def test_child_that_lived_long_starts_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SETTLED_SECONDS", 0.0)
    child = processes.Child(Program("Child", python("")), failures=9)
    child.start()
    until(lambda: child.process.poll() is not None)
    child.ended()
    assert child.wait_seconds() == 0.5


def test_child_that_does_not_listen_is_ended_after_the_grace_time(own_process) -> None:
    supervisor = own_process(STUBBORN, count=1, grace=0.3)
    assert supervisor.stdout.readline() == "up\n"
    supervisor.terminate()
    assert supervisor.wait(5) == 0
    assert supervisor.stdout.read() == "Child 0 did not end by itself and was ended.\nended\n"


def test_second_ctrl_c_does_not_wait_for_the_grace_time(own_process) -> None:
    supervisor = own_process(STUBBORN, count=1, grace=60)
    assert supervisor.stdout.readline() == "up\n"
    supervisor.send_signal(signal.SIGINT)
    time.sleep(0.3)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(5) == 0


def test_what_a_child_has_started_ends_with_it(own_process, tmp_path) -> None:
    starts_another = (
        "import subprocess, sys, time; "
        f"subprocess.Popen([sys.executable, '-c', {NOTES_ITS_PARENT!r}, sys.argv[1]]); time.sleep(60)"
    )
    supervisor = own_process(starts_another, count=1)
    until(lambda: len(numbers(tmp_path / "children")) == 1)
    supervisor.terminate()
    supervisor.wait(10)
    until(lambda: not is_alive(numbers(tmp_path / "children")[0]))


def test_supervisor_gives_the_signals_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    looks = []

    def look() -> None:
        looks.append(1)
        os.kill(os.getpid(), signal.SIGTERM)

    Supervisor([Program("Child", python(SLEEPS))], each_look=look).run()
    assert looks == [1]
    assert signal.getsignal(signal.SIGTERM) == before
