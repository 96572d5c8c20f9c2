"""The stream of one browser: everything that happens in what it follows, as server-sent events.

Who may follow what is asked of an ordinary page (``pages.follow``), with everything that guards pages: session, space,
reading rights. It is asked again when something happens that may end a right, and every few minutes in any case: the
stream ends, and the browser comes back by itself.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

from pejl.foundation.live.hub import Hub, Listener, piece_of
from pejl.foundation.live.views import Audience

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

LIFE_SECONDS = 300.0
"""Then the page is asked again, for what ends a right without a word, such as the hour. Each asking costs a page: 500
who come back every two minutes cost more than a core's fiftieth."""
PATIENCE_SECONDS = 20.0
"""How long a browser behind a proxy that keeps streams back waits for an answer that ends."""
HERE = b"retry: 1000\nevent: here\ndata: {}\n\n"
"""Comes at once: a browser that does not see it soon is behind a proxy that keeps streams back."""
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Asks proxies of nginx's family to pass every piece on at once.
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True)
class Followed:
    """One topic a browser may follow: as which audience, and what its page knows already."""

    key: str
    audience: Audience
    since: int
    asked: int


@dataclass(frozen=True)
class Admission:
    """What one browser may follow, whose it is ("" for a stranger's), and what it wanted and may not."""

    account: str
    follows: list[Followed]
    refused: list[str]

    @classmethod
    def of(cls, body: bytes) -> Admission:
        """What the page that admits has answered."""
        told = json.loads(body)
        follows = [
            Followed(one["key"], Audience(one["view"], one["language"]), one["since"], one["asked"])
            for one in told["follows"]
        ]
        return cls(told["account"], follows, told["refused"])

    @property
    def refusal(self) -> bytes:
        """Tells the browser which of its pages can follow no more."""
        return f"event: refused\ndata: {json.dumps(self.refused)}\n\n".encode()


class Wire(Protocol):
    """One connection. Frames are written to it past the server, whose way costs several times as much for each."""

    transport: asyncio.Transport
    gone: Callable[[], None] | None
    """Called when the other side has left."""


async def run(hub: Hub, admission: Admission, send: Send, wire: Wire) -> None:
    """Answer with a stream, until the browser goes, reads too slowly, or has had its time."""
    # Not all at the same moment, where all came at the same moment.
    life = LIFE_SECONDS * (0.8 + 0.4 * secrets.randbelow(1000) / 1000)
    await _answer(hub, admission, send, wire, HERE, life, is_short=False)


async def poll(hub: Hub, admission: Admission, send: Send, wire: Wire) -> None:
    """The same as an answer that ends with the first news, or with nothing after a while."""
    await _answer(hub, admission, send, wire, b"", PATIENCE_SECONDS, is_short=True)


async def _answer(
    hub: Hub, admission: Admission, send: Send, wire: Wire, first: bytes, seconds: float, *, is_short: bool
) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    if first:
        await send({"type": "http.response.body", "body": first, "more_body": True})
    listener = Listener(wire.transport, account=admission.account, is_short=is_short)
    wire.gone = listener.end
    timer = asyncio.get_running_loop().call_later(seconds, listener.end)
    try:
        if not wire.transport.is_closing():
            if admission.refused:
                listener.put(piece_of(admission.refusal))
            hub.listen(listener, [(one.key, one.audience, one.since, one.asked) for one in admission.follows])
            await listener.ended
    finally:
        timer.cancel()
        wire.gone = None
        hub.leave(listener)
    await send({"type": "http.response.body", "body": b"", "more_body": False})
