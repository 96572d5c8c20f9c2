"""The listeners: one uvloop process that reads raw sockets, and says when a card was heard by the last of them.

``python -m bench.live.ears``: commands come as lines of JSON, and each is answered by one. A *hall* is a crowd that
listens to the same server: {"do": "join", "hall": …, "port": …, "browsers": [{page, topic, cookie}]}, without page and
topic for the bare broadcaster; "count", "leave" and "pages".
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import statistics
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

import uvloop

CARD = re.compile(rb'"id":"card-([0-9a-f-]{36})","html"')
NUMBER = re.compile(rb'^data: {"topic".*?"number":(\d+)', re.MULTILINE)
SINCE = re.compile(rb'data-number="(\d+)"')
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
HERE, END = b"event: here", b"0\r\n\r\n"
WHOLE = (b"\n\n\r\n", END)
AGAIN_SECONDS = (0.5, 1.5)
"""When a browser that was asked to come back does so; as pejl/design/scripts/live does."""


@cache
def cards_in(piece: bytes) -> tuple[str, ...]:
    """The cards that a piece of a stream brings: the same bytes come to everybody."""
    return tuple(one.decode() for one in CARD.findall(piece))


@cache
def number_in(piece: bytes) -> int | None:
    """Up to which fact whoever has read the piece knows the topic."""
    numbers = NUMBER.findall(piece)
    return int(numbers[-1]) if numbers else None


def request(path: str, cookie: str) -> bytes:
    """A question as a browser would ask it."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()


@dataclass
class Hall:
    """A crowd, and what it has heard."""

    port: int
    ears: list[Ear] = field(default_factory=list)
    last: dict[str, float] = field(default_factory=dict)
    """When a card was heard by the last one so far, by the machine's monotonic clock."""
    frames: dict[str, bytes] = field(default_factory=dict)
    here: int = 0
    back: int = 0
    refused: int = 0
    everybody: asyncio.Event = field(default_factory=asyncio.Event)
    has_come: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, card: str, now: float, piece: bytes) -> None:
        """Somebody has it."""
        self.last[card] = now
        if card not in self.frames:
            self.frames[card] = piece
            self.has_come.set()

    def is_here(self) -> None:
        """One more listens."""
        self.here += 1
        if self.here == len(self.ears):
            self.everybody.set()


class Ear(asyncio.Protocol):
    """One browser: asks for its page, if it is to, then for the stream from the page's number on."""

    def __init__(self, hall: Hall, browser: dict[str, str], *, asks_page: bool) -> None:
        self.hall, self.browser = hall, browser
        self.asks_page = asks_page
        self.number = 0
        self.heard: Counter[str] = Counter()
        self.rest = b""
        self.is_here = self.has_come = self.has_left = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Ask."""
        self.transport, self.rest = transport, b""
        if not self.browser.get("topic"):
            self._arrive()
        elif self.asks_page:
            self._ask(self.browser["page"])
        else:
            self._follow()

    def _ask(self, path: str) -> None:
        self.transport.write(request(path, self.browser["cookie"]))

    def _follow(self) -> None:
        self._ask(f"/live/?follow={self.browser['topic']}@{self.number}")

    def data_received(self, data: bytes) -> None:
        """Hear. A frame comes in one piece nearly always."""
        now = time.monotonic()
        if not self.is_here:
            self._answered(data)
            return
        if self.rest or not data.endswith(WHOLE):
            data = self.rest = self.rest + data
            if not data.endswith(WHOLE):
                return
            self.rest = b""
        self.number = number_in(data) or self.number
        for card in cards_in(data):
            self.heard[card] += 1
            self.hall.hear(card, now, data)
        if data.endswith(END):
            self._come_back()

    def _come_back(self) -> None:
        """The stream has had its time: at once from where it ended."""
        self.hall.back += 1
        self.is_here = False
        self._follow()

    def _answered(self, data: bytes) -> None:
        """What comes before the stream."""
        self.rest += data
        head, found, body = self.rest.partition(b"\r\n\r\n")
        if not found:
            return
        if self.asks_page and head.startswith(b"HTTP/1.1 200"):
            length = LENGTH.search(head)
            if length and len(body) >= int(length.group(1)):
                self.number, self.asks_page, self.rest = int(SINCE.findall(body)[0]), False, b""
                self._follow()
        elif head.startswith(b"HTTP/1.1 200"):
            if HERE in body:
                rest, self.rest = body.partition(b"\n\n\r\n")[2], b""
                self._arrive()
                if rest:
                    self.data_received(rest)
        elif not head.startswith(b"HTTP/1.1 503"):
            give_up(f"Not let in: {self.rest[:300]!r}")
        else:
            self.hall.refused += 1
            self.transport.close()

    def _arrive(self) -> None:
        if not self.has_come:
            self.hall.is_here()
        self.is_here = self.has_come = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Come back after a moment, unless told to leave."""
        self.is_here = False
        if not self.has_left:
            asyncio.get_running_loop().call_later(random.uniform(*AGAIN_SECONDS), self.connect)

    def connect(self) -> None:
        """Open the connection."""
        loop = asyncio.get_running_loop()
        self.connecting = loop.create_task(loop.create_connection(lambda: self, "127.0.0.1", self.hall.port))


