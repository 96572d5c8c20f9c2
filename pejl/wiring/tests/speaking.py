"""What the tests of the server speak with: an application that does as told, a server in a thread, raw sockets."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from http.client import HTTPResponse
from typing import Any

from pejl.wiring import server, wsgi

Start = Callable[..., Any]

GET = b"GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"


class Pages:
    """A WSGI application that does what its path says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.closed = 0
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Event()

    def __call__(self, environ: wsgi.Environ, start_response: Start) -> Iterable[bytes]:
        self.seen.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        page = getattr(self, environ["PATH_INFO"].strip("/") or "hello", self.hello)
        return page(start_response)

    def hello(self, start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return [b"hel", b"lo"]

    def parts(self, start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Parts(self, [b"x" * 100_000] * 30)

    def fails_midway(self, start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Parts(self, [b"x", ValueError("a part could not be made")])

    def fails(self, start_response: Start) -> Iterable[bytes]:
        raise ValueError("the application broke")

    def splits(self, start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [("X-Name", "one\r\nSet-Cookie: stolen=1")])
        return [b"split"]

    def empty(self, start_response: Start) -> Iterable[bytes]:
        start_response("204 No Content", [])
        return []

    def hops(self, start_response: Start) -> Iterable[bytes]:
        start_response("200 OK", [("Connection", "close"), ("Transfer-Encoding", "chunked"), ("X-Kept", "yes")])
        return [b"hops"]

    def waits(self, start_response: Start) -> Iterable[bytes]:
        self.entered.release()
        assert self.go_on.wait(10)
        start_response("200 OK", [])
        return Parts(self, [b"waited"])


class Parts:
    """The parts of an answer, made one by one, that must be closed."""

    def __init__(self, pages: Pages, parts: list[bytes | Exception]) -> None:
        self.pages = pages
        self.parts = iter(parts)

    def __iter__(self) -> Parts:
        return self

    def __next__(self) -> bytes:
        part = next(self.parts)
        if isinstance(part, Exception):
            raise part
        return part

    def close(self) -> None:
        self.pages.closed += 1


class Running:
    """A server in a thread."""

    def __init__(self, application: server.Server) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.uvicorn = server.Runner(server.configuration(application))
        self.thread = threading.Thread(target=self.uvicorn.run, kwargs={"sockets": [self.listener]})

    def __enter__(self) -> Running:
        self.thread.start()
        until(lambda: self.uvicorn.started)
        self.loop = self.uvicorn.servers[0].get_loop()
        return self

    def __exit__(self, *args: object) -> None:
        self.uvicorn.should_exit = True
        self.thread.join(15)
        assert not self.thread.is_alive()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, request: bytes) -> bytes:
        """Everything that is answered until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return rest(connection)

    def status(self, request: bytes) -> int:
        return int(self.ask(request).split(b" ", 2)[1])


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def rest(connection: socket.socket) -> bytes:
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            received += piece
    return bytes(received)


def answered(connection: socket.socket, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    response = HTTPResponse(connection, method=method)
    response.begin()
    return response, response.read()


def closes_within(connection: socket.socket, seconds: float) -> bytes:
    connection.settimeout(seconds)
    return rest(connection)


def post(body: bytes, headers: bytes = b"") -> bytes:
    head = b"POST /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    return head + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body
