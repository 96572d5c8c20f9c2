"""How the server answers, on a real socket."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest

from pejl.foundation.live.hub import Hub, Listener, News, piece_of
from pejl.wiring import server, wsgi
from pejl.wiring.tests.speaking import GET, Pages, Running, Start, answered, until

pytestmark = pytest.mark.once

NOBODY = b'{"account": "", "follows": [], "refused": []}'
FOLLOWED = NOBODY.replace(b"[]", b'[{"key": "", "view": "wall", "language": "da", "since": 0, "asked": 0}]', 1)
BROWSER = b"Accept: text/html\r\n"


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


def test_one_request_too_many_is_asked_to_come_back(running: Running, pages: Pages) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            connection = stack.enter_context(running.connect())
            connection.sendall(GET % (b"waits", b""))
        pages.entered.acquire(timeout=5)
        pages.entered.acquire(timeout=5)
        until(lambda: b"503" in running.ask(GET % (b"hello", b"")))
        received = running.ask(GET % (b"hello", b""))
        assert b"retry-after: " in received
        assert b"busy" in received
        assert b"<" not in received
        opened = running.ask(GET % (b"hello", BROWSER))
        assert (
            b"retry-after: %b\r\n" % opened.partition(b'http-equiv="refresh" content="')[2].partition(b'"')[0] in opened
        )
        # What was sent is not sent again by itself: a refresh would ask for a page where there is none.
        sent = running.ask((GET % (b"hello", BROWSER + b"Content-Length: 0\r\n")).replace(b"GET", b"POST"))
        assert b"<h1>" in sent
        assert b"refresh" not in sent
        pages.go_on.set()


def test_whoever_has_a_page_open_comes_before_those_who_open_one(pages: Pages) -> None:
    application = server.Server(pages, limits=server.Limits(threads=2, waiting=10))
    with Running(application) as running, contextlib.ExitStack() as stack:

        def ask(name: bytes, headers: bytes) -> None:
            before = running_inside(running)
            stack.enter_context(running.connect()).sendall(GET % (name, headers))
            until(lambda: running_inside(running) == before + 1)

        for name in (b"waits", b"waits", b"parts", b"parts"):
            ask(name, BROWSER)
        ask(b"hello", b"")
        pages.go_on.set()
        until(lambda: len(pages.seen) == 5)
    assert pages.seen[2]["PATH_INFO"] == "/hello"


@pytest.mark.parametrize("headers", [b"", BROWSER])
def test_who_leaves_the_queue_is_not_served(running: Running, pages: Pages, headers: bytes) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(2):
            connection = stack.enter_context(running.connect())
            connection.sendall(GET % (b"waits", headers))
            pages.entered.acquire(timeout=5)
        with running.connect() as impatient:
            impatient.sendall(GET % (b"hello", headers))
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
    application = server.Server(_admitting(pages, NOBODY), limits=limits)
    with Running(application) as running, contextlib.ExitStack() as stack:
        for _ in range(10):  # more than there are threads
            connection = stack.enter_context(running.connect())
            connection.sendall(b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n")
            _until(connection, b"event: here")
        assert running.status(GET % (b"hello", b"")) == 200


def test_stream_is_opened_only_where_the_page_admits(pages: Pages, limits: server.Limits) -> None:
    application = server.Server(_admitting(pages, b"", status="404 Not Found"), limits=limits)
    with Running(application) as running:
        assert running.status(GET % (b"live/", b"")) == 404


def test_streams_end_at_once_when_the_server_stops(pages: Pages) -> None:
    running = Running(server.Server(_admitting(pages, NOBODY)))
    with running, running.connect() as connection:
        connection.sendall(b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n")
        _until(connection, b"event: here")
        running.uvicorn.should_exit = True
        _until(connection, b"0\r\n\r\n")


def test_who_follows_and_leaves_is_forgotten_at_once(pages: Pages) -> None:
    application = _followed(pages)
    with Running(application) as running:
        with running.connect() as connection:
            connection.sendall(b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n")
            _until(connection, b"event: here")
            until(lambda: len(application.hub.listeners) == 1)
        until(lambda: not application.hub.listeners)


def test_who_follows_and_does_not_read_is_let_go(pages: Pages) -> None:
    application = _followed(pages)
    with Running(application) as running, running.connect() as connection:
        connection.sendall(b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: len(application.hub.listeners) == 1)
        [listener] = application.hub.listeners
        # The network takes some by itself, and what waits then is counted.
        until(lambda: _put(running, listener, piece_of(b"x" * 100_000)) or not application.hub.listeners)
        assert running.status(GET % (b"hello", b"")) == 200


def _followed(pages: Pages) -> server.Server:
    """A server of a topic in which nothing happens."""
    application = server.Server(_admitting(pages, FOLLOWED))
    application.hub = Hub(lambda _key, number, _audiences: News(number))
    return application


def _put(running: Running, listener: Listener, piece: bytes) -> None:
    """In the loop, as the hub does."""
    running.loop.call_soon_threadsafe(listener.put, piece)


def test_more_may_come_to_follow_at_once_than_may_wait_for_pages(pages: Pages, limits: server.Limits) -> None:
    application = server.Server(_admitting(pages, NOBODY), limits=limits)
    with Running(application) as running, contextlib.ExitStack() as stack:
        many = [stack.enter_context(running.connect()) for _ in range(4 * limits.waiting)]
        for connection in many:
            connection.sendall(b"GET /live/ HTTP/1.1\r\nHost: a\r\n\r\n")
        for connection in many:
            _until(connection, b"event: here")


def test_answer_that_ends_with_the_first_news_keeps_the_connection(pages: Pages) -> None:
    application = _followed(pages)
    with Running(application) as running, running.connect() as connection:
        connection.sendall(b"GET /live/poll/ HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: len(application.hub.listeners) == 1)
        [listener] = application.hub.listeners
        for word in (b"first", b"second"):
            _put(running, listener, piece_of(word))
        assert answered(connection)[1] == b"first"
        connection.sendall(GET % (b"hello", b""))
        assert answered(connection)[1] == b"hello"


def _admitting(pages: Pages, body: bytes, status: str = "200 OK") -> Any:
    """The pages, beside one that says who may follow what."""

    def application(environ: Any, start_response: Any) -> Any:
        if not environ["PATH_INFO"].startswith("/live/"):
            return pages(environ, start_response)
        assert environ["HTTP_PEJL_AUTOMATIC"] == "1"
        start_response(status, [("Content-Type", "application/json")])
        return [body]

    return application


def _until(connection: socket.socket, wanted: bytes) -> None:
    received = b""
    while wanted not in received:
        piece = connection.recv(1000)
        assert piece, received
        received += piece


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
