"""The real program, as `make run` starts it: web processes, worker, mail sink, database, demo job centres."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from pejl.foundation.notices import sink
from pejl.foundation.notices.sink import ReceivedMail
from tests import migrated

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STOP_SECONDS = 40
MAIL_SECONDS = 30
PERSON = re.compile(r'name="person" value="([^"]+)"><button[^>]* aria-label="Træd ind som ([^"]+)"')


class Program:
    """One `python -m pejl run` on a port of its own, with a data folder that is thrown away."""

    def __init__(self, folder: Path, *, has_clock: bool = False) -> None:
        self.data = folder / "data"
        self.said = folder / "said"
        self.port = _free_port()
        self.origin = f"http://localhost:{self.port}"
        self._clock = folder / "clock" if has_clock else None
        self.data.mkdir()
        shutil.copyfile(migrated.sqlite_file(), self.data / "pejl.sqlite3")
        self.minutes = 0.0
        self.ahead(0)
        self._start()

    def ahead(self, minutes: float) -> None:
        """Let its clock go on by so many minutes, for all its processes at once."""
        self.minutes += minutes
        if self._clock is not None:
            written = self._clock.with_suffix(".new")
            written.write_text(str(self.minutes * 60))
            written.replace(self._clock)

    def restart(self) -> None:
        """Stop it, and start it again on the same port with the same data."""
        self.stop()
        self._start()
        self.wait()

    def _start(self) -> None:
        with self.said.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pejl", "run"],
                cwd=PROJECT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until it answers. Raises AssertionError with what it said when it ends instead."""
        end = time.monotonic() + START_SECONDS
        while not self._is_ready():
            assert self._process.poll() is None, f"It ended:\n{self.said.read_text()}"
            assert time.monotonic() < end, f"It does not answer:\n{self.said.read_text()}"
            time.sleep(0.1)

    def stop(self) -> None:
        """As Ctrl-C does, and see that nothing is left behind."""
        children = self._children()
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            status = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        said = self.said.read_text()
        assert status == 0, said
        assert "Traceback" not in said, said
        assert not any(Path(f"/proc/{child}").exists() for child in children), said

    def people(self, place: str) -> dict[str, str]:
        """Whom one can be in a demo job centre: their ids by name."""
        with urllib.request.urlopen(f"{self.origin}/demo/", timeout=30) as answer:
            page = answer.read().decode()
        [there] = [part for part in page.split("section--level-2") if place in part.split("</h2>")[0]]
        return {name: found for found, name in PERSON.findall(there)}

    def mails(self, *, to: str = "") -> list[ReceivedMail]:
        """What a person, or everybody, has got so far, newest first."""
        return [mail for mail in sink.read(self.data / "mail") if not to or to in mail.recipients]

    def mail(self, *, to: str, subject: str, where: Callable[[ReceivedMail], bool] = lambda _: True) -> ReceivedMail:
        """The newest mail to a person whose subject has these words; the worker is given time to send it."""
        end = time.monotonic() + MAIL_SECONDS
        while True:
            mails = self.mails(to=to)
            found = next((mail for mail in mails if subject in mail.subject and where(mail)), None)
            if found is not None:
                return found
            assert time.monotonic() < end, f"No mail “{subject}” to {to}: {[mail.subject for mail in mails]}"
            time.sleep(0.1)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEJL_", "DJANGO_"))}
        clock = {"PEJL_CLOCK_FILE": str(self._clock)} if self._clock else {}
        own = {"PEJL_DEMO": "1", "PEJL_DATA": str(self.data), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        return {**kept, **own, **clock}

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _children(self) -> list[int]:
        listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(number) for number in listed.read_text().split()] if listed.exists() else []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
