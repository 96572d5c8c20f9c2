"""People in a meeting without a browser of their own: they speak the same protocol, each with a session."""

from __future__ import annotations

import contextlib
import http.cookiejar
import json
import re
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any

AGAIN_SECONDS = 0.3
DEMO = "/demo/ind/"
PATIENCE_SECONDS = 120


@dataclass
class Phone:
    """Somebody who takes part by protocol alone: reads pages, presses buttons, follows the stream.

    Nothing it asks counts as somebody's doing, so that only listening keeps it signed in.
    """

    origin: str
    name: str
    shown: dict[str, str] = field(default_factory=dict)
    """What the stream has brought, by the id of its element."""
    number: int = 0
    is_on: bool = True

    def __post_init__(self) -> None:
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._stream: Any = None
        self._step_in()

    def read(self, path: str) -> str:
        """A page, as a browser without script has it."""
        return self._ask(path)

    def press(self, path: str, **fields: Any) -> str:
        """Send a form, again until it is answered: what is sent twice is done once. Returns the page it leads to."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._ask(path, {"csrfmiddlewaretoken": self._token(), **fields})
            except urllib.error.HTTPError as refused:
                raise AssertionError(f"{self.name}: {path}: {refused.code} {_words(refused.read().decode())}") from None
            except OSError:
                assert time.monotonic() < end, f"{self.name} waited in vain for {path}"
                time.sleep(AGAIN_SECONDS)

    def follow(self, room: str) -> None:
        """Have the room open from now on."""
        page = self.read(room)
        topic, number = re.findall(r'data-follow="([^"]+)" data-number="(\d+)"', page)[0]
        self.number = int(number)
        self.shown = dict.fromkeys(re.findall(r'id="(card-[0-9a-f-]+)"', page), "")
        threading.Thread(target=self._listen, args=(topic,), daemon=True).start()

    def again(self) -> None:
        """Open the stream anew, as every browser does after five minutes: who listens stays signed in."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with contextlib.suppress(OSError, AttributeError):
                stream.fp.raw._sock.shutdown(socket.SHUT_RDWR)

    def put_away(self) -> None:
        """The phone is dead."""
        self.is_on = False

    @property
    def cards(self) -> set[str]:
        """The ids of the cards that this phone knows of."""
        return {one for one in self.shown if one.startswith("card-")}

    def _listen(self, topic: str) -> None:
        while self.is_on:
            try:
                self._hear(topic)
            except OSError:
                time.sleep(AGAIN_SECONDS)

    def _hear(self, topic: str) -> None:
        request = self._request(f"/live/?follow={urllib.parse.quote(f'{topic}@{self.number}')}")
        with self._opener.open(request, timeout=40) as stream:
            self._stream = stream
            for line in stream:
                if not self.is_on:
                    return
                if line.startswith(b'data: {"topic'):
                    self._take(json.loads(line[6:]))

    def _take(self, told: dict[str, Any]) -> None:
        assert told["number"] > self.number, f"{self.name} was told {told['number']} twice"
        self.number = told["number"]
        for patch in told["patches"]:
            if patch.get("html"):
                self.shown[patch["id"]] = patch["html"]
            elif not patch.get("anew"):
                self.shown.pop(patch["id"], None)

    def _step_in(self) -> None:
        page = self._ask("/demo/")
        forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
        form = next(one for one in forms if f'som {self.name}"' in one)
        fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
        self._ask(DEMO, fields)

    def _token(self) -> str:
        """Any page of a session has it."""
        if not hasattr(self, "_csrf"):
            self._csrf = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._ask("/"))[0]
        return str(self._csrf)

    def _ask(self, path: str, fields: dict[str, Any] | None = None) -> str:
        body = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        with self._opener.open(self._request(path, body), timeout=30) as answer:
            return str(answer.read().decode())

    def _request(self, path: str, body: bytes | None = None) -> urllib.request.Request:
        address = path if path.startswith("http") else self.origin + path
        # With a script in the page a press is answered with what has changed, not with the page.
        script = {"HX-Request": "true"} if body is not None and path != DEMO else {}
        return urllib.request.Request(
            address, body, {"Referer": self.origin + "/", "Accept-Language": "da", "Pejl-Automatic": "1", **script}
        )


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))[:400]
