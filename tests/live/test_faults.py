"""Nothing lost, nothing doubled: a hundred follow and write while a process, the database or the network breaks.

One round each here; twenty by `make endure` (the marker chooses by the parameter).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.live.chaos import Chaos
from tests.live.crowd import Crowd
from tests.live.hall import Hall
from tests.live.house import Cluster, House

PEOPLE, ROUNDS = 100, 20
pytestmark = pytest.mark.once
once_and_often = pytest.mark.parametrize("rounds", [1, pytest.param(ROUNDS, marks=pytest.mark.endure)])
Break = Callable[[Crowd, int], Awaitable[None]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two web processes on the embedded database."""
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.stop()


@pytest.fixture(scope="module")
def hall(house: House) -> Hall:
    """A hundred in a meeting."""
    hall = house.furnish(PEOPLE)
    house.start()
    return hall


def held(house: House, hall: Hall, rounds: int, break_: Break, *, through: Chaos | None = None) -> None:
    """Rounds of writing in which something breaks; prints how long each took, and how long until all agreed."""

    async def story() -> None:
        async with through or Chaos(house.port) as way, Crowd(hall, house.port, through=way.port) as crowd:
            for number in range(rounds):
                begun = time.monotonic()
                writing = asyncio.create_task(crowd.write(f"Runde {number}, kort", seconds=1.5))
                await asyncio.sleep(0.5)
                await break_(crowd, number)
                await writing
                share, way.share = way.share, 0.0
                agreed = await crowd.agree()
                print(f"Round {number}: {time.monotonic() - begun:.1f} s, agreement {agreed:.1f} s after the fault")
                way.share = share

    asyncio.run(story())


@once_and_often
def test_a_server_process_is_killed(house: House, hall: Hall, rounds: int) -> None:
    async def kill(_crowd: Crowd, _number: int) -> None:
        house.kill_one()
        await asyncio.to_thread(house.wait_until_whole)

    held(house, hall, rounds, kill)


@once_and_often
def test_a_fifth_of_all_connections_break(house: House, hall: Hall, rounds: int) -> None:
    async def nothing_more(_crowd: Crowd, _number: int) -> None:
        pass

    chaos = Chaos(house.port, share=0.2)
    held(house, hall, rounds, nothing_more, through=chaos)
    assert chaos.broken > rounds * 5


@once_and_often
def test_all_of_pejl_is_started_again(house: House, hall: Hall, rounds: int) -> None:
    async def restart(_crowd: Crowd, _number: int) -> None:
        await asyncio.to_thread(house.stop)
        await asyncio.to_thread(house.start)

    held(house, hall, rounds, restart)


@once_and_often
def test_the_database_is_killed(tmp_path: Path, rounds: int) -> None:
    cluster = Cluster()
    house = House(tmp_path, cluster.variables())

    async def kill(_crowd: Crowd, _number: int) -> None:
        await asyncio.to_thread(cluster.kill)
        await asyncio.to_thread(cluster.start_again)
        await asyncio.to_thread(house.wait_until_whole)

    try:
        hall = house.furnish(PEOPLE)
        house.start()
        held(house, hall, rounds, kill)
    finally:
        house.stop()
        cluster.remove()
