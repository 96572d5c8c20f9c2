"""One running Pejl and one browser program for all journeys; each person in each test gets a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from scripts import chromium as browsers
from tests.journeys.browsing import LAPTOP, Visitor
from tests.journeys.program import Program

PATIENCE = 20_000  # milliseconds; an expectation waits no longer than it must
Arrive = Callable[..., Visitor]


@pytest.fixture(scope="package")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Pejl, started as `make run` starts it, and stopped with nothing left behind."""
    program = Program(tmp_path_factory.mktemp("pejl"))
    try:
        program.wait()
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A real Chromium. Sandboxes need rights that a test machine seldom gives."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox", "--disable-gpu"])
        expect.set_options(timeout=PATIENCE)
        yield browser
        expect.set_options(timeout=5_000)
        browser.close()


@pytest.fixture
def arrive(program: Program, chromium: Browser) -> Iterator[Arrive]:
    """``arrive(name, **screen)``: somebody sits down and steps in; what a console complains of fails the test."""
    visitors: list[Visitor] = []

    def arrived(name: str, *, steps_in: bool = True, **screen: Any) -> Visitor:
        context = chromium.new_context(locale="da-DK", timezone_id="Europe/Copenhagen", **(screen or LAPTOP))
        context.set_default_timeout(PATIENCE)
        visitors.append(Visitor(context, program.origin, name))
        return visitors[-1].step_in() if steps_in else visitors[-1]

    yield arrived
    for visitor in visitors:
        visitor.context.close()
    assert [words for visitor in visitors for words in visitor.complaints] == []
