"""Between the server's loop and Django's WSGI handler: a request as WSGI wants it, an answer as ASGI wants it."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

MEMORY_BYTES = 512 * 1024
"""Longer bodies, in either direction, wait in a file."""
# Between two neighbours on the wire, not for the application on the other side (RFC 9110, 7.6.1).
HOP_BY_HOP = {b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade"}
WITHOUT_BODY = {204, 304}
FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True)
class Answer:
    """What a page answered, complete: either `body` or, when it is long, `file`."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes = b""
    file: IO[bytes] | None = None


def environ(scope: Mapping[str, Any], body: IO[bytes], length: int) -> Environ:
    """The WSGI environment of an ASGI request whose body of `length` bytes has been read into `body`."""
    host, port = scope.get("server") or ("localhost", None)
    path = unquote_to_bytes(scope["raw_path"])
    return {
        **_headers_in(scope["headers"]),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "CONTENT_LENGTH": str(length),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers_in(headers: Iterable[tuple[bytes, bytes]]) -> Environ:
    """CONTENT_TYPE and HTTP_…; the same one twice is joined as RFC 9110 and RFC 6265 say.

    Names with an underscore are dropped: as HTTP_X_FORWARDED_FOR they could not be told from the real one. So are
    those between neighbours, and "Proxy", which some libraries would take for a setting (httpoxy).
    """
    found: Environ = {}
    for name, value in headers:
        if b"_" in name or name in HOP_BY_HOP or name in (b"content-length", b"proxy"):
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        joint = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{joint}{text}" if key in found else text
    return found


def answer(application: Application, environ: Environ) -> Answer:
    """Ask the application and take its whole answer, so that the thread is free before the wire is.

    A slow reader then holds memory or a file, never one of the few threads. Raises what the application raises,
    and ValueError for a header that would break the answer in two.
    """
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        started.append((status, headers))

    parts = application(environ, start_response)
    try:
        status, headers = _headers_out(*started[-1])
        if environ["REQUEST_METHOD"] == "HEAD" or status in WITHOUT_BODY:
            return Answer(status, headers)
        return _gathered(status, headers, parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()


def _headers_out(status: str, headers: list[tuple[str, str]]) -> tuple[int, list[tuple[bytes, bytes]]]:
    for name, value in headers:
        if FORBIDDEN.search(name) or FORBIDDEN.search(value):
            raise ValueError(f"The header {name!r} holds a control character")
    encoded = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
    return int(status[:3]), [(name, value) for name, value in encoded if name not in HOP_BY_HOP]


def _gathered(status: int, headers: list[tuple[bytes, bytes]], parts: Iterable[bytes]) -> Answer:
    """All parts, in memory or in a file, and the length they turned out to have."""
    gathered = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 -- the sender closes it
    try:
        for part in parts:
            gathered.write(part)
        length = gathered.tell()
        gathered.seek(0)
    except BaseException:
        gathered.close()
        raise
    if not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(length).encode()))
    if length > MEMORY_BYTES:
        return Answer(status, headers, file=gathered)
    with gathered:
        return Answer(status, headers, body=gathered.read())
