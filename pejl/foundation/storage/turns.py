"""Whose turn it is to write to the embedded database.

SQLite's own busy handler is unfair: under load one writer can wait until it times out while others pass it
(measured: up to 5 s). Threads of a process therefore queue in order of arrival, and the first of each queue
asks for a lock on a file beside the database, which processes share.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque
from pathlib import Path

PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.001


class Waited(Exception):
    """Nobody let us write within PATIENCE_SECONDS."""


class Turns:
    """The queue of writers of one database file, in this process."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._queue: deque[threading.Event] = deque()
        self._guard = threading.Lock()

    def take(self) -> int:
        """Wait for the turn; returns the file descriptor to give back. Raises Waited."""
        mine = threading.Event()
        with self._guard:
            self._queue.append(mine)
            if self._queue[0] is mine:
                mine.set()
        if not mine.wait(PATIENCE_SECONDS):
            self._leave(mine)
            raise Waited
        try:
            return self._lock_file()
        except BaseException:
            self._leave(mine)
            raise

    def give_back(self, descriptor: int) -> None:
        """Let the next one write."""
        os.close(descriptor)
        with self._guard:
            self._queue.popleft()
            if self._queue:
                self._queue[0].set()

    def _leave(self, mine: threading.Event) -> None:
        with self._guard:
            was_first = self._queue[0] is mine
            self._queue.remove(mine)
            if was_first and self._queue:
                self._queue[0].set()

    def _lock_file(self) -> int:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(descriptor)
                    raise Waited from None
                time.sleep(PAUSE_SECONDS)
            else:
                return descriptor


_all: dict[str, Turns] = {}
_all_guard = threading.Lock()


def of(database: str) -> Turns:
    """The queue that belongs to a database file."""
    path = f"{Path(database).resolve()}.turn"
    with _all_guard:
        return _all.setdefault(path, Turns(path))
