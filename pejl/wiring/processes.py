"""The processes behind one command: started, looked after, and ended together.

Each child has a process group of its own: Ctrl-C reaches only the supervisor, which then asks every child to finish
what is in hand, and what a child has started can be ended with it. A child whose supervisor is killed outright is
told so by the kernel (Linux).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

GRACE_SECONDS = 20.0
"""From being asked to end to being ended: longer than the server's own patience with open requests."""
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 5.0
"""Whoever has a page open waits with it, and after a fault everybody is to agree within ten seconds; a child that ends
at once, time after time, costs little when it is tried every five."""
SETTLED_SECONDS = 10.0
"""A child that lived this long has started well: what ended it was no fault of its start, so it need not wait longer
than at first."""

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


@dataclass(frozen=True)
class Program:
    """What a child runs: a name for people, the command, and open files it is given."""

    name: str
    command: Sequence[str]
    files: Sequence[int] = ()


@dataclass
class Child:
    """A program and how it is doing."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    starts_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a group of its own, bound to this process's life."""
        supervisor = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 -- command lines of our own making
            self.program.command,
            stdin=subprocess.DEVNULL,
            pass_fds=self.program.files,
            process_group=0,
            preexec_fn=lambda: end_with(supervisor),  # noqa: PLW1509 -- the supervisor has one thread
        )

    def ended(self) -> int | None:
        """How it ended, once; afterwards it waits to be started again."""
        status = self.process.poll() if self.process else None
        if status is None:
            return None
        self.end_group()
        self.process = None
        lived = time.monotonic() - self.started_at
        self.failures = 1 if lived > SETTLED_SECONDS else self.failures + 1
        self.starts_at = time.monotonic() + self.wait_seconds()
        return status

    def wait_seconds(self) -> float:
        """How long to wait before the next start: doubled with each failure in a row."""
        return min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0 ** (self.failures - 1))

    def send(self, number: int) -> None:
        """A signal to the child itself."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)

    def end_group(self) -> None:
        """End it and everything it has started, at once."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps children running until told to stop.

    `each_look` is called about five times a second while they run.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        say: Say = print,
        each_look: Callable[[], None] = lambda: None,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        self.children = [Child(program) for program in programs]
        self.say = say
        self.each_look = each_look
        self.grace_seconds = grace_seconds
        # Putting into it is safe inside a signal handler.
        self._signals: queue.SimpleQueue[int] = queue.SimpleQueue()

    def run(self) -> None:
        """Start all, look after them, and return when SIGTERM, SIGINT or SIGHUP has ended them all."""
        with self._listening():
            try:
                self._look_after()
                while self._next_signal(0.2) not in STOPPING:
                    self._look_after()
                    self.each_look()
            finally:
                self._end()

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        numbers = (*STOPPING, signal.SIGCHLD)
        before = {number: signal.signal(number, lambda got, _: self._signals.put(got)) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _next_signal(self, seconds: float) -> int | None:
        try:
            return self._signals.get(timeout=seconds)
        except queue.Empty:
            return None

    def _look_after(self) -> None:
        for child in self.children:
            status = child.ended()
            if status is not None:
                self.say(f"{child.program.name} {_how(status)}; it starts again in {child.wait_seconds():g} s.")
            if child.process is None and time.monotonic() >= child.starts_at:
                child.start()

    def _end(self) -> None:
        """Ask all to end; after the grace time, or when told to stop once more, end them."""
        for child in self.children:
            child.send(signal.SIGTERM)
        until = time.monotonic() + self.grace_seconds
        while self._is_any_running() and time.monotonic() < until:
            if self._next_signal(0.1) in STOPPING:
                break
        for child in self.children:
            if child.process and child.process.poll() is None:
                self.say(f"{child.program.name} did not end by itself and was ended.")
            child.end_group()
            if child.process:
                child.process.wait()

    def _is_any_running(self) -> bool:
        return any(child.process and child.process.poll() is None for child in self.children)


def _how(status: int) -> str:
    """The end of a process in words."""
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"


def end_with(parent: int, number: int = signal.SIGTERM) -> None:
    """In a child, before its program: get a signal when the parent ends, however that comes about (on Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)
