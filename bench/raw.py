"""The raw limit: an ASGI application without any framework, the same rows, the same bytes.

It sends the statements that the page itself sends, through the bare driver, and writes every row into the answer.
Started by the bench with an open socket: ``python -m bench.raw FD``. ``BENCH_PAGES`` is a file that names each page's
statements and length; ``?page=`` chooses.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from pejl.foundation.storage.library import use_current_sqlite

use_current_sqlite()

import sqlite3  # noqa: E402 -- after its library was chosen

import psycopg  # noqa: E402
import uvicorn  # noqa: E402

_local = threading.local()


def _connection() -> Any:
    """A connection that stays. On PostgreSQL it knows its space, as the row-level wall asks."""
    if not hasattr(_local, "connection"):
        url = os.environ.get("PEJL_DATABASE_URL")
        _local.connection = (
            psycopg.connect(url, autocommit=True) if url else sqlite3.connect(os.environ["BENCH_SQLITE"])
        )
        if url:
            _local.connection.execute("SELECT set_config('pejl.space', %s, false)", [os.environ["BENCH_SPACE"]])
    return _local.connection


@cache
def _pages() -> Any:
    return json.loads(Path(os.environ["BENCH_PAGES"]).read_text())


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer every request with rows filled up to a length."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        return
    page = _pages()[parse_qs(scope["query_string"].decode())["page"][0]]
    rows = (row for statement in page["statements"] for row in _connection().execute(statement))
    text = "".join(f"<li><a href='{row[0]}'>{' '.join(map(str, row))}</a></li>" for row in rows)
    body = text.encode()[: page["bytes"]].ljust(page["bytes"], b".")
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    # As uvicorn's own --fd would, but with a socket that knows it is TCP: otherwise answers wait for delayed ACKs.
    server = uvicorn.Server(uvicorn.Config(application, access_log=False, log_level="error"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])