halls: dict[str, Hall] = {}


def give_up(why: str) -> NoReturn:
    """End at once: an exception would be caught by the loop, and whoever asked would wait."""
    print(why, file=sys.stderr, flush=True)
    os._exit(1)


async def join(hall: str, port: int, browsers: list[dict[str, str]], pages: bool = False) -> Any:
    """Let them come, all at once; how long until the last one is there."""
    place = halls[hall] = Hall(port)
    place.ears = [Ear(place, one, asks_page=pages) for one in browsers]
    begun = time.monotonic()
    for ear in place.ears:
        ear.connect()
    await asyncio.wait_for(place.everybody.wait(), 100)
    return {"seconds": time.monotonic() - begun, "refused": place.refused}


async def count(hall: str) -> Any:
    """What was heard since the last count: for each card when the last one heard it, and by how many, how often."""
    place = halls[hall]
    # By how many it was heard at all; how often more than once is told apart.
    by = Counter(card for ear in place.ears for card in ear.heard)
    doubled = sum(times - 1 for ear in place.ears for times in ear.heard.values())
    told = {"last": place.last, "by": by, "doubled": doubled, "back": place.back}
    place.last, place.back = {}, 0
    for ear in place.ears:
        ear.heard.clear()
    return told


async def frame(hall: str, card: str) -> Any:
    """The bytes that brought a card, as soon as it has come to somebody."""
    place = halls[hall]
    while card not in place.frames:
        place.has_come.clear()
        await place.has_come.wait()
    return place.frames[card].decode("latin-1")


async def leave(hall: str) -> Any:
    """All close their connections."""
    place = halls.pop(hall)
    for ear in place.ears:
        ear.has_left = True
        ear.transport.abort()
    await asyncio.sleep(1)
    return {}


async def pages(port: int, paths: list[str], cookie: str, rate: float, seconds: float) -> Any:
    """Ask for pages at a steady rate, whether or not they are answered in time."""
    loop, taken, refused = asyncio.get_running_loop(), [], []
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(path: str) -> None:
        begun = time.monotonic()
        reader, writer = free.pop() if free else await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(path, cookie))
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 503"):
            refused.append(path)
            writer.close()
            return
        length = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            give_up(f"{path}: {head[:200]!r}")
        await reader.readexactly(int(length.group(1)))
        free.append((reader, writer))
        taken.append((time.monotonic() - begun) * 1000)

    begun = loop.time()
    async with asyncio.TaskGroup() as asking:
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
            asking.create_task(ask(paths[number % len(paths)]))
    lasted = loop.time() - begun
    for _reader, writer in free:
        writer.close()
    slow = statistics.quantiles(taken, n=20)[18]
    return {"a second": len(taken) / lasted, "refused": len(refused), "ms": statistics.median(taken), "ms p95": slow}


DEEDS = {deed.__name__: deed for deed in (join, count, frame, leave, pages)}


async def main() -> None:
    """Do what the lines say, each beside the others; answers bear their number."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    doing = set()

    async def do(told: dict[str, Any]) -> None:
        deed, number = DEEDS[told.pop("do")], told.pop("number")
        try:
            said = await deed(**told)
        except Exception:  # noqa: BLE001 -- said, and the end
            give_up(traceback.format_exc())
        print(json.dumps({"number": number, "said": said}), flush=True)

    while line := await lines.readline():
        task = loop.create_task(do(json.loads(line)))
        doing.add(task)
        task.add_done_callback(doing.discard)


if __name__ == "__main__":
    uvloop.run(main())
