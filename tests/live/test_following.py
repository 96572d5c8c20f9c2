"""The protocol client itself, against a server that answers as told: it resumes, falls back, sends until taken."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

import pytest

from tests.live import browser, following
from tests.live.browser import Browser
from tests.live.following import Follower
from tests.live.known import Known

pytestmark = pytest.mark.once

PAGE = (
    '<body><div data-follow="meeting:1/participant" data-number="3"></div><section data-region id="board-1">'
    '<div id="column-1"><div id="card-a" data-sort="1">Alfa</div></div></section></body>'
)
HERE = "retry: 1000\nevent: here\ndata: {}\n\n"
Asked = Callable[[str, str, asyncio.StreamWriter], Awaitable[None]]


def frame(number: int, *patches: dict[str, object]) -> str:
    return (
        f"data: {json.dumps({'topic': 'meeting:1', 'view': 'participant', 'number': number, 'patches': patches})}\n\n"
    )


def card(key: str, text: str) -> dict[str, object]:
    return {"id": f"card-{key}", "html": f'<div id="card-{key}">{text}</div>', "within": "column-1"}


def head(status: str = "200 OK", length: int | None = None) -> bytes:
    body = f"content-length: {length}" if length is not None else "transfer-encoding: chunked"
    return f"HTTP/1.1 {status}\r\n{body}\r\n\r\n".encode()


def chunk(text: str) -> bytes:
    return f"{len(text.encode()):x}\r\n".encode() + text.encode() + b"\r\n"


def served(answer: Asked, story: Callable[[Follower], Awaitable[None]]) -> None:
    """Let a follower tell a story while a server answers each (path, body)."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        taking.add(task)
        try:
            asked = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next((int(line[15:]) for line in asked.splitlines() if line.startswith("Content-Length:")), 0)
            body = (await reader.readexactly(length)).decode()
            await answer(asked.split(" ")[1], body, writer)
            await writer.drain()
        except (OSError, EOFError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def run() -> None:
        async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            follower = Follower(Browser(port), "/", PAGE)
            task = asyncio.create_task(follower.run())
            try:
                async with asyncio.timeout(20):
                    await story(follower)
            finally:
                for one in (task, *taking):
                    one.cancel()
                await asyncio.gather(task, *taking, return_exceptions=True)

    taking: set[asyncio.Task[None]] = set()
    asyncio.run(run())


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 -- what is waited for rings nowhere
        await asyncio.sleep(0.01)


def test_a_page_and_frames_make_one_board_however_often_they_come() -> None:
    known = Known(PAGE)
    assert (known.number, known.cards) == (3, {"card-a": "Alfa"})
    told = {"number": 4, "patches": [card("b", "Beta"), {"id": "card-a"}, {"id": "room-place", "anew": True}]}
    for _twice in range(2):
        known.hear(told)
    assert (known.number, known.cards, known.anew["room-place"]) == (4, {"card-b": "Beta"}, 1)
    whole = '<section id="board-1"><div id="column-1"><div id="card-c">Gamma</div></div></section>'
    known.hear({"number": 5, "patches": [{"id": "board-1", "html": whole}, card("d", "Delta")]})
    known.hear({"number": 6, "patches": [{**card("e", "Andetsteds"), "within": "column-9"}]})
    assert known.cards == {"card-c": "Gamma", "card-d": "Delta"}


def test_broken_stream_goes_on_from_the_number_that_is_known() -> None:
    asked: list[str] = []

    async def answer(path: str, _body: str, writer: asyncio.StreamWriter) -> None:
        asked.append(path)
        text = HERE + (frame(7, card("b", "Beta")) if len(asked) == 1 else "")
        writer.write(head() + chunk(text))
        await writer.drain()
        # The first one breaks off in the middle of a piece.
        writer.write(b"ff\r\ndata: {" if len(asked) == 1 else b"")
        await asyncio.sleep(0 if len(asked) == 1 else 30)

    async def story(follower: Follower) -> None:
        await until(lambda: len(asked) > 1 and follower.state == "stream")
        assert [path.rpartition("%40")[2] for path in asked] == ["3", "7"]
        assert follower.known.cards == {"card-a": "Alfa", "card-b": "Beta"}

    served(answer, story)


def test_kept_back_stream_becomes_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PATIENCE_SECONDS", 0.1)
    asked: list[str] = []

    async def answer(path: str, _body: str, writer: asyncio.StreamWriter) -> None:
        asked.append(path.split("?", maxsplit=1)[0])
        if path.startswith("/live/poll/"):
            text = frame(3 + asked.count("/live/poll/"), card("b", "Beta"))
            writer.write(head(length=len(text)) + text.encode())
            await asyncio.sleep(0.02)
        else:
            writer.write(head())
            await asyncio.sleep(5)

    async def story(follower: Follower) -> None:
        await until(lambda: follower.known.number > 8)
        assert follower.state == "poll"
        assert follower.known.cards["card-b"] == "Beta"
        assert asked.count("/live/") == 2

    served(answer, story)


def test_refused_and_signed_out_follow_no_more() -> None:
    for status, state in (("401 Unauthorized", "over"), ("404 Not Found", "refused")):

        async def answer(_path: str, _body: str, writer: asyncio.StreamWriter, status: str = status) -> None:
            writer.write(head(status, 0))

        async def story(follower: Follower, state: str = state) -> None:
            await until(lambda: follower.state == state)

        served(answer, story)


def test_card_is_sent_under_one_key_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "AGAIN_SECONDS", 0.02)
    sent: list[str] = []

    async def answer(path: str, body: str, writer: asyncio.StreamWriter) -> None:
        if path.startswith("/live/"):
            await asyncio.sleep(30)
        sent.append(body)
        if len(sent) == 2:
            writer.write(head("503 Busy", 0))
        elif len(sent) == 3:
            writer.write(head(length=0))

    async def story(follower: Follower) -> None:
        assert await follower.browser.send("/tavle/1/", text="Ring først") == 200
        assert len(sent) == 3
        assert len(set(sent)) == 1
        assert "client_id=" in sent[0]

    served(answer, story)


def test_what_is_too_much_is_fetched_anew() -> None:
    fresh = PAGE.replace('data-number="3"', 'data-number="900"').replace("Alfa", "Omega")

    async def answer(path: str, _body: str, writer: asyncio.StreamWriter) -> None:
        if path == "/":
            writer.write(head(length=len(fresh)) + fresh.encode())
            return
        writer.write(head() + chunk(HERE + "event: anew\ndata: \n\n"))
        await asyncio.sleep(30)

    async def story(follower: Follower) -> None:
        await until(lambda: follower.known.number == 900)
        assert (follower.known.cards, follower.times_anew) == ({"card-a": "Omega"}, 1)

    served(answer, story)
