"""What was committed wakes whoever listens, on either database, at once and only then."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import connections, transaction

from pejl.foundation.live import operations as live
from pejl.foundation.live import waking
from pejl.foundation.tenancy import operations, scopes

QUICK = 3.0


@pytest.mark.once
def test_a_key_says_space_and_topic():
    space_id = uuid4()
    assert waking.topic_in(waking.key_of(space_id, "meeting:1/2")) == (space_id, "meeting:1/2")


class Ear:
    """What rang."""

    def __init__(self):
        self.heard = []
        self._rung = asyncio.Event()

    def __call__(self, key):
        self.heard.append(key)
        self._rung.set()

    async def until(self, key):
        async with asyncio.timeout(QUICK):
            while key not in self.heard:
                self._rung.clear()
                await self._rung.wait()


def append(space, now, *, fails=False):
    """One fact in a transaction of its own, perhaps rolled back."""
    try:
        with scopes.scope(space.pk), transaction.atomic():
            live.append("meeting:1", "card.added", now=now)
            if fails:
                raise RuntimeError
    finally:
        connections.close_all()


@pytest.fixture
def place(transactional_db, now):
    return operations.open_space(name="Jobcenter Nordager", now=now)


def listening(story):
    async def told():
        ear = Ear()
        async with waking.woken(ear):
            await ear.until(waking.EVERYTHING)
            await story(ear)

    asyncio.run(told())


def test_a_commit_is_heard(place, now):
    async def story(ear):
        await sync_to_async(append)(place, now)
        await ear.until(waking.key_of(place.pk, "meeting:1"))

    listening(story)


def test_what_was_rolled_back_is_not(place, now):
    async def story(ear):
        with contextlib.suppress(RuntimeError):
            await sync_to_async(append)(place, now, fails=True)
        await sync_to_async(append)(place, now + timedelta(seconds=1))
        await ear.until(waking.key_of(place.pk, "meeting:1"))
        assert ear.heard.count(waking.key_of(place.pk, "meeting:1")) == 1

    listening(story)


def test_two_processes_hear_it_both(place, now):
    async def story(ear):
        other = Ear()
        async with waking.woken(other):
            await other.until(waking.EVERYTHING)
            await sync_to_async(append)(place, now)
            await asyncio.gather(*(one.until(waking.key_of(place.pk, "meeting:1")) for one in (ear, other)))

    listening(story)


@pytest.mark.once
def test_a_lost_message_is_made_good_by_looking(place, now, monkeypatch):
    """Datagrams can be lost; notifications are not, as long as their connection stands."""
    monkeypatch.setattr(waking, "_send", lambda _key: None)

    async def story(ear):
        ear.heard.clear()
        await sync_to_async(append)(place, now)
        await ear.until(waking.EVERYTHING)

    listening(story)
