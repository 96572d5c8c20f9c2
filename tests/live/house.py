"""The real program with a database of its own, for tests that end its processes in every way there is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import psycopg

from scripts import postgres
from tests import migrated
from tests.live.hall import Hall

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS, STOP_SECONDS = 120.0, 30.0
LOTS = 12


class House:
    """``python -m pejl run`` on a port of its own, without the demo."""

    def __init__(self, folder: Path, variables: Mapping[str, str] | None = None) -> None:
        self.port = postgres.free_port()
        self.said = folder / "said"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEJL_", "DJANGO_"))}
        own = {"PEJL_DEMO": "0", "PEJL_DATA": str(folder / "data"), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self._environment = {**kept, **own, **(variables or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def furnish(self, people: int) -> Hall:
        """Make its database, and a meeting under way in it."""
        if "PEJL_DATABASE_URL" not in self._environment:
            data = Path(self._environment["PEJL_DATA"])
            data.mkdir()
            shutil.copyfile(migrated.sqlite_file(), data / "pejl.sqlite3")
        command = [sys.executable, "-m", "tests.live.hall", str(people)]
        done = subprocess.run(command, cwd=PROJECT, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return Hall(**json.loads(done.stdout.splitlines()[-1]))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.said.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pejl", "run"],
                cwd=PROJECT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while not self.answers() or len(self.web_processes()) < 2:
            assert self._process.poll() is None, f"It ended:\n{self.said.read_text()}"
            assert time.monotonic() < end, f"It does not answer:\n{self.said.read_text()}"
            time.sleep(0.1)
        self.wait_until_whole()

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        finally:
            self._process.kill()
            self._process = None

    def web_processes(self) -> list[int]:
        """The processes that answer, by their ids."""
        assert self._process is not None
        listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [int(one) for one in listed if b"\0serve\0" in _command_of(int(one))]

    def kill_one(self) -> int:
        """``kill -9`` of one process that answers; the supervisor starts another. Returns the id of the killed one."""
        victim = self.web_processes()[0]
        os.kill(victim, signal.SIGKILL)
        return victim

    def wait_until_whole(self) -> None:
        """Until every process answers: the kernel spreads new connections over them by lot."""
        while not all(self.answers() for _ in range(LOTS)):
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether whoever takes a new connection is well."""
        asked = Request(f"http://127.0.0.1:{self.port}/healthz", headers={"Host": f"localhost:{self.port}"})
        try:
            with urlopen(asked, timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


class Cluster:
    """A PostgreSQL of one test's own, that can be killed. What it has said to be committed is on its files by then."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pejl-postgres-"))
        self._user = postgres.unprivileged()
        self._programs = postgres.find(self.folder)
        passwords = {role: os.urandom(16).hex() for role in ("postgres", *postgres.ROLES)}
        self.server = postgres.Server(postgres.free_port(), passwords)
        self._data = postgres.initialise(self._programs, self.folder, self.server, self._user)
        self._process = self._launched()
        postgres.prepare(self.server, self._data)

    def variables(self) -> dict[str, str]:
        """What Pejl needs to know."""
        return {name: value for name, value in self.server.variables().items() if "TEST" not in name}

    def kill(self) -> None:
        """``kill -9``: no word to anybody, nothing written that was not written."""
        self._process.kill()
        self._process.wait()

    def start_again(self) -> None:
        """As the machine's init would: until it takes connections."""
        end = time.monotonic() + START_SECONDS
        self._process = self._launched()
        while True:
            try:
                psycopg.connect(self.server.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                assert time.monotonic() < end
                time.sleep(0.05)
                if self._process.poll() is not None:
                    # The last of the old one's processes had not noticed yet.
                    self._process = self._launched()
            else:
                return

    def remove(self) -> None:
        """End it and forget its data."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(STOP_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _launched(self) -> subprocess.Popen[bytes]:
        # Without this PostgreSQL promises less than production's does.
        return postgres.launched(self._programs, self._data, self.server, self._user, synchronous_commit="on")


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
