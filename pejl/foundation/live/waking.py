"""How the processes learn that a fact was committed: at once, and a moment later in any case.

What travels is a *key*, a space's id and a topic's name, and never what happened: the database is the truth, and who
is woken looks there. The other kind of key is that of an account which was signed out: its streams are asked anew. On
PostgreSQL it travels as a notification of the same transaction. On SQLite each process has a Unix socket, to which
whoever commits sends it; a datagram can be lost, so each process also sees that somebody wrote.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction

from pejl.foundation.storage.library import use_current_sqlite

CHANNEL = "pejl_live"
EVERYTHING = ""
ACCOUNT = "account/"
LOOK_SECONDS = 0.25
BACK_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)

Ring = Callable[[str], None]

logger = logging.getLogger("pejl.live")


def key_of(space_id: UUID, topic: str) -> str:
    """A topic of a space in one text."""
    return f"{space_id.hex}/{topic}"


def topic_in(key: str) -> tuple[UUID, str]:
    """The space and the topic of a key."""
    space, _slash, topic = key.partition("/")
    return UUID(space), topic


def key_of_account(account_id: UUID | None) -> str:
    """Whoever is signed in, in one text; "" for a stranger."""
    return f"{ACCOUNT}{account_id.hex}" if account_id else ""


def is_of_account(key: str) -> bool:
    """Whether a key is of somebody who was signed out, and of no topic."""
    return key.startswith(ACCOUNT)


def wake_after_commit(key: str) -> None:
    """Wake every process when the running transaction commits, and none if it does not."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, key])
    else:
        transaction.on_commit(partial(_send, key))


def wake_signed_out(account_id: UUID) -> None:
    """A session has ended: the streams of its account are asked anew, in that browser and in others."""
    wake_after_commit(key_of_account(account_id))


@contextlib.asynccontextmanager
async def woken(ring: Ring) -> AsyncIterator[None]:
    """Until the end of the block ``ring`` is called in this loop with each key, and with EVERYTHING where some may
    have been missed.
    """
    listen = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    task = asyncio.create_task(_again_and_again(listen, ring))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _again_and_again(listen: Callable[[Ring], Any], ring: Ring) -> None:
    """Listening ends only with the process; what was missed meanwhile is looked for."""
    failures = 0
    while True:
        begun = asyncio.get_running_loop().time()
        try:
            await listen(ring)
        except (OSError, psycopg.Error) as failure:
            logger.warning("Live facts are not heard: %s. Trying again.", type(failure).__name__)
        failures = 0 if asyncio.get_running_loop().time() - begun > BACK_SECONDS[-1] else failures + 1
        await asyncio.sleep(BACK_SECONDS[min(failures, len(BACK_SECONDS)) - 1])


async def _on_postgresql(ring: Ring) -> None:
    """Notifications, on a connection of its own."""
    known = connection.get_connection_params()
    wanted = {name: known[name] for name in ("host", "port", "dbname", "user", "password") if name in known}
    async with await psycopg.AsyncConnection.connect(**wanted, autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        ring(EVERYTHING)
        async for notification in listening.notifies():
            ring(notification.payload)


async def _on_sqlite(ring: Ring) -> None:
    """Datagrams, and a look at whether anybody wrote since the last one."""
    path = _folder() / f"{os.getpid()}-{id(ring):x}.sock"
    path.unlink(missing_ok=True)
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear, contextlib.closing(_watching()) as watching:
        ear.setblocking(False)
        ear.bind(str(path))
        loop.add_reader(ear, partial(_hear, ear, ring))
        seen = None
        try:
            while True:
                version = watching.execute("PRAGMA data_version").fetchone()[0]
                if version != seen:
                    ring(EVERYTHING)
                seen = version
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            loop.remove_reader(ear)
            path.unlink(missing_ok=True)


def _hear(ear: socket.socket, ring: Ring) -> None:
    with contextlib.suppress(BlockingIOError):
        while True:
            ring(ear.recv(512).decode())


def _watching() -> Any:
    use_current_sqlite()
    import sqlite3  # noqa: PLC0415 -- after its library was chosen

    return sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)


def _send(key: str) -> None:
    """To every process that listens. A lost one is no harm: they also look."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
        mouth.setblocking(False)
        for path in _folder().glob("*.sock"):
            try:
                mouth.sendto(key.encode(), str(path))
            except ConnectionRefusedError:
                # Its process was killed and could not clear up.
                path.unlink(missing_ok=True)
            except OSError:
                continue


@cache
def _folder() -> Path:
    """Where the sockets are: not with the data, whose path may be longer than a socket's name can be (107 bytes)."""
    named = hashlib.blake2b(str(settings.DATA).encode(), digest_size=8).hexdigest()
    folder = Path(tempfile.gettempdir()) / f"pejl-{os.getuid()}-{named}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else.")
    return folder
