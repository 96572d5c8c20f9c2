"""What one connection may do, on a real socket: heads, half-open connections, reading."""

from __future__ import annotations

import contextlib
import resource
import socket
import time

import pytest

from pejl.wiring import server, wire
from pejl.wiring.tests.speaking import GET, Pages, Running, answered, closes_within, post, rest, until

pytestmark = pytest.mark.once


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
            said = rest(second)
            assert said.startswith(b"HTTP/1.1 503 ")
            assert b"http-equiv" in said


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
