"""Who follows what in this process, and what reaches them: read once, shown once for each audience, sent to many.

Everything here runs in the process's loop but for the reading, which has threads of its own: pages never wait for
the room, nor the room for pages.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from pejl.foundation.live.views import Audience
from pejl.foundation.live.waking import EVERYTHING, is_of_account

MOST_WAITING_BYTES = 256 * 1024
"""Who reads so slowly that more would wait is let go, and comes back for what was missed."""
BEAT = b": \n\n"
BEAT_SECONDS = 15.0
AGAIN_SECONDS = 0.5
"""After reading failed, as while the database starts again."""
ANEW = b"event: anew\ndata: \n\n"
"""Says that the page is quicker read anew than caught up with."""

logger = logging.getLogger("pejl.live")


@dataclass(frozen=True)
class News:
    """What is new in a topic: up to which number, and the frame for each audience that it means something to.

    ``asks_anew`` is the number of the latest fact that may have ended somebody's right, for each audience.
    ``is_too_much`` says that so much happened that a page is quicker read anew.
    """

    number: int
    frames: Mapping[Audience, bytes] = field(default_factory=dict)
    asks_anew: Mapping[Audience, int] = field(default_factory=dict)
    is_too_much: bool = False


Read = Callable[[str, int, Collection[Audience]], News]
"""(key, number that is known, audiences) -> what is new since then. Runs in a thread."""


class Way(Protocol):
    """The way out to one browser, such as asyncio's transport: what is written waits there until it is read."""

    def write(self, data: bytes) -> None:
        """Send, or keep until it can be sent."""

    def get_write_buffer_size(self) -> int:
        """Bytes that the other side has not taken yet."""


class Listener:
    """One stream. What reaches it is on its way at once, in pieces that are the same for everybody."""

    __slots__ = ("_is_short", "_way", "account", "ended", "follows")

    def __init__(self, way: Way, *, account: str = "", is_short: bool = False) -> None:
        """``account`` is the key of who listens; "" for a stranger. ``is_short``: the first piece is the last."""
        self._way = way
        self._is_short = is_short
        self.account = account
        self.follows: list[tuple[str, Audience]] = []
        """The topics it follows, and as whom."""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def put(self, piece: bytes) -> None:
        """Send it; whoever reads too slowly is let go instead."""
        if self.ended.done():
            return
        if self._way.get_write_buffer_size() > MOST_WAITING_BYTES:
            self.end()
            return
        self._way.write(piece)
        if self._is_short:
            self.end()

    def end(self) -> None:
        """Nothing more comes."""
        if not self.ended.done():
            self.ended.set_result(None)


def piece_of(frame: bytes) -> bytes:
    """A frame as it travels: a chunk of an HTTP/1.1 body, made once for all who are sent it."""
    return b"%x\r\n%b\r\n" % (len(frame), frame)


Follower = tuple[Listener, Audience]


@dataclass
class _Place:
    """What a listener knows of a topic, and up to which fact it is sure that it may."""

    number: int
    asked: int


class _Line:
    """One topic that somebody here follows."""

    __slots__ = ("followers", "is_busy", "is_rung")

    def __init__(self) -> None:
        self.followers: dict[Follower, _Place] = {}
        self.is_busy = False
        self.is_rung = False

    def standing(self) -> dict[int, list[Follower]]:
        """The followers by what they know: nearly always all know the same."""
        found: dict[int, list[Follower]] = defaultdict(list)
        for follower, place in self.followers.items():
            found[place.number].append(follower)
        return found


class Hub:
    """The topics that somebody follows in this process."""

    def __init__(self, read: Read, *, threads: int = 1) -> None:
        self._read = read
        self._lines: dict[str, _Line] = {}
        self.listeners: set[Listener] = set()
        """The streams that are open here."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="live")
        # A task that nobody holds can be collected while it waits.
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def listen(self, listener: Listener, follows: Iterable[tuple[str, Audience, int, int]]) -> None:
        """Let a stream follow topics as audiences, each from a number on, and as was asked at a number."""
        self.listeners.add(listener)
        for key, audience, since, asked in follows:
            self.follow(key, audience, since, listener, asked=asked)

    def follow(self, key: str, audience: Audience, since: int, listener: Listener, *, asked: int) -> None:
        """Let the listener have all that happened since a number, and from now on all that happens, each once.

        ``asked`` is the number of the latest fact when it was looked whether they may: one that came later may have
        ended their right. One browser may follow one topic on several views, such as a leader's page beside the wall.
        """
        self.listeners.add(listener)
        if self._is_closed:
            listener.end()
        self._lines.setdefault(key, _Line()).followers[listener, audience] = _Place(since, asked)
        listener.follows.append((key, audience))
        self.ring(key)

    def leave(self, listener: Listener) -> None:
        """The stream has ended."""
        self.listeners.discard(listener)
        for key, audience in listener.follows:
            line = self._lines.get(key)
            if line is not None:
                line.followers.pop((listener, audience), None)
                if not line.followers:
                    del self._lines[key]

    def ring(self, key: str) -> None:
        """Something was committed in this topic, or perhaps in any; or an account was signed out."""
        if self._is_closed:
            return
        if is_of_account(key):
            for listener in [one for one in self.listeners if one.account == key]:
                self._ask_anew(listener)
            return
        for name in list(self._lines) if key == EVERYTHING else [key]:
            line = self._lines.get(name)
            if line is not None:
                line.is_rung = True
                if not line.is_busy:
                    line.is_busy = True
                    task = asyncio.get_running_loop().create_task(self._bring(name, line))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)

    def beat(self) -> None:
        """Let every stream say that it is alive: proxies close silent ones, and browsers notice dead ones."""
        piece = piece_of(BEAT)
        for listener in list(self.listeners):
            listener.put(piece)

    def close(self) -> None:
        """End every stream: the process stops. What is committed from now on is told by another, or after the start."""
        self._is_closed = True
        for listener in list(self.listeners):
            listener.end()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _bring(self, key: str, line: _Line) -> None:
        """Read and send until nothing is new. One at a time for a topic: what is later never overtakes."""
        try:
            while line.is_rung and self._lines.get(key) is line and not self._is_closed:
                line.is_rung = False
                for number, followers in line.standing().items():
                    news = await self._ask(key, number, {audience for _listener, audience in followers})
                    self._hand_over(news, line, followers)
        except Exception:
            # Nothing rings once more for what is committed already: who was not told would wait for the next fact.
            logger.exception("Live facts could not be read")
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self.ring, key)
        finally:
            line.is_busy = False

    def _hand_over(self, news: News, line: _Line, followers: Iterable[Follower]) -> None:
        anew = piece_of(ANEW) if news.is_too_much else None
        pieces = {audience: piece_of(frame) for audience, frame in news.frames.items()}
        for follower in followers:
            place = line.followers.get(follower)
            if place is None:
                continue
            listener, audience = follower
            if place.asked < news.asks_anew.get(audience, 0):
                self._ask_anew(listener)
                continue
            place.number = news.number
            piece = anew or pieces.get(audience)
            if piece is not None:
                listener.put(piece)

    def _ask_anew(self, listener: Listener) -> None:
        """End a stream whose right may have ended: the browser opens it again, and is asked again."""
        # Not without a word: an answer that ended empty looks like a failure.
        listener.put(piece_of(BEAT))
        listener.end()
        self.leave(listener)

    async def _ask(self, key: str, number: int, audiences: Collection[Audience]) -> News:
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, key, number, audiences)
