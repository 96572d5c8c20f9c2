"""A browser without a screen: one person's requests over plain asyncio, and forms that are sent until answered.

    browser = Browser(port, cookies={"pejl_session": …})    # or: await browser.step_in(person_id) in the demo
    page = await browser.get(f"/moeder/{meeting}/rum/")
    await browser.send(f"/moeder/{meeting}/rum/tavle/{board}/", kind="question", text="Hvem?", authorship="named")

It does what pejl/design/scripts (kept/outbox.js) does; who follows with it is in following.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from lxml import html as parsing

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
    """Somebody's cookies, and where Pejl answers. ``through`` is another port on the way there, such as a proxy's.

    ``headers`` go with everything it asks; ``is_back`` is set by whoever notices that the server answers again.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    through: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    is_back: asyncio.Event = field(default_factory=asyncio.Event)

    async def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page. Raises what is in ``Lost`` when the connection breaks."""
        return await self.ask("GET", path, headers=headers)

    async def post(self, path: str, **fields: str) -> Answer:
        """Send a form as the page's script would. Raises what is in ``Lost`` when the connection breaks."""
        return await self.ask("POST", path, fields=fields, headers={"HX-Request": "true"})

    async def send(self, path: str, **fields: str) -> int:
        """Send a form with a key of its own until it is answered; returns the status of the answer.

        What may pass is tried again, sooner when the stream is back: the server takes what comes twice once.
        """
        fields = {"client_id": str(uuid4()), **fields}
        misses = 0
        while True:
            try:
                answer = await self.post(path, **fields)
            except Lost:
                answer = Answer(503, {})
            if answer.status < 500 and answer.status not in PASSING:
                return answer.status
            self.is_back.clear()
            pause = min(LONGEST_PAUSE_SECONDS, AGAIN_SECONDS * 2**misses) * random.uniform(0.75, 1.25)
            misses = min(misses + 1, 4)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.is_back.wait(), pause)

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
            **self.headers,
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
