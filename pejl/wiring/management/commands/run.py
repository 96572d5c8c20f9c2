"""``run``: all of Pejl in one command: the database made current, web processes, the worker, and a local mail sink."""

from __future__ import annotations

import contextlib
import errno
import http.client
import ipaddress
import os
import resource
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError

from pejl.wiring import environment
from pejl.wiring.processes import Program, Say, Supervisor

LOOPBACK = "127.0.0.1"
# Addresses to listen on that are none to connect to.
EVERYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104
WAITING = 1024
OPEN_FILES = 8192


class Command(BaseCommand):
    help = "Make the database current, then run the web processes and the worker until stopped."
    # What it starts looks for itself; the supervisor stays small.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Return when everything has ended."""
        host = environment.text("PEJL_HOST", default=LOOPBACK)
        if settings.PEJL_DEMO:
            require_loopback(host)
        count = environment.number("PEJL_PROCESSES", default=2)
        with listening(host, settings.PORT, count) as listeners, contextlib.suppress(KeyboardInterrupt):
            with ctrl_c_is_not_lost():
                self._prepare()
            _allow_open_files()
            announcement = Announcement(self._say, listeners[0])
            Supervisor(programs(listeners), say=self._say, each_look=announcement.make_once).run()
        self._say("Pejl has stopped.")

    def _prepare(self) -> None:
        """In processes of their own, so that the supervisor has neither their connections nor their memory."""
        self._say("Making the database current …")
        do("migrate", "--no-input", "--verbosity=0")
        if has_demo():
            do("demo")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


class Announcement:
    """Says where Pejl is, once it answers there."""

    def __init__(self, say: Say, listener: socket.socket) -> None:
        self.say = say
        self.host, self.port = listener.getsockname()[:2]
        self.is_made = False

    def make_once(self) -> None:
        """Ask for an answer, and say so when there is one."""
        if not self.is_made and answers(self.host, self.port):
            self.is_made = True
            self.say(f"\nPejl is running: {settings.PEJL_ADDRESS}")
            if has_demo():
                # Pejl runs, whether or not this is told to its end.
                ended_with("demo", "--describe")
            self.say("Stop it with Ctrl-C.\n")


def programs(listeners: Sequence[socket.socket]) -> list[Program]:
    """The children: a web process for each socket, the worker, and the sink where mail has nowhere to go."""
    files = [listener.fileno() for listener in listeners]
    found = [Program(f"Web process {at + 1}", pejl("serve", f"--fd={file}"), [file]) for at, file in enumerate(files)]
    found.append(Program("The worker", pejl("work")))
    if (settings.PEJL_DEMO or settings.DEBUG) and "PEJL_SMTP_URL" not in os.environ:
        # For the children too: the sink listens where the others send.
        os.environ["PEJL_SMTP_URL"] = f"smtp://{LOOPBACK}:{free_port()}"
        found.append(Program("The mail sink", pejl("mailsink")))
    return found


def has_demo() -> bool:
    """True when this is the demo, and the house has one."""
    return bool(settings.PEJL_DEMO) and "demo" in get_commands()


def pejl(*arguments: str) -> list[str]:
    """The command line of one of Pejl's own commands."""
    return [sys.executable, "-m", "pejl", *arguments]


def do(*arguments: str) -> None:
    """Run one of Pejl's own commands to its end. Raises CommandError when it fails; why, it has said itself."""
    if ended_with(*arguments):
        raise CommandError(f"Pejl was not started: {arguments[0]} failed.")


def ended_with(*arguments: str) -> int:
    """The status one of Pejl's own commands ends with; below 0 the signal that ended it.

    In a group of its own: Ctrl-C is for this process, which ends what it has started. One that comes before the
    group is made ends it nevertheless.
    """
    return subprocess.run(pejl(*arguments), check=False, process_group=0).returncode  # noqa: S603 -- our own command line


@contextlib.contextmanager
def ctrl_c_is_not_lost() -> Iterator[None]:
    """Raise KeyboardInterrupt at the end of the block if it was asked for inside.

    Python drops one that arrives while it finalises an object (seen once under load: Pejl then started all the same).
    """
    presses: list[int] = []

    def press(number: int, frame: object) -> None:
        presses.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if presses:
        raise KeyboardInterrupt


@contextlib.contextmanager
def listening(host: str, port: int, count: int) -> Iterator[list[socket.socket]]:
    """Open sockets on one port, one for each web process. Raises CommandError with what to do when it cannot be had.

    Each has its own, because of one that is shared, one process alone may take all connections (seen: 16 of 16); the
    kernel spreads them evenly over several. They stay open here, so nobody is turned away while a process starts anew.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.ExitStack() as opened:
        try:
            # Alone first: sockets that may share a port would share it with another Pejl, too.
            with socket.create_server((host, port), family=family) as probe:
                address = probe.getsockname()[:2]
            open_one = partial(socket.create_server, address, family=family, backlog=WAITING, reuse_port=True)
            listeners = [opened.enter_context(open_one()) for _ in range(count)]
        except OSError as failure:
            raise CommandError(_why(failure, host, port)) from None
        yield listeners


def _why(failure: OSError, host: str, port: int) -> str:
    if failure.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop that, or choose another port: PORT={port + 1} make run"
    if failure.errno == errno.EACCES:
        return f"Port {port} is not allowed for this user. Choose one above 1023, for example: PORT=8000 make run"
    return f"Cannot listen on {host}, port {port}: {failure.strerror}."


def require_loopback(host: str) -> None:
    """The demo lets everybody in as anybody. Raises CommandError where others could reach it."""
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return
    raise CommandError(
        f"The demo lets everybody in as anybody, so it runs on this machine only, not on PEJL_HOST={host}. "
        "To run Pejl for others, set PEJL_DEMO=0."
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


def answers(host: str, port: int) -> bool:
    """True when anything is answered there; what, is not asked."""
    connection = _connection(EVERYWHERE.get(host, host), port)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _connection(host: str, port: int) -> http.client.HTTPConnection:
    if not settings.PEJL_CERTIFICATE:
        return http.client.HTTPConnection(host, port, timeout=1)
    # Whether anybody answers, not who: the certificate is for the names that others use.
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=1, context=context)


def _allow_open_files() -> None:
    """Every connection is an open file, and the usual limit is low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
