"""People in a meeting without a browser of their own: they speak its protocol (tests/live), for tests that wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import Any, TypeVar

from tests.live.browser import Browser
from tests.live.following import Follower

PATIENCE_SECONDS = 120
TAKEN = (200, 204, 302)
Found = TypeVar("Found")


class Phone:
    """Somebody of the demo who takes part by protocol alone: presses buttons, follows the room.

    Nothing it asks counts as somebody's doing, so that only listening keeps it signed in.
    """

    def __init__(self, port: int, name: str, person: str) -> None:
        self.name = name
        self._browser = Browser(port, headers={"Accept-Language": "da", "Pejl-Automatic": "1"})
        self._follower: Follower | None = None
        self._following: Future[None] | None = None
        _told(self._browser.step_in(person))

    def press(self, path: str, **fields: object) -> None:
        """Send a form, again until it is answered: what is sent twice is done once."""
        sent = {name: str(value) for name, value in fields.items()}
        status = _told(self._browser.send(path, **sent))
        assert status in TAKEN, f"{self.name}: {path}: {status}"

    def follow(self, room: str) -> None:
        """Have the room open from now on."""
        page = _told(self._browser.get(room))
        assert page.status == 200, f"{self.name}: {room}: {page.status}"
        self._follower = Follower(self._browser, room, page.text)
        self._following = _begun(self._follower.run())

    def again(self) -> None:
        """Open the stream anew, as every browser does after five minutes: who listens stays signed in."""
        if self._follower is not None and self._following is not None:
            self._following.cancel()
            self._following = _begun(self._follower.run())

    def put_away(self) -> None:
        """The phone is dead."""
        if self._following is not None:
            self._following.cancel()
        self._follower = None

    @property
    def cards(self) -> set[str]:
        """The ids of the cards that this phone knows of."""
        return _told(self._known())

    async def _known(self) -> set[str]:
        return set(self._follower.known.told) if self._follower is not None else set()


def _told(asked: Coroutine[Any, Any, Found]) -> Found:
    """What comes of it. Raises TimeoutError when nobody would wait any longer."""
    return _begun(asked).result(PATIENCE_SECONDS)


def _begun(work: Coroutine[Any, Any, Found]) -> Future[Found]:
    return asyncio.run_coroutine_threadsafe(work, _loop())


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One for all phones, in a thread beside the test's."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="phones", daemon=True).start()
    return loop
