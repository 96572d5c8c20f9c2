"""Somebody who follows a meeting without a screen: keeps what the page is told, and comes back when it is cut off.

It does what pejl/design/scripts (live/connection.js) does, over plain asyncio: hundreds fit in one test.

    follower = Follower(browser, path, page.text)
    following = asyncio.create_task(follower.run())     # streams, or polls where those are kept back; comes back
    follower.known.cards                                # {"card-…": "its words"}
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from urllib.parse import quote

from tests.live.browser import Browser, Lost
from tests.live.known import Known

PATIENCE_SECONDS, PATIENCE_OF_THE_PROVEN_SECONDS = 4.0, 10.0
"""How long a stream may say nothing before it is doubted: it may be kept back on the way, or the server starts."""
POLLING_SECONDS = 300.0
SILENCE_SECONDS = 35.0
LONGEST_WAIT_SECONDS = 5.0


class Follower:
    """One open page that follows what it says it follows, from the page at ``path`` as it was fetched."""

    def __init__(self, browser: Browser, path: str, page: str) -> None:
        self.browser, self.path = browser, path
        self.known = Known(page)
        self.state = ""
        """stream, poll, lost; over where nobody is signed in, refused where this is not theirs."""
        self.frames = 0
        self.times_anew = 0
        self._polls_until = 0.0
        self._asks_once = self._is_doubted = self._has_streamed = False
        self._failures = 0

    async def run(self) -> None:
        """Follow until cancelled, signed out or refused."""
        while True:
            outcome = await self._attempt()
            if outcome in (401, 403, 404):
                self.state = "over" if outcome == 401 else "refused"
                return
            if outcome == "failed":
                self.state = "lost"
                longest = min(LONGEST_WAIT_SECONDS, 2.0**self._failures)
                self._failures += 1
                await asyncio.sleep(longest * random.uniform(0.5, 1.0))

    async def _attempt(self) -> int | str:
        """One stream, or one question; how it ended: "ended" as it should, "failed", or the status of a refusal."""
        is_poll = self._asks_once or asyncio.get_running_loop().time() < self._polls_until
        patience_seconds = PATIENCE_OF_THE_PROVEN_SECONDS if self._has_streamed else PATIENCE_SECONDS
        path = "/live/poll/" if is_poll else "/live/"
        follow = quote(f"{self.known.follows}@{self.known.number}")
        try:
            async with asyncio.timeout(SILENCE_SECONDS if is_poll else patience_seconds) as patience:
                asked = self.browser.asked("GET", f"{path}?follow={follow}", None, {"Pejl-Automatic": "1"})
                async with asked as (answer, pieces):
                    if answer.status != 200:
                        return answer.status if answer.status in (401, 403, 404) else "failed"
                    await self._listen(pieces, patience, "poll" if is_poll else "stream")
        except TimeoutError:
            return self._slow(is_poll=is_poll)
        except Lost:
            return "failed"
        return "ended"

    def _slow(self, *, is_poll: bool) -> str:
        """Nothing came in time. Twice in a row, while questions are answered: streams are kept back on the way."""
        if is_poll or self.state == "stream":
            self._asks_once = False
            return "failed" if is_poll else "ended"
        if self._is_doubted:
            self._polls_until = asyncio.get_running_loop().time() + POLLING_SECONDS
        self._is_doubted = self._asks_once = True
        return "ended"

    async def _listen(self, pieces: AsyncIterator[bytes], patience: asyncio.Timeout, state: str) -> None:
        self.state = "poll" if state == "poll" else ""
        rest = b""
        async for piece in pieces:
            patience.reschedule(asyncio.get_running_loop().time() + SILENCE_SECONDS)
            *blocks, rest = (rest + piece).split(b"\n\n")
            for block in blocks:
                await self._hear(block.decode())
            if self.state != state or self._failures:
                self.state, self._failures = state, 0
                self.browser.is_back.set()
            if state == "stream":
                self._has_streamed, self._is_doubted = True, False
        if state == "poll":
            self._asks_once = False

    async def _hear(self, block: str) -> None:
        told = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if told.get("event") == "anew":
            self.times_anew += 1
            await self.fetch()
        elif "event" not in told and "data" in told:
            self.frames += 1
            self.known.hear(json.loads(told["data"]))

    async def fetch(self) -> None:
        """Read the page anew: too much has happened to be told piece by piece."""
        answer = await self.browser.get(self.path)
        if answer.status == 200:
            told, self.known = self.known.told, Known(answer.text)
            self.known.told |= told
