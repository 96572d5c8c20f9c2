"""`run`, whole: what `make run` starts, and what Ctrl-C leaves behind."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError

from pejl.wiring import certificates
from pejl.wiring.management.commands import run
from tests import migrated

pytestmark = pytest.mark.once

PROJECT = Path(__file__).resolve().parents[3]
START_SECONDS = 60


class Pejl:
    """One `python -m pejl run` with a data folder of its own, on the embedded database."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEJL_", "DJANGO_"))}
        environment = {**kept, "PEJL_DATA": str(data), "PORT": str(port), "PYTHONUNBUFFERED": "1", **settings}
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pejl", "run"],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def said_until(self, words: str) -> str:
        """What it printed up to these words."""
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(f"It ended without saying {words!r}:\n{said}")

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status
        finally:
            connection.close()

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in listed.split()]

    def end(self) -> str:
        """What it printed from Ctrl-C to its end."""
        os.killpg(self.process.pid, signal.SIGINT)
        said, _ = self.process.communicate(timeout=30)
        return said


@pytest.fixture
def port() -> int:
    return run.free_port()


@pytest.fixture
def pejl(tmp_path: Path, port: int) -> Iterator[Callable[..., Pejl]]:
    """Starts one, on a database that is there already unless it is to begin with nothing."""
    started = []

    def start(*, with_nothing: bool = False, **settings: str) -> Pejl:
        if not with_nothing and not (tmp_path / "data").exists():
            (tmp_path / "data").mkdir()
            shutil.copyfile(migrated.sqlite_file(), tmp_path / "data/pejl.sqlite3")
        started.append(Pejl(tmp_path / "data", port, **settings))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def test_run_serves_until_ctrl_c_and_keeps_the_data(pejl: Callable[..., Pejl], tmp_path: Path) -> None:
    first = pejl(with_nothing=True)
    assert f"http://localhost:{first.port}" in first.said_until("Pejl is running")
    assert first.status("/healthz") == 200
    children = first.children()
    assert len(children) == 3  # two web processes and the worker
    assert "Pejl has stopped." in first.end()
    assert first.process.returncode == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)

    key = (tmp_path / "data/secret-key").read_text()
    made = (tmp_path / "data/pejl.sqlite3").stat().st_ino
    second = pejl(PEJL_PROCESSES="1")
    second.said_until("Pejl is running")
    assert second.status("/healthz") == 200
    assert len(second.children()) == 2
    second.end()
    assert (tmp_path / "data/secret-key").read_text() == key
    assert (tmp_path / "data/pejl.sqlite3").stat().st_ino == made


def test_run_speaks_https_with_a_certificate(pejl: Callable[..., Pejl], tmp_path: Path) -> None:
    made = certificates.make(tmp_path / "certificate", ["localhost"], now=datetime.now(UTC))
    one = pejl(PEJL_CERTIFICATE=str(made.certificate), PEJL_CERTIFICATE_KEY=str(made.key), PEJL_PROCESSES="1")
    assert f"https://localhost:{one.port}" in one.said_until("Pejl is running")
    trusting = ssl.create_default_context(cafile=str(made.authority))
    connection = http.client.HTTPSConnection("localhost", one.port, timeout=10, context=trusting)
    connection.request("GET", "/log-ind/")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Strict-Transport-Security") is None) == (200, False)
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    assert all(cookie.startswith("__Host-") and "; Secure" in cookie for cookie in cookies)
    connection.close()


@pytest.mark.parametrize(("words", "demo"), [("Making the demo job centres", "1"), ("Pejl is running", "0")])
def test_ctrl_c_is_quiet_at_any_time(pejl: Callable[..., Pejl], words: str, demo: str) -> None:
    one = pejl(PEJL_DEMO=demo)
    one.said_until(words)
    said = one.end()
    assert "Traceback" not in said
    assert "Pejl has stopped." in said
    assert one.process.returncode == 0


def test_description_that_is_cut_short_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C can end it before it has a process group of its own; Pejl is then asked to end as always."""
    said: list[str] = []
    monkeypatch.setattr(run, "answers", lambda host, port: True)
    monkeypatch.setattr(run, "has_demo", lambda: True)
    monkeypatch.setattr(run, "ended_with", lambda *arguments: -signal.SIGINT)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        announcement = run.Announcement(said.append, listener)
        announcement.make_once()
    assert announcement.is_made
    assert "Pejl is running" in said[0]
    assert said[-1].startswith("Stop it with Ctrl-C")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_that_python_drops_is_not_lost() -> None:
    class Finalised:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def drop() -> None:
        one = Finalised()
        del one

    with pytest.raises(KeyboardInterrupt), run.ctrl_c_is_not_lost():
        drop()


def test_web_process_that_is_killed_is_replaced(pejl: Callable[..., Pejl]) -> None:
    one = pejl(PEJL_PROCESSES="1")
    one.said_until("Pejl is running")
    web, worker = one.children()
    os.kill(web, signal.SIGKILL)
    assert "Web process 1 was ended by SIGKILL; it starts again in 0.5 s." in one.said_until("starts again")
    end = time.monotonic() + START_SECONDS
    while web in one.children() or len(one.children()) < 2:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert one.status("/healthz") == 200
    assert worker in one.children()
    one.end()


def test_taken_port_is_said_with_what_to_do(pejl: Callable[..., Pejl], port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        said, _ = pejl().process.communicate(timeout=START_SECONDS)
    assert f"Port {port} is taken by another program." in said
    assert f"PORT={port + 1} make run" in said
    assert "Traceback" not in said


def test_demo_is_not_shown_to_other_machines(pejl: Callable[..., Pejl]) -> None:
    said, _ = pejl(PEJL_DEMO="1", PEJL_HOST="0.0.0.0").process.communicate(timeout=START_SECONDS)
    assert "The demo lets everybody in as anybody" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1"])
def test_demo_runs_on_this_machine(host: str) -> None:
    run.require_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "pejl.example", ""])
def test_demo_runs_nowhere_else(host: str) -> None:
    with pytest.raises(CommandError):
        run.require_loopback(host)


def test_sockets_share_a_port_among_themselves_only(port: int) -> None:
    with run.listening("127.0.0.1", port, 3) as listeners:
        assert [listener.getsockname() for listener in listeners] == [("127.0.0.1", port)] * 3
        with pytest.raises(CommandError, match=f"Port {port} is taken"), run.listening("127.0.0.1", port, 1):
            pass


def test_answers_is_false_where_nobody_listens(port: int) -> None:
    assert not run.answers("127.0.0.1", port)
