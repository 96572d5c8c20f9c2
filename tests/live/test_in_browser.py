"""The room in real browsers: it follows by itself, and never takes a half-typed card away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.room.models import Card
from pejl.room.tests.factories import Evening, an_evening
from pejl.wiring import server
from pejl.wiring.tests.speaking import Running, until
from tests.people import person_in

pytestmark = pytest.mark.journey

PATIENCE = 15_000  # milliseconds
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright's own loop runs in this thread, and Django would take it for one of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    program = os.environ.get("PEJL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def space(transactional_db: None, now: datetime) -> Space:
    """A job centre that is not entered: the server does that, and sees only what is committed."""
    return tenancy.open_space(name="Jobcenter Nordager", now=now)


@pytest.fixture
def evening(space: Space, now: datetime) -> Evening:
    """Anna and Dorte lead, Bo sits in the first group."""
    anna, bo, dorte = (person_in(space, name, f"{name.split()[0]}@nordager.example") for name in PEOPLE)
    with scopes.scope(space.pk):
        return an_evening(anna, now=now, people=[bo], seated=([bo], []), other_leaders=[dorte])


PEOPLE = ("Anna Ager", "Bo Bæk", "Dorte Dam")


@pytest.fixture
def origin(transactional_db: None) -> Iterator[str]:
    """Pejl's own server on a port of this machine: pages follow by streams, which Django's does not have."""
    with Running(server.Server(get_wsgi_application())) as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.fixture
def room_of(
    chromium: Browser, origin: str, space: Space, evening: Evening
) -> Iterator[Callable[[str, dict[str, int]], Page]]:
    """Somebody's browser with the room open, on a laptop the leaders' page; what its console complains of fails it."""
    contexts, complaints = [], []

    def opened(name: str, size: dict[str, int], **more: Any) -> Page:
        context = chromium.new_context(viewport=size, locale="da-DK", **more)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(space, name), "url": origin}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        view = "room:lead" if size == LAPTOP else "room:hold"
        page.goto(origin + reverse(view, args=[evening.meeting.pk]))
        return page

    yield opened
    complaints += [f"#{twice} stands twice" for context in contexts for page in context.pages for twice in _twice(page)]
    for context in contexts:
        context.close()
    assert complaints == []


def _twice(page: Page) -> list[str]:
    """Ids that more than one element of the page has: whatever is put there would meet the wrong one."""
    ids: list[str] = page.locator("[id]").evaluate_all("found => found.map(({ id }) => id)")
    return sorted({one for one in ids if ids.count(one) > 1})


def _session(space: Space, name: str) -> str:
    with scopes.scope(space.pk):
        account = Person.objects.select_related("account").get(name=name).account
    account.language = "en"
    account.save(update_fields=["language"])
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).first.click()
    page.wait_for_load_state()


def test_room_follows_and_leaves_what_is_half_typed_alone(
    room_of: Callable[[str, dict[str, int]], Page], space: Space
) -> None:
    anna, bo = room_of("Anna Ager", LAPTOP), room_of("Bo Bæk", PHONE)
    press(anna, "Begin the meeting")
    press(anna, "Next: Videndeling")
    # The page had no form; now it has one, without anybody having pressed anything.
    field = bo.get_by_label("One card, one thought")
    expect(field).to_be_visible(timeout=PATIENCE)
    field.fill("Halvt skrevet")
    press(anna, "Next: Gruppearbejde")
    expect(bo.get_by_role("heading", name="Gruppearbejde")).to_be_visible(timeout=PATIENCE)
    expect(bo.get_by_text("The board of “Gruppe 1” is open now")).to_be_visible()
    expect(field).to_have_value("Halvt skrevet")
    press(bo, "Put up the card")
    # It is on its way to its board; the place shows the board that is open now, with an empty field.
    expect(bo.get_by_role("heading", name="Gruppe 1")).to_be_visible(timeout=PATIENCE)
    expect(field).to_have_value("")
    with scopes.scope(space.pk):
        until(Card.objects.exists)
        assert [(card.text, card.item.label) for card in Card.objects.select_related("item")] == [
            ("Halvt skrevet", "Videndeling")
        ]


def test_card_of_one_appears_to_another(room_of: Callable[[str, dict[str, int]], Page]) -> None:
    anna, bo = room_of("Anna Ager", LAPTOP), room_of("Bo Bæk", PHONE)
    press(anna, "Begin the meeting")
    press(anna, "Next: Videndeling")
    bo.reload()
    bo.get_by_label("One card, one thought").fill("Ring til arbejdsgiveren")
    press(bo, "Put up the card")
    expect(anna.get_by_text("Ring til arbejdsgiveren")).to_be_visible(timeout=PATIENCE)
    # Among what is one's own, too: it came with the answer, to its own place beside the form.
    expect(bo.locator("#room-own")).to_contain_text("My cards here")
    anna.get_by_role("button", name="For the product").click()
    expect(bo.get_by_text("chosen")).to_be_visible(timeout=PATIENCE)


def test_two_leaders_press_next_and_move_one_step(room_of: Callable[..., Page]) -> None:
    """The second has a page that does not follow: what it shows is stale for sure."""
    anna, dorte = room_of("Anna Ager", LAPTOP), room_of("Dorte Dam", LAPTOP, java_script_enabled=False)
    press(anna, "Begin the meeting")
    expect(anna.get_by_role("button", name="Next: Videndeling").first).to_be_visible()
    dorte.reload()
    press(anna, "Next: Videndeling")
    expect(anna.get_by_role("button", name="Next: Gruppearbejde").first).to_be_visible()
    press(dorte, "Next: Videndeling")
    expect(dorte.get_by_text("“Videndeling” is already going on")).to_be_visible()
    expect(dorte.get_by_role("heading", name="Videndeling", exact=True)).to_be_visible()


# Presses a command in the instant that somebody else's press brings it.
AS_IT_COMES = """(words) => {
  const seen = new MutationObserver(() => {
    const commands = [...document.querySelectorAll("#room-leading button")];
    const button = commands.find(({ innerText }) => innerText.includes(words));
    if (!button) return;
    seen.disconnect();
    setTimeout(() => button.click(), 50);
  });
  seen.observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_command_that_another_leader_just_changed_takes_no_press(room_of: Callable[..., Page]) -> None:
    """Both mean the same step; the second presses what has taken its place."""
    anna, dorte = room_of("Anna Ager", LAPTOP), room_of("Dorte Dam", LAPTOP)
    press(anna, "Begin the meeting")
    expect(dorte.get_by_role("button", name="Next: Videndeling").first).to_be_visible(timeout=PATIENCE)
    dorte.evaluate(AS_IT_COMES, "Next: Gruppearbejde")
    press(anna, "Next: Videndeling")
    expect(dorte.get_by_text("Somebody else changed this just as you pressed.")).to_be_visible(timeout=PATIENCE)
    expect(dorte.get_by_role("heading", name="Videndeling", exact=True)).to_be_visible()
    dorte.wait_for_timeout(1000)  # as long as a person looks
    press(dorte, "Next: Gruppearbejde")
    expect(anna.get_by_role("heading", name="Gruppearbejde", exact=True)).to_be_visible(timeout=PATIENCE)


def test_cpr_number_stays_in_the_field_until_it_is_taken_out(room_of: Callable[[str, dict[str, int]], Page]) -> None:
    anna, bo = room_of("Anna Ager", LAPTOP), room_of("Bo Bæk", PHONE)
    press(anna, "Begin the meeting")
    press(anna, "Next: Videndeling")
    bo.reload()
    field = bo.get_by_label("One card, one thought")
    field.fill("Nummer 710101-1234 ringede")
    press(bo, "Put up the card")
    expect(bo.get_by_text("CPR number after the words").first).to_be_visible()
    expect(field).to_have_value("Nummer 710101-1234 ringede")
    press(bo, "Remove the number")
    expect(field).to_have_value("Nummer [number removed] ringede")
