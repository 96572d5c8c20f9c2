"""The server on a real socket, spoken to byte by byte."""

from __future__ import annotations

import contextlib
import gzip
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPResponse
from typing import Any

import pytest
import uvicorn

from pejl.wiring import server, wire, wsgi

Start = Callable[..., Any]


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
        self.uvicorn = uvicorn.Server(server.configuration(application))
        self.thread = threading.Thread(target=self.uvicorn.run, kwargs={"sockets": [self.listener]})

    def __enter__(self) -> Running:
        self.thread.start()
        until(lambda: self.uvicorn.started)
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


GET = b"GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def limits() -> server.Limits:
    return server.Limits(
        threads=2, waiting=3, body_bytes=2_000_000, body_pause_seconds=0.4, body_bytes_a_second=1e9, drop_seconds=0.4
    )


@pytest.fixture
def running(pages: Pages, limits: server.Limits) -> Iterator[Running]:
    with Running(server.Server(pages, limits=limits)) as running:
        yield running
        pages.go_on.set()


def test_page_is_answered_with_its_length_and_each_cookie(running: Running) -> None:
    with running.connect() as connection:
        connection.sendall(GET % (b"hello", b""))
        response, body = answered(connection)
    assert response.status == 200
    assert body == b"hello"
    assert response.getheader("content-length") == "5"
    assert response.msg.get_all("set-cookie") == ["a=1", "b=2"]
    assert response.getheader("server") is None


def test_connection_is_kept_for_the_next_request(running: Running) -> None:
    with running.connect() as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert answered(connection)[1] == b"hello"


def test_pipelined_requests_are_answered_in_order(running: Running, pages: Pages) -> None:
    pages.go_on.set()
    received = running.ask(b"GET /waits HTTP/1.1\r\nHost: a\r\n\r\n" + GET % (b"hello", b""))
    assert received.index(b"waited") < received.index(b"hello")


def test_pipelined_body_has_its_own_time(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)
    with Running(server.Server(pages)) as running, running.connect() as connection:
        connection.sendall(b"GET /waits HTTP/1.1\r\nHost: a\r\n\r\n" + post(b"0123456789")[:-5])
        pages.entered.acquire(timeout=5)
        pages.go_on.set()
        until(lambda: pages.closed == 1)
        connection.sendall(b"5")
        time.sleep(0.4)
        connection.sendall(b"6789")
        received = rest(connection)
    assert received.endswith(b"hello")
    assert pages.bodies == [b"", b"0123456789"]


