"""Many who follow one topic: each is told everything once and in order, whenever it comes and however it is woken."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from uuid import UUID

import pytest

from pejl.foundation.live.hub import AGAIN_SECONDS, ANEW, BEAT, MOST_WAITING_BYTES, Hub, Listener, News, piece_of
from pejl.foundation.live.waking import EVERYTHING, key_of_account

pytestmark = pytest.mark.once

KEY, OTHER = "space/meeting:1", "space/meeting:2"


class Book:
    """A topic as the database would have it: facts with numbers, read by the hub's thread."""

    def __init__(self, *, slow: float = 0.0) -> None:
        self.numbers: dict[str, int] = {}
        self.asked: list[tuple[str, int]] = []
        self._slow = slow
        self._lock = threading.Lock()

    def write(self, key: str = KEY) -> int:
        """One more fact."""
        with self._lock:
            self.numbers[key] = self.numbers.get(key, 0) + 1
            return self.numbers[key]

    def news(self, key, number, audiences):
        """As ``reading.news``."""
        time.sleep(self._slow)
        with self._lock:
            self.asked.append((key, number))
            known = self.numbers.get(key, 0)
        told = b"".join(b"%d;" % one for one in range(number + 1, known + 1))
        return News(max(known, number), {audience: audience.encode() + b":" + told for audience in audiences if told})


class Way:
    """A transport that keeps what is written."""

    def __init__(self):
        self.written = b""
        self.unread = 0

    def write(self, data):
        """As a transport's."""
        self.written += data

    def get_write_buffer_size(self):
        """As a transport's."""
        return self.unread

    def frames(self):
        """What a browser makes of the pieces."""
        found, rest = b"", self.written
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            found, rest = found + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
        return found


class Heard(Listener):
    """A listener, and what reached it."""

    __slots__ = ("way",)

    def __init__(self, **how):
        self.way = Way()
        super().__init__(self.way, **how)

    def take(self):
        """What reached it since this was asked last."""
        found = self.way.frames()
        self.way.written = b""
        return found


def run(story):
    asyncio.run(asyncio.wait_for(story, 20))


async def taken(listener, seconds=0.2):
    """What reaches a listener until nothing comes for a while."""
    got = piece = listener.take()
    until = time.monotonic() + seconds
    while piece or time.monotonic() < until:
        await asyncio.sleep(0.005)
        piece = listener.take()
        if piece:
            got, until = got + piece, time.monotonic() + seconds
    return got


def told(got: bytes) -> list[int]:
    """The numbers in what was taken, in their order."""
    return [int(one) for one in got.replace(b"crowd:", b"").replace(b"leader:", b"").split(b";") if one]


def test_all_are_told_once_and_read_for_once():
    async def story():
        book, listeners = Book(), [Heard() for _ in range(50)]
        hub = Hub(book.news)
        for listener in listeners:
            hub.follow(KEY, "crowd", 0, listener, asked=0)
        await asyncio.sleep(0.05)
        book.asked.clear()
        book.write()
        hub.ring(KEY)
        got = await asyncio.gather(*map(taken, listeners))
        assert set(got) == {b"crowd:1;"}
        assert len(book.asked) == 1
        hub.close()

    run(story())


def test_each_audience_is_told_what_is_meant_for_it():
    async def story():
        book, crowd, leader = Book(), Heard(), Heard()
        hub = Hub(book.news)
        hub.follow(KEY, "crowd", 0, crowd, asked=0)
        hub.follow(KEY, "leader", 0, leader, asked=0)
        book.write()
        hub.ring(KEY)
        assert await taken(crowd) == b"crowd:1;"
        assert await taken(leader) == b"leader:1;"
        hub.close()

    run(story())


