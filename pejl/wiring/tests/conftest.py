"""A server for the tests of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pejl.wiring import server
from pejl.wiring.tests.speaking import Pages, Running


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def limits() -> server.Limits:
    return server.Limits(
        threads=2, waiting=3, body_bytes=2_000_000, body_pause_seconds=0.4, body_bytes_a_second=1e9, drop_seconds=0.4
    )


@pytest.fixture
def running(pages: Pages, limits: server.Limits) -> Iterator[Running]:
    with Running(server.Server(pages, limits=limits)) as running:
        yield running
        pages.go_on.set()