def test_head_has_the_headers_and_no_body(running: Running, pages: Pages) -> None:
    received = running.ask(b"HEAD /parts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert received.endswith(b"\r\n\r\n")
    assert pages.closed == 1


def test_no_content_has_no_body(running: Running) -> None:
    received = running.ask(GET % (b"empty", b""))
    assert received.startswith(b"HTTP/1.1 204 ")
    assert received.endswith(b"\r\n\r\n")
    assert b"content-length" not in received


def test_long_answer_arrives_whole_and_is_closed(running: Running, pages: Pages) -> None:
    with running.connect() as connection:
        connection.sendall(GET % (b"parts", b""))
        response, body = answered(connection)
    assert response.getheader("content-length") == "3000000"
    assert body == b"x" * 3_000_000
    assert pages.closed == 1


def test_slow_reader_holds_no_thread(running: Running, pages: Pages) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            connection = stack.enter_context(running.connect())
            connection.sendall(GET % (b"parts", b""))
        until(lambda: pages.closed == 2)
        assert running.status(GET % (b"hello", b"")) == 200


@pytest.mark.parametrize("page", [b"fails", b"fails_midway", b"splits"])
def test_broken_page_is_an_error_without_its_reason(
    running: Running, page: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    received = running.ask(GET % (page, b""))
    assert received.startswith(b"HTTP/1.1 500 ")
    assert b"stolen" not in received
    assert b"broke" not in received
    assert "A request failed outside Django's own handling" in caplog.text


def test_half_made_answer_is_closed(running: Running, pages: Pages) -> None:
    running.ask(GET % (b"fails_midway", b""))
    assert pages.closed == 1


def test_headers_between_neighbours_do_not_pass(running: Running, pages: Pages) -> None:
    with running.connect() as connection:
        connection.sendall(b"GET /hops HTTP/1.1\r\nHost: a\r\nKeep-Alive: 5\r\n\r\n")
        response, body = answered(connection)
        connection.sendall(GET % (b"hello", b""))
        assert answered(connection)[1] == b"hello"
    assert (response.getheader("x-kept"), response.getheader("transfer-encoding"), body) == ("yes", None, b"hops")
    assert "HTTP_KEEP_ALIVE" not in pages.seen[0]


def test_headers_arrive_under_their_wsgi_names(running: Running, pages: Pages) -> None:
    running.ask(
        GET
        % (
            b"hello?a=1&b=%C3%A6",
            b"Content-Type: text/x\r\nX-Twice: 1\r\nX-Twice: 2\r\nCookie: a=1\r\nCookie: b=2\r\n"
            b"X_Forwarded_For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4\r\nProxy: evil\r\n",
        )
    )
    environ = pages.seen[0]
    assert environ["CONTENT_TYPE"] == "text/x"
    assert environ["HTTP_X_TWICE"] == "1,2"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"
    assert "HTTP_PROXY" not in environ
    assert environ["QUERY_STRING"] == "a=1&b=%C3%A6"
    assert (environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]) == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"/m%C3%B8der/", "/møder/"),
        (b"/a%2Fb%20c", "/a/b c"),
        (b"/%ff", None),
        (b"//double//slash", "//double//slash"),
        (b"http://localhost/absolute", "/absolute"),
    ],
)
def test_path_keeps_its_bytes(running: Running, pages: Pages, target: bytes, path: str | None) -> None:
    running.ask(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    seen = pages.seen[0]["PATH_INFO"].encode("latin-1")
    assert seen == (path.encode() if path else b"/\xff")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
        "GET /å HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n",
    ],
)
def test_malformed_request_is_refused(running: Running, pages: Pages, request_bytes: bytes) -> None:
    received = running.ask(request_bytes)
    assert received.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 408 "))
    assert received.count(b"HTTP/1.1") == 1
    assert pages.seen == []


def post(body: bytes, headers: bytes = b"") -> bytes:
    head = b"POST /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    return head + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.mark.parametrize("size", [0, 1, 70_000, 1_999_999, 2_000_000])
def test_body_arrives_whole(running: Running, pages: Pages, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"z" * (size % 256)
    assert running.status(post(body)) == 200
    assert pages.bodies == [body]
    assert pages.seen[0]["CONTENT_LENGTH"] == str(size)


def test_chunked_body_arrives_with_its_length(running: Running, pages: Pages) -> None:
    head = b"POST /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert running.status(head + b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n") == 200
    assert pages.bodies == [b"abcdefg"]
    assert pages.seen[0]["CONTENT_LENGTH"] == "7"
    assert "HTTP_TRANSFER_ENCODING" not in pages.seen[0]


def test_too_long_body_is_refused_and_the_refusal_read(running: Running, pages: Pages) -> None:
    received = running.ask(post(b"x" * 2_000_001))
    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"fylder for meget" in received
    assert pages.seen == []


def test_too_long_chunked_body_is_refused(running: Running, pages: Pages) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"%x\r\n" % 100_000 + b"x" * 100_000 + b"\r\n"
    assert running.ask(head + piece * 21 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413 ")
    assert pages.seen == []


def test_body_is_asked_for_only_when_it_is_wanted(running: Running, pages: Pages) -> None:
    head = b"POST /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    with running.connect() as connection:
        connection.sendall(head % 5)
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"hello")
        assert answered(connection)[0].status == 200
    with running.connect() as connection:
        connection.sendall(head % 3_000_000)
        assert rest(connection).startswith(b"HTTP/1.1 413 ")
    assert pages.bodies == [b"hello"]