@pytest.mark.parametrize("seed", range(8))
def test_nobody_misses_anything_who_comes_while_it_happens(seed):
    async def story():
        chance = random.Random(seed)
        book = Book(slow=0.002)
        hub = Hub(book.news)
        joined = []
        for _ in range(60):
            if chance.random() < 0.5:
                since, listener = chance.randint(0, book.numbers.get(KEY, 0)), Heard()
                hub.follow(KEY, chance.choice(["crowd", "leader"]), since, listener, asked=0)
                joined.append((since, listener))
            if chance.random() < 0.7:
                book.write()
            if chance.random() < 0.6:
                hub.ring(chance.choice([KEY, EVERYTHING]))
            await asyncio.sleep(chance.choice([0, 0.001, 0.004]))
        hub.ring(EVERYTHING)
        last = book.numbers[KEY]
        for (since, _listener), got in zip(
            joined, await asyncio.gather(*(taken(one) for _, one in joined)), strict=True
        ):
            assert told(got) == list(range(since + 1, last + 1))
        hub.close()

    run(story())


def test_who_knows_more_than_the_hub_has_read_is_not_told_it_again():
    async def story():
        book, listener = Book(), Heard()
        hub = Hub(book.news)
        book.write(), book.write()
        hub.follow(KEY, "crowd", 2, listener, asked=0)
        assert await taken(listener) == b""
        book.write()
        hub.ring(KEY)
        assert await taken(listener) == b"crowd:3;"
        hub.close()

    run(story())


def test_who_has_left_is_forgotten_and_nothing_is_read_for_nobody():
    async def story():
        book, listener = Book(), Heard()
        hub = Hub(book.news)
        hub.follow(KEY, "crowd", 0, listener, asked=0)
        await asyncio.sleep(0.05)
        hub.leave(listener)
        hub.leave(listener)
        book.asked.clear()
        book.write()
        hub.ring(KEY)
        hub.ring(EVERYTHING)
        await asyncio.sleep(0.05)
        assert book.asked == []
        assert hub.listeners == set()

    run(story())


def test_who_leaves_takes_nobody_along():
    async def story():
        book, leaving, staying = Book(), Heard(), Heard()
        hub = Hub(book.news)
        hub.listen(leaving, [(KEY, "crowd", 0, 0), (KEY, "leader", 0, 0), (OTHER, "crowd", 0, 0)])
        hub.listen(staying, [(KEY, "crowd", 0, 0)])
        hub.leave(leaving)
        book.write(), book.write(OTHER)
        hub.ring(EVERYTHING)
        assert (await taken(leaving), await taken(staying)) == (b"", b"crowd:1;")
        assert {key for key, _number in book.asked[-2:]} == {KEY}
        hub.close()

    run(story())


def test_who_reads_too_slowly_is_let_go_and_sent_nothing_more():
    async def story():
        book, slow, quick = Book(), Heard(), Heard()
        hub = Hub(book.news)
        for one in (slow, quick):
            hub.listen(one, [(KEY, "crowd", 0, 0)])
        slow.way.unread = MOST_WAITING_BYTES
        book.write()
        hub.ring(KEY)
        assert (await taken(slow), slow.ended.done()) == (b"crowd:1;", False)
        slow.way.unread += 1
        book.write()
        hub.ring(KEY)
        assert (await taken(slow), slow.ended.done()) == (b"", True)
        slow.way.unread = 0
        book.write()
        hub.ring(KEY)
        assert await taken(slow) == b""
        assert await taken(quick) == b"crowd:1;crowd:2;crowd:3;"
        hub.close()

    run(story())


def test_a_short_listener_ends_with_its_first_news():
    async def story():
        book, listener = Book(), Heard(is_short=True)
        hub = Hub(book.news)
        hub.listen(listener, [(KEY, "crowd", 0, 0), (OTHER, "crowd", 0, 0)])
        await asyncio.sleep(0.05)
        assert not listener.ended.done()
        book.write(KEY), book.write(OTHER)
        hub.ring(EVERYTHING)
        assert await taken(listener) == b"crowd:1;"
        assert listener.ended.done()
        hub.close()

    run(story())


def test_a_piece_is_a_chunk_of_http():
    assert piece_of(b"x" * 26) == b"1a\r\n" + b"x" * 26 + b"\r\n"


def test_a_failure_to_read_ends_nobody_and_is_made_good_by_itself():
    async def story():
        book, listener = Book(), Heard()
        failing = {"once": True}

        def news(key, number, audiences):
            if failing.pop("once", False):
                raise OSError
            return book.news(key, number, audiences)

        hub = Hub(news)
        book.write()
        hub.follow(KEY, "crowd", 0, listener, asked=0)
        assert await taken(listener, AGAIN_SECONDS + 0.2) == b"crowd:1;"
        hub.close()

    run(story())


