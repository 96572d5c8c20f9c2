"""A browser without a screen: signs in, follows a meeting, keeps what it is told, and sends cards until answered.

It does what pejl/design/scripts (live/connection.js, kept/outbox.js) do, over plain asyncio: hundreds fit in one test.

    browser = Browser(port, cookies={"pejl_session": …})    # or: await browser.step_in(person_id) in the demo
    page = await browser.get(f"/moeder/{meeting}/rum/")
    follower = Follower(browser, f"meeting:{meeting}", "participant", page.text)
    following = asyncio.create_task(follower.run())         # streams, or polls where those are kept back; comes back
    await follower.send(f"/moeder/{meeting}/rum/tavle/{board}/", kind="question", text="Hvem?", authorship="named")
    follower.known.cards                                    # {"card-…": "its words"}
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from lxml import html as parsing

PATIENCE_SECONDS, PATIENCE_OF_THE_PROVEN_SECONDS = 4.0, 10.0
"""How long a stream may say nothing before it is doubted: it may be kept back on the way, or the server starts."""
POLLING_SECONDS = 300.0
SILENCE_SECONDS = 35.0
LONGEST_WAIT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
AGAIN_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 6.0
PASSING = {408, 425, 429}

Lost = (OSError, EOFError, asyncio.IncompleteReadError, TimeoutError)
"""What a broken connection looks like."""


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def text(self) -> str:
        """The body in words."""
        return self.body.decode()


@dataclass
class Browser:
    """Somebody's cookies, and where Pejl answers. ``through`` is another port on the way there, such as a proxy's."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    through: int | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page. Raises what is in ``Lost`` when the connection breaks."""
        return await self.ask("GET", path, headers=headers)

    async def post(self, path: str, **fields: str) -> Answer:
        """Send a form as the page's script would. Raises what is in ``Lost`` when the connection breaks."""
        return await self.ask("POST", path, fields=fields, headers={"HX-Request": "true"})

    async def step_in(self, person_id: str) -> None:
        """Become somebody of the demo."""
        page = parsing.document_fromstring((await self.get("/demo/")).text)
        [form] = page.xpath("//form[.//input[@name='person' and @value=$id]]", id=person_id)
        told = {one.get("name"): one.get("value") for one in form.xpath(".//input[@name]")}
        answer = await self.ask("POST", form.get("action") or "/demo/", fields=told)
        assert answer.status == 302, answer.text

    async def ask(
        self,
        method: str,
        path: str,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request on a connection of its own; cookies that come are kept."""
        async with asyncio.timeout(ANSWER_SECONDS), self.asked(method, path, fields, headers) as (answer, pieces):
            return Answer(answer.status, answer.headers, b"".join([piece async for piece in pieces]))

    @contextlib.asynccontextmanager
    async def asked(
        self, method: str, path: str, fields: Mapping[str, str] | None, headers: Mapping[str, str] | None
    ) -> AsyncIterator[tuple[Answer, AsyncIterator[bytes]]]:
        """The head of an answer, and its body as it comes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.through or self.port)
        try:
            writer.write(self._request(method, path, fields, headers or {}))
            answer = self._head(await reader.readuntil(b"\r\n\r\n"))
            yield answer, _body(reader, answer.headers)
        finally:
            # Nothing more is wanted; what has not gone out by now was not answered either.
            writer.transport.abort()
            await asyncio.sleep(0)

    def _request(self, method: str, path: str, fields: Mapping[str, str] | None, headers: Mapping[str, str]) -> bytes:
        body = urlencode(fields).encode() if fields is not None else b""
        # Any secret will do, as long as the cookie and the form say the same: who can set both is no other site.
        csrf = self.cookies.setdefault("pejl_csrf", secrets.token_hex(16))
        told = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Connection": "close",
            **({"X-CSRFToken": csrf, "Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}),
            **({"Content-Length": str(len(body))} if method == "POST" else {}),
            **headers,
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body

    def _head(self, head: bytes) -> Answer:
        first, *lines = head.decode("latin-1").split("\r\n")[:-2]
        headers: dict[str, str] = {}
        for name, value in (line.split(":", 1) for line in lines):
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.strip().partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        return Answer(int(first.split(" ")[1]), headers)


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    """The pieces of a body. Raises IncompleteReadError when it breaks off."""
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            yield (await reader.readexactly(size + 2))[:-2]
    elif length := int(headers.get("content-length", 0)):
        yield await reader.readexactly(length)


class Known:
    """What a page knows of the boards and regions, as it was fetched and as it was told since."""

    def __init__(self, page: str) -> None:
        root = parsing.document_fromstring(page)
        places = root.xpath("//*[@data-follow]")
        self.number = int(places[0].get("data-number")) if places else 0
        self.columns: dict[str, dict[str, str]] = {}
        """Words by the id of the card, by the id of the column that it lies in."""
        self.regions: dict[str, str] = {}
        self.anew: Counter[str] = Counter()
        """Personal parts that the page was told to fetch anew, and how often."""
        self._read_columns(root)
        for region in root.xpath("//*[@data-region]"):
            self.regions[region.get("id")] = _words(region)

    @property
    def cards(self) -> dict[str, str]:
        """The words of all cards by their ids."""
        return {card: words for column in self.columns.values() for card, words in column.items()}

    def hear(self, frame: Mapping[str, Any]) -> None:
        """Take a frame in, unless it is known already."""
        if frame["number"] <= self.number:
            return
        for patch in frame["patches"]:
            self._put(**patch)
        self.number = frame["number"]

    def _put(self, id: str, html: str = "", within: str = "", anew: bool = False) -> None:  # noqa: A002 -- as on the wire
        if anew:
            self.anew[id] += 1
        elif id.startswith("card-"):
            for column in self.columns.values():
                column.pop(id, None)
            if html and within in self.columns:
                self.columns[within][id] = _words(parsing.fragment_fromstring(html))
        else:
            element = parsing.fragment_fromstring(html)
            self.regions[id] = _words(element)
            self._read_columns(element)

    def _read_columns(self, root: Any) -> None:
        for column in root.xpath("descendant-or-self::*[starts-with(@id, 'column-')]"):
            cards = column.xpath("descendant::*[starts-with(@id, 'card-')]")
            self.columns[column.get("id")] = {one.get("id"): _words(one) for one in cards}


class Follower:
    """One open page that follows a topic on a view, from the page as it was fetched."""

    def __init__(self, browser: Browser, topic: str, view: str, page: str, *, path: str = "") -> None:
        self.browser, self.topic, self.view, self.path = browser, topic, view, path
        self.known = Known(page)
        self.state = ""
        """stream, poll, lost; over where nobody is signed in, refused where this is not theirs."""
        self.frames = 0
        self.times_anew = 0
        self._polls_until = 0.0
        self._asks_once = self._is_doubted = self._has_streamed = False
        self._failures = 0
        self._is_back = asyncio.Event()

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

    async def send(self, path: str, **fields: str) -> int:
        """Send a form with a key of its own until it is answered; returns the status of the answer.

        What may pass is tried again, sooner when the stream is back: the server takes what comes twice once.
        """
        fields = {"client_id": str(uuid4()), **fields}
        misses = 0
        while True:
            try:
                answer = await self.browser.post(path, **fields)
            except Lost:
                answer = Answer(503, {})
            if answer.status < 500 and answer.status not in PASSING:
                return answer.status
            self._is_back.clear()
            pause = min(LONGEST_PAUSE_SECONDS, AGAIN_SECONDS * 2**misses) * random.uniform(0.75, 1.25)
            misses = min(misses + 1, 4)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_back.wait(), pause)

    async def _attempt(self) -> int | str:
        """One stream, or one question; how it ended: "ended" as it should, "failed", or the status of a refusal."""
        is_poll = self._asks_once or asyncio.get_running_loop().time() < self._polls_until
        patience_seconds = PATIENCE_OF_THE_PROVEN_SECONDS if self._has_streamed else PATIENCE_SECONDS
        path = "/live/poll/" if is_poll else "/live/"
        follow = quote(f"{self.topic}/{self.view}@{self.known.number}")
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
                self._is_back.set()
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
            self.known = Known(answer.text)


def _words(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
