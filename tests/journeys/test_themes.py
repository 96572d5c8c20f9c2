"""A theme on its way to the table: what is alike, the screen on the wall, the order of the group."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.words import da

pytestmark = pytest.mark.journey

WALL = {"viewport": {"width": 1920, "height": 1080}}
NO_SCRIPT = {**LAPTOP, "java_script_enabled": False}
TITLE = da("What do we need to know more about?")
NEED = da("What happened, or what are you in doubt about?")


def rows(who: Visitor) -> list[str]:
    """The titles on the page of the order, from the first."""
    return who.page.locator("[data-ordered] a.row__title").all_inner_texts()


def test_alike_theme_is_backed_while_one_types(arrive: Arrive) -> None:
    steps.propose(arrive("Mikkel Raskbæk"), "Kørekort og lægeerklæring", need="Hvem beder om den?")
    who = arrive("Solveig Brandholm")
    who.go("/temaer/meld-ind/")
    who.write(NEED, "Borgeren har mistet sit kørekort.")
    who.write(TITLE, "Lægeerklæringer om kørekort")
    who.reads(da("Back it, and what you have written goes along as your example."))
    who.press(da("Back “%(title)s”", title="Kørekort og lægeerklæring"))
    who.heading("Kørekort og lægeerklæring")
    who.reads("Borgeren har mistet sit kørekort.")
    who.go("/temaer/meld-ind/")
    expect(who.field(TITLE)).to_have_value("")


def test_enter_in_the_title_never_backs_another_theme(arrive: Arrive) -> None:
    steps.propose(arrive("Mikkel Raskbæk"), "Pendlertid og transport", need="Hvor langt er for langt?")
    who = arrive("Solveig Brandholm")
    who.go("/temaer/meld-ind/")
    who.field(TITLE).press_sequentially("Transport og pendlertid")
    who.reads(da("Is it like one of these?"))
    who.field(TITLE).press("Enter")
    expect(who.page.locator("[data-error-summary]")).to_be_focused()
    who.go("/temaer/?backed=on")
    expect(who.page.get_by_role("main").get_by_role("link", name="Pendlertid og transport")).to_have_count(0)


@pytest.mark.parametrize(
    ("screen", "said"),
    [
        (WALL, ("Bopælspligt", "Ferie under sygdom")),
        (PHONE, ("Skattekort", "Grænsearbejdere")),
        (NO_SCRIPT, ("Fuldmagt", "Aktindsigt")),
    ],
    ids=["wall", "phone", "without script"],
)
def test_screen_takes_one_after_the_other(arrive: Arrive, screen: dict[str, object], said: tuple[str, str]) -> None:
    who = arrive("Birthe Høgsvang", **screen)
    who.go("/temaer/indsamling/")
    who.press(da("Show the screen"))
    for name, title in zip(("Mikkel", "Solveig Brand"), said, strict=True):
        expect(who.field(da("Who?"))).to_be_focused()
        who.write(da("Who?"), name)
        who.write(TITLE, title)
        who.write(da("What is missing, or in doubt?"), "Hvem svarer?")
        who.page.keyboard.press("Enter")
        expect(who.page.locator("#collected")).to_contain_text(title)
    if screen is WALL:
        who.picture("collection")
    who.follow(da("Who raises a hand for “%(title)s”?", title=said[0]))
    expect(who.field(da("Who?"))).to_be_focused()
    who.write(da("Who?"), "Nadim")
    who.page.keyboard.press("Enter")
    expect(who.page.locator("#backing")).to_contain_text("Nadim Elmbak")
    who.follow(da("Done"))
    who.unfold(da("End the collection"))
    who.press(da("End the collection"))
    who.reads(da("Ended"))


def test_order_is_dragged_and_pressed(arrive: Arrive) -> None:
    who = arrive("Birthe Høgsvang")
    who.go("/temaer/bordet/raekkefoelge/")
    before = rows(who)
    third = who.page.locator("[data-ordered]").nth(2)
    third.locator("[data-handle]").drag_to(who.page.locator("[data-ordered]").first, target_position={"x": 200, "y": 4})
    expect(who.page.locator("[data-ordered] a.row__title").first).to_have_text(before[2])
    assert rows(who)[:3] == [before[2], before[0], before[1]]
    down = who.page.get_by_role("button", name=da("Move “%(title)s” down", title=before[2]))
    for place in (1, 2):
        down.press("Enter")
        expect(who.page.locator("[data-ordered] a.row__title").nth(place)).to_have_text(before[2])
        expect(down).to_be_focused()
    assert rows(who) == before


def test_second_of_two_who_order_is_told(arrive: Arrive) -> None:
    first, second = arrive("Birthe Høgsvang"), arrive("Amina Lindeskov")
    for who in (first, second):
        who.go("/temaer/bordet/raekkefoelge/")
    titles = rows(first)
    first.press(da("Move “%(title)s” down", title=titles[0]))
    expect(first.page.locator("[data-ordered] a.row__title").nth(1)).to_have_text(titles[0])
    second.press(da("Move “%(title)s” down", title=titles[0]))
    second.reads(da("Somebody else in the group has changed the order meanwhile. Here it is; move it again."))
    assert rows(second)[:2] == [titles[1], titles[0]]


def test_member_weighs_one_after_the_other(arrive: Arrive) -> None:
    who = arrive("Leyla Sandholt")
    who.go("/temaer/bordet/")
    who.page.locator(".page-header__actions a").first.click()
    first = who.page.get_by_role("heading", level=1).inner_text()
    for _theme in range(2):
        for name in ("practice", "strategy", "urgency"):
            who.page.locator(f"input[name={name}][value='4']").check(force=True)
        who.press(da("Save, and take the next"))
    who.go("/temaer/bordet/")
    expect(who.page.locator("tr", has_text=first)).to_contain_text(f"{da('you:')} 4")
    who.picture("table")