def test_too_much_is_read_anew():
    async def story():
        listener = Heard()
        hub = Hub(lambda _key, _number, _audiences: News(900, is_too_much=True))
        hub.follow(KEY, "crowd", 0, listener, asked=0)
        assert await taken(listener) == ANEW
        hub.close()

    run(story())


def test_every_stream_says_that_it_is_alive_and_ends_with_the_process():
    async def story():
        book, listener = Book(), Heard()
        hub = Hub(book.news)
        hub.listen(listener, [(KEY, "crowd", 0, 0), (OTHER, "crowd", 0, 0)])
        hub.beat()
        assert listener.take() == BEAT
        hub.close()
        assert listener.ended.done()
        hub.beat()
        assert listener.take() == b""

    run(story())


def test_nothing_is_read_after_the_end_and_who_comes_then_is_sent_away(caplog):
    async def story():
        book, listener, late = Book(), Heard(), Heard()
        hub = Hub(book.news)
        hub.follow(KEY, "crowd", 0, listener, asked=0)
        hub.close()
        book.write()
        hub.ring(KEY)
        hub.ring(EVERYTHING)
        hub.follow(KEY, "crowd", 0, late, asked=0)
        await asyncio.sleep(0.05)
        assert late.ended.done()

    run(story())
    assert caplog.records == []


def a_hub_whose_fact_ends_rights(number, audience="leader"):
    """After the fact of this number those of one audience are asked anew."""
    book = Book()

    def news(key, since, audiences):
        found = book.news(key, since, audiences)
        return News(found.number, found.frames, {audience: number if since < number <= found.number else 0})

    return book, Hub(news)


@pytest.mark.parametrize("is_short", [False, True])
def test_whoever_may_no_longer_is_asked_before_anything_more_is_told(is_short):
    async def story():
        book, hub = a_hub_whose_fact_ends_rights(2)
        leader, crowd, both = Heard(is_short=is_short), Heard(), Heard()
        hub.listen(leader, [(KEY, "leader", 1, 1)])
        hub.listen(crowd, [(KEY, "crowd", 1, 1)])
        hub.listen(both, [(OTHER, "crowd", 0, 0), (KEY, "leader", 1, 1)])
        book.write(), book.write()
        hub.ring(KEY)
        assert await taken(crowd) == b"crowd:2;"
        assert (leader.take(), leader.ended.done()) == (BEAT, True)
        assert (both.take(), both.ended.done()) == (BEAT, True)
        assert hub.listeners == {crowd}
        book.write(), book.write(OTHER)
        hub.ring(EVERYTHING)
        assert await taken(crowd) == b"crowd:3;"
        assert (leader.take(), both.take()) == (b"", b"")
        hub.close()

    run(story())


def test_whoever_was_asked_after_the_fact_is_told_it_and_not_asked_again():
    async def story():
        book, hub = a_hub_whose_fact_ends_rights(2)
        book.write(), book.write()
        before, after = Heard(), Heard()
        hub.listen(before, [(KEY, "leader", 0, 1)])
        hub.listen(after, [(KEY, "leader", 0, 2)])
        assert await taken(after) == b"leader:1;2;"
        assert (before.take(), before.ended.done(), after.ended.done()) == (BEAT, True, False)
        hub.close()

    run(story())


def test_whoever_is_signed_out_is_asked_anew_and_nobody_else():
    async def story():
        anna, bo = (key_of_account(UUID(int=number)) for number in (1, 2))
        book = Book()
        hub, signed_out, other, stranger = Hub(book.news), Heard(account=anna), Heard(account=bo), Heard()
        for one in (signed_out, other, stranger):
            hub.listen(one, [(KEY, "crowd", 0, 0)])
        hub.ring(anna)
        assert (signed_out.take(), hub.listeners) == (BEAT, {other, stranger})
        book.write()
        hub.ring(KEY)
        assert await taken(other) == b"crowd:1;"
        assert (await taken(stranger), signed_out.take()) == (b"crowd:1;", b"")
        hub.close()

    run(story())
