"""``run``: all of Pejl in one command: the database made current, web processes, the worker, and a local mail sink."""

from __future__ import annotations

import contextlib
import errno
import http.client
import ipaddress
import os
import resource
import socket
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from pejl.wiring import environment
from pejl.wiring.processes import Program, Supervisor

LOOPBACK = "127.0.0.1"
# Addresses to listen on that are none to connect to.
EVERYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104
WAITING_CONNECTIONS = 1024
OPEN_FILES = 8192


class Command(BaseCommand):
    help = "Make the database current, then run the web processes and the worker until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Return when everything has ended."""
        host = environment.text("PEJL_HOST", default=LOOPBACK)
        if settings.PEJL_DEMO:
            require_loopback(host)
        with listening(host, settings.PORT) as listener, contextlib.suppress(KeyboardInterrupt):
            self._prepare()
            _allow_open_files()
            announcement = Announcement(self, listener)
            Supervisor(programs(listener), say=self._say, each_look=announcement.make_once).run()
        self._say("Pejl has stopped.")

    def describe_demo(self) -> None:
        """Who can be stepped into."""
        if settings.PEJL_DEMO and "demo" in get_commands():
            call_command("demo", "--describe", stdout=self.stdout)
            connections.close_all()

    def _prepare(self) -> None:
        self._say("Making the database current …")
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PEJL_DEMO and "demo" in get_commands():
            call_command("demo", stdout=self.stdout)
        # The supervisor holds no connection: it would keep an embedded database's log from being cleared.
        connections.close_all()

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


class Announcement:
    """Says where Pejl is, once it answers there."""

    def __init__(self, command: Command, listener: socket.socket) -> None:
        self.command = command
        self.host, self.port = listener.getsockname()[:2]
        self.is_made = False

    def make_once(self) -> None:
        """Ask for an answer, and say so when there is one."""
        if not self.is_made and answers(self.host, self.port):
            self.is_made = True
            self.command.stdout.write(f"\nPejl is running: {settings.PEJL_ADDRESS}")
            self.command.describe_demo()
            self.command.stdout.write("Stop it with Ctrl-C.\n")
            self.command.stdout.flush()


def programs(listener: socket.socket) -> list[Program]:
    """The children: equal web processes on one socket, the worker, and the sink where mail has nowhere to go."""
    file = listener.fileno()
    count = environment.number("PEJL_PROCESSES", default=2)
    found = [Program(f"Web process {number}", pejl("serve", f"--fd={file}"), [file]) for number in range(1, count + 1)]
    found.append(Program("The worker", pejl("work")))
    if (settings.PEJL_DEMO or settings.DEBUG) and "PEJL_SMTP_URL" not in os.environ:
        # For the children too: the sink listens where the others send.
        os.environ["PEJL_SMTP_URL"] = f"smtp://{LOOPBACK}:{free_port()}"
        found.append(Program("The mail sink", pejl("mailsink")))
    return found


def pejl(*arguments: str) -> list[str]:
    """The command line of one of Pejl's own commands."""
    return [sys.executable, "-m", "pejl", *arguments]


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The one open socket. Raises CommandError with what to do when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS)
    except OSError as failure:
        raise CommandError(_why(failure, host, port)) from None
    with listener:
        yield listener


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
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _allow_open_files() -> None:
    """Every connection is an open file, and the usual limit is low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
