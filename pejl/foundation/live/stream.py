"""The stream of one browser: everything that happens in what it follows, as server-sent events.

Who may follow what is asked of an ordinary page (``pages.follow``), with everything that guards pages: session, space,
reading rights. A stream lives a few minutes only; the browser comes back by itself, and the page is asked again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from pejl.foundation.live.hub import Hub, Listener
from pejl.foundation.live.views import Audience

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LIFE_SECONDS = 120.0
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


def followed_in(body: bytes) -> list[Followed]:
    """What the page that admits has answered."""
    return [Followed(one["key"], Audience(one["view"], one["language"]), one["since"]) for one in json.loads(body)]


async def run(hub: Hub, follows: Iterable[Followed], receive: Receive, send: Send) -> None:
    """Answer with a stream, until the browser goes, reads too slowly, or has had its time."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send(_piece(HERE))
    # Not all at the same moment, where all came at the same moment.
    life = LIFE_SECONDS * (0.8 + 0.4 * secrets.randbelow(1000) / 1000)
    async with _listening(hub, follows, receive, life) as listener:
        while frames := await listener.take():
            await send(_piece(frames))
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def poll(hub: Hub, follows: Iterable[Followed], receive: Receive, send: Send) -> None:
    """The same as an answer that ends with the first news, or with nothing after a while."""
    async with _listening(hub, follows, receive, PATIENCE_SECONDS) as listener:
        frames = await listener.take()
    headers = [*HEADERS, (b"content-length", str(len(frames)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": frames, "more_body": False})


@contextlib.asynccontextmanager
async def _listening(hub: Hub, follows: Iterable[Followed], receive: Receive, seconds: float) -> Any:
    listener, followed = Listener(), list(follows)
    gone = asyncio.ensure_future(_until_gone(receive))
    gone.add_done_callback(lambda _: listener.end())
    timer = asyncio.get_running_loop().call_later(seconds, listener.end)
    hub.listeners.add(listener)
    try:
        for one in followed:
            hub.follow(one.key, one.audience, one.since, listener)
        yield listener
    finally:
        timer.cancel()
        gone.cancel()
        hub.leave(listener)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _piece(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}
