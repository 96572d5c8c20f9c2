"""How the server takes bodies, on a real socket."""

from __future__ import annotations

import contextlib
import gzip
import time

import pytest

from pejl.wiring import server
from pejl.wiring.tests.speaking import GET, Pages, Running, answered, post, rest

pytestmark = pytest.mark.once


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


def test_a_browser_gets_the_refusal_as_a_page(running: Running, pages: Pages) -> None:
    head = b"POST /import/ HTTP/1.1\r\nHost: a\r\nAccept: text/html,*/*\r\nContent-Length: 100000000\r\n\r\n"
    received = running.ask(head + b"x" * 100_000)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"content-type: text/html" in received
    assert "<h1>Det fylder for meget. Gå tilbage, og send noget mindre.</h1>".encode() in received
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


def test_compressed_body_stays_as_it_was_sent(running: Running, pages: Pages) -> None:
    packed = gzip.compress(b"text" * 1000)
    assert running.status(post(packed, b"Content-Encoding: gzip\r\n")) == 200
    assert pages.bodies == [packed]
