"""The raw limit: an ASGI application without any framework, the same rows, the same bytes.

Started by the bench with an open socket: ``python -m bench.raw FD``. The query names table, column, rows and bytes.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from typing import Any
from urllib.parse import parse_qs

from pejl.foundation.storage.library import use_current_sqlite

use_current_sqlite()

import sqlite3  # noqa: E402 -- after its library was chosen

import psycopg  # noqa: E402
import uvicorn  # noqa: E402

_local = threading.local()


def _rows(table: str, column: str, count: int) -> list[tuple[Any, ...]]:
    """The rows, over a connection that stays. PostgreSQL is read as the owner of no space would be: by its own role."""
    if not hasattr(_local, "connection"):
        url = os.environ.get("PEJL_DATABASE_URL")
        _local.connection = (
            psycopg.connect(url, autocommit=True) if url else sqlite3.connect(os.environ["BENCH_SQLITE"])
        )
        if url:
            _local.connection.execute("SELECT set_config('pejl.space', %s, false)", [os.environ["BENCH_SPACE"]])
    query = f'SELECT id, "{column}" FROM "{table}" ORDER BY id LIMIT {count:d}'
    return _local.connection.execute(query).fetchall()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer every request with rows filled up to a length."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        return
    asked = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
    rows = _rows(asked["table"], asked["column"], int(asked["rows"]))
    text = "".join(f"<li><a href='{key}'>{title}</a></li>" for key, title in rows)
    body = text.encode().ljust(int(asked["bytes"]), b".")
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    # As uvicorn's own --fd would, but with a socket that knows it is TCP: otherwise answers wait for delayed ACKs.
    server = uvicorn.Server(uvicorn.Config(application, access_log=False, log_level="error"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])