def test_slow_body_is_let_go(running: Running, pages: Pages) -> None:
    begun = time.monotonic()
    received = running.ask(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel")
    assert received.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begun < 2
    assert pages.seen == []


def test_trickling_body_is_let_go_although_each_pause_is_short(pages: Pages) -> None:
    limits = server.Limits(body_pause_seconds=0.5, body_bytes_a_second=100)
    with Running(server.Server(pages, limits=limits)) as running, running.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(20):
                connection.sendall(b"x")
                time.sleep(0.1)
        assert rest(connection).startswith(b"HTTP/1.1 408 ")
    assert pages.seen == []


def test_body_cut_short_reaches_no_page(running: Running, pages: Pages) -> None:
    with running.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel")
    assert running.status(GET % (b"hello", b"")) == 200
    assert pages.bodies == [b""]


def test_full_disk_is_said(running: Running, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", full)
    assert running.ask(post(b"x" * 1_000_000)).startswith(b"HTTP/1.1 507 ")
    assert pages.seen == []


@pytest.mark.parametrize(
    "head",
    [
        b"X-Long: " + b"x" * 40_000 + b"\r\n",
        b"".join(b"X-%d: 1\r\n" % number for number in range(101)),
    ],
)
def test_too_long_head_is_refused(running: Running, pages: Pages, head: bytes) -> None:
    assert running.status(GET % (b"hello", head)) == 431
    assert pages.seen == []


def test_endless_head_is_cut_off(running: Running) -> None:
    with running.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-Long: ")
        with contextlib.suppress(OSError):
            for _ in range(100):
                connection.sendall(b"x" * 10_000)
                time.sleep(0.001)
        assert rest(connection)[:13] in {b"", b"HTTP/1.1 431 "}
    assert running.status(GET % (b"hello", b"")) == 200


def test_head_of_ordinary_length_passes(running: Running) -> None:
    assert running.status(GET % (b"hello?" + b"q" * 4_000, b"Cookie: " + b"c" * 8_000 + b"\r\n")) == 200


@pytest.mark.parametrize(("sent", "said"), [(b"", b""), (b"GET / HTTP/1.1\r\nHost: a\r\n", b"HTTP/1.1 408 ")])
def test_half_open_connection_is_closed(
    running: Running, monkeypatch: pytest.MonkeyPatch, sent: bytes, said: bytes
) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)
    with running.connect() as connection:
        connection.sendall(sent)
        assert closes_within(connection, 2).startswith(said)


def test_kept_connection_must_send_its_next_head_in_time(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.2)
    with running.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answered(connection)[1] == b"hello"
        time.sleep(0.3)  # idle is allowed
        connection.sendall(b"\r\n")
        assert closes_within(connection, 2)[:13] in {b"", b"HTTP/1.1 408 "}


def test_who_does_not_read_is_let_go(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "READING_SECONDS", 0.3)
    with Running(server.Server(pages)) as running, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", running.port))
        for _ in range(5):
            connection.sendall(b"GET /parts HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: len(running.uvicorn.server_state.connections) == 1)
        until(lambda: not running.uvicorn.server_state.connections)


def test_one_connection_too_many_is_told_so(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CONNECTIONS", 1)
    with running.connect():
        until(lambda: len(running.uvicorn.server_state.connections) == 1)
        with running.connect() as second:
            assert rest(second).startswith(b"HTTP/1.1 503 ")


def test_one_request_too_many_is_asked_to_come_back(running: Running, pages: Pages) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            connection = stack.enter_context(running.connect())
            connection.sendall(GET % (b"waits", b""))
        pages.entered.acquire(timeout=5)
        pages.entered.acquire(timeout=5)
        until(lambda: b"503" in running.ask(GET % (b"hello", b"")))
        received = running.ask(GET % (b"hello", b""))
        assert b"retry-after: 2" in received
        pages.go_on.set()


def test_who_leaves_the_queue_is_not_served(running: Running, pages: Pages) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            connection = stack.enter_context(running.connect())
            connection.sendall(GET % (b"waits", b""))
            pages.entered.acquire(timeout=5)
        with running.connect() as impatient:
            impatient.sendall(GET % (b"hello", b""))
            until(lambda: b"503" in running.ask(GET % (b"parts", b"")))
        # Gone: there is room again, and nobody does its work.
        until(lambda: running_inside(running) == 2)
        pages.go_on.set()
        until(lambda: pages.closed == 2)
    assert [environ["PATH_INFO"] for environ in pages.seen] == ["/waits", "/waits"]


def running_inside(running: Running) -> int:
    return running.uvicorn.config.app._inside  # type: ignore[union-attr]


def test_begun_work_is_finished_when_the_other_side_leaves(running: Running, pages: Pages) -> None:
    with running.connect() as connection:
        connection.sendall(GET % (b"waits", b""))
        pages.entered.acquire(timeout=5)
    pages.go_on.set()
    until(lambda: pages.closed == 1)
    assert running.status(GET % (b"hello", b"")) == 200


def test_stream_runs_in_the_loop_beside_the_pages(pages: Pages, limits: server.Limits) -> None:
    async def events(scope: server.Scope, receive: server.Receive, send: server.Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    application = server.Server(pages, streams={"/live/": events}, limits=limits)
    with Running(application) as running, contextlib.ExitStack() as stack:
        for _ in range(10):  # more than there are threads
            connection = stack.enter_context(running.connect())
            connection.sendall(b"GET /live/room HTTP/1.1\r\nHost: a\r\n\r\n")
            received = b""
            while b"data: 1" not in received:
                received += connection.recv(1000)
        assert running.status(GET % (b"hello", b"")) == 200
    assert len(pages.seen) == 1


def test_stopping_finishes_what_is_in_hand(pages: Pages) -> None:
    running = Running(server.Server(pages))
    with running, running.connect() as connection:
        connection.sendall(b"GET /waits HTTP/1.1\r\nHost: a\r\n\r\n")
        pages.entered.acquire(timeout=5)
        running.uvicorn.should_exit = True
        time.sleep(0.3)
        pages.go_on.set()
        assert answered(connection)[1] == b"waited"


def test_nothing_of_one_request_is_left_for_the_next(limits: server.Limits) -> None:
    import contextvars

    whose = contextvars.ContextVar("whose", default="nobody")
    seen = []

    def pages(environ: wsgi.Environ, start_response: Start) -> Iterable[bytes]:
        seen.append((whose.get(), threading.current_thread().name))
        whose.set("somebody")
        start_response("200 OK", [])
        return [b""]

    with Running(server.Server(pages, limits=limits)) as running:
        for _ in range(20):
            running.ask(GET % (b"", b""))
    assert {name for name, _ in seen} == {"nobody"}
    assert len({thread for _, thread in seen}) <= 2


def test_compressed_body_stays_as_it_was_sent(running: Running, pages: Pages) -> None:
    packed = gzip.compress(b"text" * 1000)
    assert running.status(post(packed, b"Content-Encoding: gzip\r\n")) == 200
    assert pages.bodies == [packed]


@pytest.mark.endure
def test_thousand_half_open_connections_go_while_others_are_served(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    monkeypatch.setattr(wire, "CONNECTIONS", 2_000)
    with contextlib.ExitStack() as stack:
        half_open = [stack.enter_context(running.connect()) for _ in range(1_000)]
        for connection in half_open:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        begun, times = time.monotonic(), []
        while running.uvicorn.server_state.connections and time.monotonic() - begun < 2 * wire.HEAD_SECONDS:
            asked = time.monotonic()
            assert running.status(GET % (b"hello", b"")) == 200
            times.append(time.monotonic() - asked)
            time.sleep(0.02)
        assert time.monotonic() - begun < wire.HEAD_SECONDS + 2
        assert all(rest(connection).startswith(b"HTTP/1.1 408 ") for connection in half_open)
    assert sorted(times)[int(len(times) * 0.95)] < 0.2
