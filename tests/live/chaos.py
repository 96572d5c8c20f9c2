"""A poor connection: a proxy that breaks some of what goes through it, at any moment, without a word."""

from __future__ import annotations

import asyncio
import contextlib
import random

PIECE_BYTES = 16 * 1024


class Chaos:
    """Listens on ``port`` and passes on to another; of each connection the ``share`` decides whether it breaks.

    A connection that breaks does so before the request has passed, before the answer, within it, or some while later.
    """

    def __init__(self, target: int, *, share: float = 0.0, seed: int = 0) -> None:
        self.target, self.share = target, share
        self.broken = self.passed = 0
        self._chance = random.Random(seed)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> Chaos:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", 0, backlog=512)
        return self

    async def __aexit__(self, *_failure: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._joined(reader, writer)
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._open.discard(task)

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        breaks = self._chance.random() < self.share
        # After how many bytes of the request or of the answer, and how long it lives at most.
        way = self._chance.choice(["request", "answer", "late"]) if breaks else ""
        limit = {"request": self._chance.randrange(400), "answer": self._chance.randrange(1, 800)}.get(way, 0)
        self.broken, self.passed = self.broken + breaks, self.passed + (not breaks)
        inward, outward = await asyncio.open_connection("127.0.0.1", self.target)
        pumps = [
            asyncio.create_task(_pump(reader, outward, limit if way == "request" else None)),
            asyncio.create_task(_pump(inward, writer, limit if way == "answer" else None)),
        ]
        lasts = self._chance.uniform(0.05, 3.0) if way == "late" else None
        try:
            # The asking side may be done sending while it still reads: the answer's end is the end, or a break.
            await asyncio.wait(pumps, timeout=lasts, return_when=asyncio.FIRST_COMPLETED)
            if not breaks:
                await pumps[1]
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            for side in (writer, outward):
                (side.transport.abort if breaks else side.close)()
                with contextlib.suppress(OSError):
                    await side.wait_closed()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, limit: int | None) -> None:
    """Pass on what comes, up to a limit of bytes."""
    while piece := await source.read(PIECE_BYTES if limit is None else min(limit, PIECE_BYTES)):
        sink.write(piece)
        await sink.drain()
        if limit is not None:
            limit -= len(piece)
            if limit <= 0:
                return
