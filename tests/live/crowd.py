"""A hundred who follow one meeting and write cards while something breaks; nothing may be lost, doubled, or apart."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.live.browser import Browser, Lost
from tests.live.following import Follower
from tests.live.hall import Hall
from tests.live.known import Known

AGREEMENT_SECONDS = 10.0
"""From the fault, or from when the server answers again where all of it was away."""
ARRIVAL_SECONDS = 60.0


@dataclass
class Crowd:
    """Everybody in a hall, with a page open. ``sent`` are the words of all cards, each of them different."""

    hall: Hall
    port: int
    through: int | None = None
    sent: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    stood: set[str] = field(default_factory=set)
    """The cards that were on the board before."""
    name: str = field(default_factory=lambda: secrets.token_hex(3))
    followers: list[Follower] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _writing: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The page of those who take part."""
        return f"/moeder/{self.hall.meeting}/rum/"

    async def __aenter__(self) -> Crowd:
        """Everybody comes. One has fetched the page for all: nothing that is followed depends on who looks."""
        page = await self.fetched()
        self.stood = set(Known(page).cards)
        for cookie in self.hall.cookies:
            browser = Browser(self.port, {"pejl_session": cookie}, through=self.through)
            self.followers.append(Follower(browser, self.path, page))
        self._tasks = [asyncio.create_task(one.run()) for one in self.followers]
        await self.until(lambda: all(one.state in ("stream", "poll") for one in self.followers), ARRIVAL_SECONDS)
        return self

    async def __aexit__(self, *_failure: object) -> None:
        for task in [*self._tasks, *self._writing]:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._writing, return_exceptions=True)

    async def write(self, label: str, *, seconds: float) -> None:
        """Everybody begins to send one card at some moment within so many seconds; returns when those have passed."""
        for number, follower in enumerate(self.followers):
            words = f"{self.name} {label} {number}."
            self.sent.append(words)
            later = seconds * number / len(self.followers)
            self._writing.append(asyncio.create_task(self._card(follower, words, later)))
        await asyncio.sleep(seconds)

    async def _card(self, follower: Follower, words: str, later: float) -> None:
        await asyncio.sleep(later)
        path = f"{self.path}tavle/{self.hall.board}/"
        status = await follower.browser.send(
            path, kind="consideration", text=words, authorship="named", view="participant"
        )
        if status not in (200, 204, 302):
            self.refused.append(status)

    async def agree(self) -> float:
        """Wait until every card is answered and everybody knows the same as a page fetched now; how many seconds.

        Raises AssertionError where a card is lost or doubled, on the board or on anybody's page, or when it takes
        too long.
        """
        begun = time.monotonic()
        await self.until(lambda: self.is_answered, AGREEMENT_SECONDS)
        assert self.refused == []
        fresh = Known(await self.fetched())
        left = AGREEMENT_SECONDS - (time.monotonic() - begun)
        await self.until(lambda: all(one.known.cards == fresh.cards for one in self.followers), left)
        assert [one.state for one in self.followers if one.state in ("over", "refused")] == []
        self._require_once(fresh)
        return time.monotonic() - begun

    def _require_once(self, fresh: Known) -> None:
        new = [words for card, words in fresh.cards.items() if card not in self.stood]
        found = Counter(words for card in new for words in self.sent if words in card)
        lost, doubled = set(self.sent) - set(found), [words for words, times in found.items() if times > 1]
        assert (sorted(lost), doubled, len(new)) == ([], [], len(self.sent)), "Lost, doubled, on the board"

    async def fetched(self) -> str:
        """The page as it is now, asked for until it is answered; never through what breaks connections."""
        browser = Browser(self.port, {"pejl_session": self.hall.cookies[-1]})
        while True:
            try:
                answer = await browser.get(self.path)
            except Lost:
                answer = None
            if answer is not None and answer.status == 200:
                return answer.text
            await asyncio.sleep(0.1)

    async def until(self, is_so: object, seconds: float) -> None:
        """Wait. Raises AssertionError with where everybody stands."""
        assert callable(is_so)
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, self.standing()
            await asyncio.sleep(0.05)

    @property
    def is_answered(self) -> bool:
        """Whether the server has taken every card."""
        return all(one.done() for one in self._writing)

    def standing(self) -> str:
        """For whoever reads the failure."""
        states = Counter(one.state for one in self.followers)
        knows: Sequence[tuple[int, int]] = Counter(len(one.known.cards) for one in self.followers).most_common(5)
        open_ = sum(not one.done() for one in self._writing)
        return f"{dict(states)}, unanswered cards {open_}, of {len(self.sent)} know (cards, people) {knows}"
