"""Writing for oneself on a phone, in a real browser and on Pejl's own server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse
from playwright.sync_api import APIResponse, Page, Route, expect, sync_playwright

from pejl.agreements.models import LearningGoal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space
from pejl.room import operations
from pejl.room.models import Contribution
from pejl.room.tests.rounding import Circle, a_circle
from pejl.wiring import server
from pejl.wiring.tests.speaking import Running, until
from tests.people import person_in

pytestmark = pytest.mark.journey


@pytest.fixture
def space(transactional_db: None, now: datetime) -> Space:
    """A job centre that is not entered: the server does that, and sees only what is committed."""
    return tenancy.open_space(name="Jobcenter Nordager", now=now)


@pytest.fixture
def circle(space: Space, now: datetime) -> Circle:
    anna = person_in(space, "Anna Ager", "anna@nordager.example")
    with scopes.scope(space.pk):
        return a_circle(space, anna, now=now)


@pytest.fixture
def phone(space: Space, circle: Circle) -> Iterator[Page]:
    """Carl's, with the room open; what its console complains of fails it."""
    # Playwright's own loop runs in this thread, and Django would take it for one of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    program, complaints = os.environ.get("PEJL_CHROMIUM") or shutil.which("chromium"), []
    with Running(server.Server(get_wsgi_application())) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="da-DK")
        origin = f"http://127.0.0.1:{running.port}"
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(space, circle), "url": origin}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(origin + reverse("room:hold", args=[circle.meeting.pk]))
        yield page
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    assert complaints == []


def _session(space: Space, circle: Circle) -> str:
    with scopes.scope(space.pk):
        account = circle.people[1].account
        account.language = "en"
        account.save(update_fields=["language"])
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def written(space: Space) -> list[tuple[str, int]]:
    with scopes.scope(space.pk):
        return [(one.text, one.version) for one in Contribution.objects.all()]


def test_what_is_written_to_a_round_stays_with_its_writer_until_it_is_sent(
    phone: Page, space: Space, circle: Circle
) -> None:
    field = phone.get_by_label("What I want to say")
    field.press_sequentially("At turde")
    with scopes.scope(space.pk):
        circle.begin(silence_seconds=120)
    expect(phone.get_by_text("Nobody speaks.")).to_be_visible(timeout=15_000)
    expect(field).to_be_focused()
    field.press_sequentially(" spørge")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".outbox__title")).to_have_text("Kept here, not sent yet")
    with scopes.scope(space.pk):
        operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    phone.context.set_offline(False)
    until(lambda: written(space) == [("At turde spørge", 1)])
    # The item is over, and nothing is typed any more: the place is the group's now.
    expect(phone.get_by_role("heading", name="Grupper")).to_be_visible(timeout=15_000)
    expect(field).to_have_count(0, timeout=15_000)
    expect(phone.locator(".outbox")).to_have_count(0)
    expect(phone.get_by_label("One card, one thought")).to_be_visible()


def test_what_is_sent_while_the_place_is_fetched_keeps_back_nothing(phone: Page, space: Space, circle: Circle) -> None:
    """The place is answered around words that were sent before the answer came."""
    sent: list[tuple[Route, APIResponse]] = []
    asked: list[tuple[Route, APIResponse]] = []
    phone.route("**/*", lambda route: sent.append((route, route.fetch())) if _is_sent(route) else route.fallback())
    phone.get_by_label("What I want to say").press_sequentially("At turde")
    phone.get_by_role("button", name="Save").click()
    until(lambda: phone.wait_for_timeout(50) or written(space) == [("At turde", 1)])
    phone.wait_for_timeout(2000)  # until the place has heard of the words
    phone.route(re.compile(r"[?&]typed=1"), lambda route: asked.append((route, route.fetch())))
    with scopes.scope(space.pk):
        operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    until(lambda: phone.wait_for_timeout(50) or len(asked) == 1)
    for held in (sent, asked):
        for route, answer in held:
            route.fulfill(response=answer)
        phone.wait_for_timeout(500)
    expect(phone.get_by_label("One card, one thought")).to_be_visible(timeout=15_000)


def _is_sent(route: Route) -> bool:
    return route.request.method == "POST" and "indlaeg" in route.request.url


def test_what_one_takes_along_is_kept_on_the_phone_until_it_is_sent(phone: Page, space: Space, circle: Circle) -> None:
    here = phone.url
    phone.goto(here + "laering/")
    field = phone.get_by_label("What I take with me")
    field.press_sequentially("At ringe først")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".outbox__title")).to_have_text("Kept here, not sent yet")
    expect(field).to_have_value("At ringe først")
    phone.context.set_offline(False)
    expect(phone.locator("#learning-state")).to_have_text("Saved. Only you see it", timeout=15_000)
    field.press_sequentially(", og spørge")
    phone.wait_for_timeout(1000)  # until it is kept
    phone.goto(here)
    phone.goto(here + "laering/")
    expect(field).to_have_value("At ringe først, og spørge")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#learning-state[data-written='2']")).to_be_visible(timeout=15_000)
    with scopes.scope(space.pk):
        assert [goal.takes_along for goal in LearningGoal.objects.all()] == ["At ringe først, og spørge"]
