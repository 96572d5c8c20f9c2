"""Direction on its way from the management to a unit: new, looked at, worded anew, and followed by a theme."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.words import da

pytestmark = pytest.mark.journey

WORDS = "Vi aftaler de første timer sammen, før borgeren begynder."
NEW_WORDS = "Vi aftaler timer og opgaver sammen og skriver dem ned, før borgeren begynder."
BECAUSE = "På læringsmødet hørte vi, at opgaverne betød mere end timerne."


@dataclass(frozen=True)
class Goal:
    """What the management asks of a unit, and the theme that a colleague makes of it."""

    unit: str
    title: str
    theme: str


@pytest.mark.parametrize(
    ("member", "screen", "goal"),
    [
        (
            "Ulla Havelykke",
            LAPTOP,
            Goal("Virksomhedsteamet", "Alle får en aftale om de første timer", "Hvem ringer om de første timer?"),
        ),
        (
            "Zahra Lindvang",
            PHONE,
            Goal("Unge- og uddannelsesteamet", "Alle unge kender deres første dag", "Hvem er med på første dag?"),
        ),
    ],
    ids=["laptop", "phone"],
)
def test_goal_is_met_and_worded_anew(arrive: Arrive, member: str, screen: dict[str, object], goal: Goal) -> None:
    manager, who = arrive("Vibeke Thorlund"), arrive(member, **screen)
    unit = go_through(who, goal)
    old = state(manager, goal)
    meet(who, goal)
    show_on_the_wall(manager, unit, goal)
    go_through(who, goal)
    new = replace(manager, old)
    compare(who, unit)
    go_through(who, goal)
    who.go(old)
    who.reads(da("Replaced from %(day)s", day="").strip())
    who.reads(WORDS)
    let_a_theme_follow(who, manager, goal, new)


def news(who: Visitor, goal: Goal) -> Locator:
    """What one's own list says of the unit."""
    who.go("/retning/")
    return who.page.locator("#units .row", has_text=goal.unit)


def go_through(who: Visitor, goal: Goal) -> str:
    """After it nothing is new, and nothing asks to be read. Returns the address of the unit's direction."""
    expect(news(who, goal)).not_to_contain_text(da("Nothing new"))
    who.follow(goal.unit)
    address = who.page.url
    who.press(da("We have been through it together"))
    expect(who.page.get_by_role("button", name=da("We have been through it together"))).to_have_count(0)
    expect(news(who, goal)).to_contain_text(da("Nothing new"))
    who.go("/")
    expect(who.page.locator("#needs")).not_to_contain_text(goal.title)
    return address


def state(who: Visitor, goal: Goal) -> str:
    """A goal for the one unit, since yesterday. Returns its address."""
    who.go("/retning/")
    who.follow(da("Give direction"))
    who.tick(da("Employment-policy goal"))
    who.write(da("What is it, in one line?"), goal.title)
    who.write(da("What does it mean for the work?"), WORDS)
    who.tick(da("Some units, and those below them"))
    who.tick(goal.unit)
    who.write(da("From which day?"), "i går")
    who.press(da("Give this direction"))
    who.heading(goal.title)
    return who.page.url


def meet(who: Visitor, goal: Goal) -> None:
    """It asks to be read on the overview, is counted on the list, and stands first on the unit's page."""
    who.go("/")
    expect(who.page.locator("#needs .row", has_text=goal.title)).to_contain_text(da("Read it"))
    expect(news(who, goal)).not_to_contain_text(da("Nothing new"))
    who.follow(goal.unit)
    expect(who.page.locator("#new")).to_contain_text(goal.title)
    expect(who.page.locator("#new")).to_contain_text(WORDS)


def show_on_the_wall(who: Visitor, unit: str, goal: Goal) -> None:
    """What is new comes first there too."""
    who.go(unit)
    who.follow(da("Show it on the big screen"))
    who.follow(da("Next"))
    who.heading(goal.title)
    who.reads(da("New to you"))


def replace(who: Visitor, old: str) -> str:
    """Other words from today, with the reason. Returns the new address."""
    who.go(old)
    who.follow(da("Replace it"))
    who.write(da("What does it mean for the work?"), NEW_WORDS)
    who.write(da("What has changed, and why?"), BECAUSE)
    who.press(da("Replace it"))
    who.reads(NEW_WORDS)
    assert who.page.url != old
    return who.page.url


def compare(who: Visitor, unit: str) -> None:
    """Old and new wording stand beside each other, with the reason."""
    who.go(unit)
    new = who.page.locator("#new")
    for words in (da("New wording"), WORDS, NEW_WORDS, BECAUSE):
        expect(new).to_contain_text(words)


def let_a_theme_follow(who: Visitor, manager: Visitor, goal: Goal, statement: str) -> None:
    """A colleague proposes, the management says what it follows, and each page leads to the other."""
    theme = steps.propose(who, goal.theme, need="Vi gør det forskelligt.")
    manager.go(theme)
    manager.follow(da("Say which direction it follows"))
    manager.tick(goal.title)
    manager.press(da("Add these"))
    who.go(theme)
    who.follow(goal.title)
    who.page.wait_for_url(statement)
    expect(who.page.locator("#followers").get_by_role("link", name=goal.theme)).to_be_visible()
