"""The main tasks by keyboard alone, and what the keyboard meets on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE
from tests.journeys.conftest import Arrive
from tests.journeys.keyboard import Keyboard
from tests.journeys.words import da

pytestmark = pytest.mark.journey

THEME, NEED = "Hvordan bruger vi mentorstøtte tidligt?", "Vi foreslår den på hver sin måde."
REASON, MEETING = "Vi har lovet et svar.", "Læringsmøde om mentorstøtte"
BOARD, CARD = "Praksiseksempel 1", "Fortæl, hvad en mentor kan, før du spørger."
GUIDE, PROPOSER, LEADER, APPROVER = "Mentorstøtte", "Gitte Holmvang", "Amina Lindeskov", "Jørgen Vestmark"


def test_main_tasks_by_keyboard(arrive: Arrive) -> None:
    """Propose, decide, reply, write a card and approve; what lies between is done by others with a mouse."""
    proposer, leader, approver = Keyboard(arrive(PROPOSER)), Keyboard(arrive(LEADER)), Keyboard(arrive(APPROVER))
    theme = propose(proposer)
    decide(leader)
    agenda = steps.plan(leader.who, theme, MEETING, leaders=[LEADER, APPROVER])
    steps.choose_people(leader.who, agenda, [PROPOSER])
    meeting = steps.invite(leader.who, agenda)
    proposer.who.go(meeting)
    proposer.press(da("I am coming"))
    expect(proposer.page.locator("#answer")).to_contain_text(da("Coming"))
    room = steps.begin(leader.who, meeting)
    steps.start_item(leader.who, BOARD)
    write_card(proposer, room)
    guide = publishable(leader, proposer, room)
    approve(approver)
    proposer.who.go(guide)
    proposer.who.reads(CARD)


def propose(keys: Keyboard) -> str:
    """The page begins in the first field; Enter in it sends the form; what is missing is met first."""
    keys.who.go("/temaer/meld-ind/")
    expect(keys.who.field(da("What do we need to know more about?"))).to_be_focused()
    keys.page.keyboard.type(THEME)
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator("[data-error-summary]")).to_be_focused()
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.press("Enter")
    expect(keys.who.field(da("What happened, or what are you in doubt about?"))).to_be_focused()
    keys.page.keyboard.type(NEED)
    keys.choose(da("Kind"), da("Cooperation"))
    keys.press(da("Propose the theme"))
    expect(keys.page.get_by_role("heading", level=1)).not_to_have_text(da("Propose a theme"))
    if keys.page.get_by_role("heading", level=1).inner_text() == da("Is it like one of these?"):
        keys.press(da("It is something else: propose it"))
    keys.who.heading(THEME)
    return keys.page.url


def decide(keys: Keyboard) -> None:
    keys.who.go("/temaer/bordet/")
    keys.follow(da("Decide on “%(title)s”", title=THEME))
    keys.tick(da("Next: we plan a learning meeting on it"))
    keys.write(da("Why?"), REASON)
    keys.press(da("Decide"))
    keys.who.reads(da("Decided. Whoever proposed or backs the theme is told, with your reason."))


def write_card(keys: Keyboard, room: str) -> None:
    """After a card the field is ready for the next one."""
    keys.who.go(room)
    keys.choose(da("What is it?"), da("Wish for the product"))
    keys.write(da("One card, one thought"), CARD)
    keys.press(da("Put up the card"))
    expect(steps.card(keys.who, CARD)).to_be_visible()
    expect(keys.who.field(da("One card, one thought"))).to_be_focused()


def publishable(leader: Keyboard, author: Keyboard, room: str) -> str:
    """The guide that is to be approved; returns its address."""
    leader.who.go(f"{room}leder/")
    steps.choose_for_product(leader.who, CARD)
    steps.agree_on_product(leader.who, room, GUIDE, PROPOSER)
    steps.end(leader.who, room)
    draft = steps.begin_guide(author.who, room, GUIDE, duty=f"{PROPOSER}: {GUIDE}")
    steps.weigh(author.who, draft, CARD, text=CARD, obligation="may")
    steps.complete(author.who, draft, purpose="Til alle, der taler med en borger om en mentor.")
    steps.ask_for_approval(author.who, draft, APPROVER)
    return draft.removesuffix("kladde/")


def approve(keys: Keyboard) -> None:
    keys.who.go("/")
    keys.follow(GUIDE)
    keys.tick(da("Approve it"))
    keys.press(da("Send the decision"))
    keys.who.reads(da("It is in force. The authors have been told."))


def test_skip_link_leads_past_the_head(arrive: Arrive) -> None:
    keys = Keyboard(arrive(PROPOSER))
    for path in ("/", "/temaer/", "/moeder/", "/pejlemaerker/"):
        keys.who.go(path)
        keys.page.keyboard.press("Tab")
        skip = keys.page.get_by_role("link", name=da("Skip to the content"))
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        keys.page.keyboard.press("Enter")
        expect(keys.page.locator("main")).to_be_focused()
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate("document.querySelector('main, aside').contains(document.activeElement)")


@pytest.mark.parametrize(("screen", "menu"), [(LAPTOP, ".user-menu"), (PHONE, ".user-menu"), (PHONE, ".site-menu")])
def test_menu_opens_and_closes_by_keyboard(arrive: Arrive, screen: dict[str, object], menu: str) -> None:
    keys = Keyboard(arrive(PROPOSER, **screen))
    summary, inside = keys.page.locator(f"{menu} summary"), keys.page.locator(f"{menu} a").first
    for key in ("Enter", "Space"):
        keys.reach(summary)
        keys.page.keyboard.press(key)
        expect(inside).to_be_visible()
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate(f"document.querySelector('{menu}').contains(document.activeElement)")
        keys.page.keyboard.press("Escape")
        expect(inside).to_be_hidden()
        expect(summary).to_be_focused()
