"""The server of one process: event streams run in its loop, ordinary requests in a few threads.

Django's own ASGI handler makes a thread and a database connection for every request and is two to four times
slower than its WSGI handler in threads that stay (docs/decisions). So each page runs there, with the request's body
already here and its answer taken away whole: a slow network holds no thread.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
import logging
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

import uvicorn
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from pejl.foundation.live import reading, stream, waking
from pejl.foundation.live.hub import BEAT_SECONDS, Hub
from pejl.wiring import environment, saying, wire, wsgi

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Answering = Callable[[Hub, stream.Admission, Send, stream.Wire], Awaitable[None]]

# What is answered in the loop itself, once a page has said who may follow what; everything else is a page.
STREAMS: Mapping[str, Answering] = {"/live/": stream.run, "/live/poll/": stream.poll}

PIECE_BYTES = 64 * 1024
BODY_BYTES = 64 * 1024
"""A longer body waits in a file: hundreds may wait at once."""

logger = logging.getLogger("pejl.server")


@dataclass(frozen=True)
class Limits:
    """How much one process takes on."""

    threads: int = 4
    waiting: int = 500
    """Requests in threads and before them; one more is asked to come back. Who opens the room together, opens it at the
    same moment: better to wait some seconds than to be sent away (docs/operations/load.md)."""
    body_bytes: int = 25 * 1024 * 1024
    body_pause_seconds: float = 10.0
    body_bytes_a_second: float = 2_000.0
    """A body may take body_pause_seconds plus what it needs at this speed."""
    drop_seconds: float = 3.0
    """How long a body that is refused is still listened to, so that the refusal is read."""


class Refused(Exception):
    """The server answers by itself, with this status."""

    def __init__(self, status: int) -> None:
        self.status = status


class Left(Exception):
    """The other side has gone: nobody is there to answer."""


class Server:
    """An ASGI application: streams by path, everything else through the WSGI application `pages`."""

    def __init__(
        self, pages: wsgi.Application, *, streams: Mapping[str, Answering] = STREAMS, limits: Limits | None = None
    ) -> None:
        self.pages = pages
        self.streams = streams
        self.limits = limits or Limits()
        self.hub = Hub(reading.news)
        self._pool = ThreadPoolExecutor(self.limits.threads, thread_name_prefix="page")
        self._inside = 0
        # Where hundreds open a page at once they wait here, so that whoever has one open can go on: what is sent, parts
        # of pages and streams come in between.
        self._opening = asyncio.Semaphore(self.limits.threads)
        # After a restart everybody comes back at once: as many at a time as there are threads, so that whoever asks
        # for a page comes in between, and nobody who is patient is sent away.
        self._joining = asyncio.Semaphore(self.limits.threads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection's request, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            await self._answered(scope, receive, send)
        except Refused as refused:
            await _say(send, refused.status, scope)
        except Left:
            pass

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end: what is committed anywhere rings in the hub."""
        await receive()
        beating = asyncio.create_task(self._beat())
        async with waking.woken(self.hub.ring):
            await send({"type": "lifespan.startup.complete"})
            await receive()
        beating.cancel()
        self.hub.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            self.hub.beat()

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        streamed = self.streams.get(scope["path"]) if scope["method"] == "GET" else None
        if streamed is None:
            await _send(await self._page(scope, receive), send)
            return
        answer = await self._admission(scope, receive)
        if answer.status == 200:
            connection = scope["extensions"][wire.WIRE]["connection"]
            await streamed(self.hub, stream.Admission.of(answer.body), send, connection)
        else:
            await _send(answer, send)

    async def _admission(self, scope: Scope, receive: Receive) -> wsgi.Answer:
        """What the page says of whoever wants to follow."""
        environ = wsgi.environ(scope, io.BytesIO(), 0)
        # Nobody's doing: following keeps nobody signed in.
        environ["HTTP_PEJL_AUTOMATIC"] = "1"
        return await self._answer(environ, receive, self._joining)

    async def _page(self, scope: Scope, receive: Receive) -> wsgi.Answer:
        if self._inside >= self.limits.waiting:
            raise Refused(503)
        self._inside += 1
        try:
            with tempfile.SpooledTemporaryFile(max_size=BODY_BYTES) as body:
                length = await self._body(scope, receive, body)
                turn = self._opening if scope["method"] == "GET" and _is_of_browser(scope) else None
                return await self._answer(wsgi.environ(scope, body, length), receive, turn)
        finally:
            self._inside -= 1

    async def _body(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int:
        """Read the whole body into the file; returns its length."""
        headers = dict(scope["headers"])
        if b"content-length" not in headers and b"transfer-encoding" not in headers:
            return 0
        # The parser has refused a length that is no number.
        if int(headers.get(b"content-length", 0)) > self.limits.body_bytes:
            await self._drop(headers, receive)
            raise Refused(413)
        length, begun, more = 0, time.monotonic(), True
        while more:
            message = await self._message(receive, length, begun)
            length += len(message["body"])
            if length > self.limits.body_bytes:
                await self._drop(headers, receive)
                raise Refused(413)
            await _write(body, message["body"], length)
            more = message["more_body"]
        body.seek(0)
        return length

    async def _message(self, receive: Receive, length: int, begun: float) -> MutableMapping[str, Any]:
        """The next piece, unless it or the whole takes too long."""
        pause = self.limits.body_pause_seconds
        left = begun + pause + length / self.limits.body_bytes_a_second - time.monotonic()
        try:
            async with asyncio.timeout(min(pause, left)):
                message = await receive()
        except TimeoutError:
            raise Refused(408) from None
        if message["type"] == "http.disconnect":
            raise Left
        return message

    async def _drop(self, headers: Mapping[bytes, bytes], receive: Receive) -> None:
        """Listen without keeping: who is cut off while sending never reads why."""
        if headers.get(b"expect", b"").lower() == b"100-continue":
            return
        try:
            async with asyncio.timeout(self.limits.drop_seconds):
                while (await receive()).get("more_body"):
                    pass
        except TimeoutError:
            pass

    async def _answer(self, environ: wsgi.Environ, receive: Receive, turn: asyncio.Semaphore | None) -> wsgi.Answer:
        """Run the page when it is its turn. Who leaves before takes it out of the queue; begun work is finished."""
        leaving = asyncio.ensure_future(_left(receive))
        try:
            if turn is None:
                return await self._in_thread(environ, leaving)
            await _taken(turn, leaving)
            try:
                return await self._in_thread(environ, leaving)
            finally:
                turn.release()
        finally:
            leaving.cancel()

    async def _in_thread(self, environ: wsgi.Environ, leaving: asyncio.Future[None]) -> wsgi.Answer:
        # An empty context each time: nothing of one request is left for the thread's next.
        work = self._pool.submit(contextvars.Context().run, wsgi.answer, self.pages, environ)
        answer = asyncio.wrap_future(work)
        either: set[asyncio.Future[Any]] = {answer, leaving}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done() and work.cancel():
            raise Left
        try:
            return await answer
        except Exception:
            logger.exception("A request failed outside Django's own handling")
            raise Refused(500) from None


def _is_of_browser(scope: Scope) -> bool:
    """Whether somebody opens a page, or sends a form, without our scripts."""
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


async def _taken(turn: asyncio.Semaphore, leaving: asyncio.Future[None]) -> None:
    """Wait for one's turn. Raises Left when the other side has gone first."""
    taking = asyncio.ensure_future(turn.acquire())
    either: set[asyncio.Future[Any]] = {taking, leaving}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if leaving.done():
        if not taking.cancel():
            turn.release()
        raise Left


async def _left(receive: Receive) -> None:
    """Wait until the other side is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(body: IO[bytes], piece: bytes, length: int) -> None:
    try:
        if length > BODY_BYTES:
            await asyncio.get_running_loop().run_in_executor(None, body.write, piece)
        else:
            body.write(piece)
    except OSError:
        raise Refused(507) from None


async def _send(answer: wsgi.Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    if answer.file:
        loop = asyncio.get_running_loop()
        with answer.file as file:
            while piece := await loop.run_in_executor(None, file.read, PIECE_BYTES):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})


async def _say(send: Send, status: int, scope: Scope) -> None:
    """An answer of the server's own."""
    headers, body = saying.answer(status, is_browser=_is_of_browser(scope), is_safe=scope["method"] == "GET")
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class Runner(uvicorn.Server):
    """Ends the streams when it is told to stop: it waits for what is in hand, and streams never are done."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.config.app.hub.close()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def configuration(server: Server, *, certificate: str | None = None, key: str | None = None) -> uvicorn.Config:
    """uvicorn, told to leave proxies to Django's settings and addresses out of logs (they hold query strings).

    With a certificate and its key (files) it speaks HTTPS, and nothing else.
    """
    return uvicorn.Config(
        server,
        interface="asgi3",
        http=wire.Wire,
        ws="none",
        loop="uvloop",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="error",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def serve(listener: socket.socket) -> None:
    """Answer what comes in on a listening socket until SIGTERM or SIGINT; then finish what is in hand."""
    limits = Limits(threads=environment.number("PEJL_THREADS", default=Limits.threads))
    server = Server(get_wsgi_application(), limits=limits)
    certificate, key = settings.PEJL_CERTIFICATE or None, settings.PEJL_CERTIFICATE_KEY or None
    Runner(configuration(server, certificate=certificate, key=key)).run(sockets=[listener])
