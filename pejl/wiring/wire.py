"""One connection, held to its manners: who sends or reads too slowly, or too long a head, is let go.

uvicorn alone keeps half-open connections for ever and takes heads of any length; a proxy in front would not,
but Pejl is one command and must stand without one.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from pejl.wiring import saying

HEAD_SECONDS = 8.0
"""From the first moment, or the first byte of the next request, to the end of its head."""
READING_SECONDS = 30.0
"""How long the other side may leave what we sent unread."""
HEAD_BYTES = 32 * 1024
HEADERS = 100
CONNECTIONS = min(2_000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 100)
"""In one process; event streams count too, and each is an open file."""
NOTHING = ([(b"content-length", b"0"), (b"connection", b"close")], b"")
WIRE = "pejl.wire"
"""The name under which an application finds the connection among ASGI's extensions."""


class Wire(HttpToolsProtocol):
    """uvicorn's HTTP protocol with time and size limits where it has none."""

    gone: Callable[[], None] | None = None
    """Called when the other side has left."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, unless there are too many already."""
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._head_bytes = 0
        self._has_head = False
        self._refusal = 400
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            self._refuse(503)
        else:
            self._arm("head", HEAD_SECONDS, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers, and tell whoever wanted to know."""
        for name in list(self._timers):
            self._disarm(name)
        super().connection_lost(exc)
        if self.gone is not None:
            self.gone()

    def on_message_begin(self) -> None:
        """The application may write to the connection itself."""
        super().on_message_begin()
        self.scope["extensions"] = {WIRE: {"connection": self}}

    def data_received(self, data: bytes) -> None:
        """Feed the parser; count what comes before the end of a head."""
        if self._refusal != 400 or self.transport.is_closing():
            return
        if not self._has_head:
            self._head_bytes += len(data)
            if "head" not in self._timers:
                self._arm("head", HEAD_SECONDS, self._head_is_late)
        super().data_received(data)
        # A header whose end never comes is not handed over by the parser: only its bytes are seen.
        if not self._has_head and self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuse a head that arrived in one piece and is too long."""
        super().on_header(name, value)
        length = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if len(self.headers) > HEADERS or length > HEAD_BYTES:
            self._refusal = 431
            raise ValueError("The head of the request is too long")

    def on_headers_complete(self) -> None:
        """The head is there: the rest is the application's to wait for."""
        self._has_head = True
        self._disarm("head")
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Answered; the next head has its own time, unless it is here already, and the answer must be read."""
        self._has_head = bool(self.pipeline)
        self._head_bytes = 0
        self._arm("reading", READING_SECONDS, self._is_not_read)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The other side has stopped reading."""
        super().pause_writing()
        self._arm("reading", READING_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        self._disarm("reading")
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser could not take."""
        self._refuse(self._refusal)

    def _refuse(self, status: int) -> None:
        self._refusal = status
        headers, body = saying.answer(status, is_browser=True) if status in saying.SENTENCES else NOTHING
        lines = b"".join(b"%b: %b\r\n" % header for header in headers)
        self.transport.write(STATUS_LINE[status] + lines + b"\r\n" + body)
        self.transport.close()

    def _head_is_late(self) -> None:
        if self._head_bytes:
            self._refuse(408)
        else:
            self.transport.close()

    def _is_not_read(self) -> None:
        # Closing waits until all is sent, which to somebody who does not read is never.
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _arm(self, name: str, seconds: float, then: Callable[[], Any]) -> None:
        self._disarm(name)
        self._timers[name] = self.loop.call_later(seconds, then)

    def _disarm(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer:
            timer.cancel()
