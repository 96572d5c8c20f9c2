"""What goes wrong on an ordinary day: a double press, the back button, a lost connection, a session that has ended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.words import da

pytestmark = pytest.mark.journey

TITLE, NEED = da("What do we need to know more about?"), da("What happened, or what are you in doubt about?")
QUESTIONS = da("What it should answer")
NO_SCRIPT = {**LAPTOP, "java_script_enabled": False}


def fill(who: Visitor, title: str) -> None:
    """A theme, all but sent."""
    who.go("/temaer/meld-ind/")
    who.write(TITLE, title)
    who.write(NEED, "Noget, vi er i tvivl om.")
    who.choose(da("Kind"), da("Legislation"))


def themes(who: Visitor, title: str) -> int:
    """How many are called that."""
    who.go(f"/temaer/?q={title}")
    return who.page.get_by_role("main").get_by_role("link", name=title, exact=True).count()


@pytest.mark.parametrize(("screen", "title"), [(LAPTOP, "Dobbelttryk"), (NO_SCRIPT, "Trykket to gange uden script")])
def test_double_press_sends_once(arrive: Arrive, screen: dict[str, object], title: str) -> None:
    who = arrive("Nadim Elmbak", **screen)
    fill(who, title)
    who.page.get_by_role("button", name=da("Propose the theme")).dblclick()
    who.heading(title)
    assert themes(who, title) == 1


def test_back_and_press_again_sends_nothing_twice(arrive: Arrive) -> None:
    who = arrive("Nadim Elmbak")
    fill(who, "Tilbage igen")
    who.press(da("Propose the theme"))
    who.heading("Tilbage igen")
    who.page.go_back()
    who.press(da("Propose the theme"))
    assert themes(who, "Tilbage igen") == 1


def test_back_and_write_something_else_sends_that_too(arrive: Arrive) -> None:
    who = arrive("Nadim Elmbak")
    fill(who, "Det første")
    who.press(da("Propose the theme"))
    who.heading("Det første")
    who.page.go_back()
    who.write(TITLE, "Det andet")
    who.press(da("Propose the theme"))
    who.heading("Det andet")
    assert (themes(who, "Det første"), themes(who, "Det andet")) == (1, 1)


def test_lost_connection_keeps_the_text(arrive: Arrive) -> None:
    """The page says that it is not saved, and saves by itself when the connection is back."""
    who = arrive("Nadim Elmbak")
    who.go("/temaer/meld-ind/")
    saved = who.page.locator("[data-saved]")
    who.context.set_offline(True)
    who.write(TITLE, "Skrevet uden forbindelse")
    expect(saved).to_have_text(da("Not saved yet - it is kept in this window"))
    who.context.set_offline(False)
    expect(saved).not_to_have_text(da("Not saved yet - it is kept in this window"))
    who.go("/temaer/meld-ind/")
    expect(who.field(TITLE)).to_have_value("Skrevet uden forbindelse")
    who.write(TITLE, "")
    expect(saved).not_to_be_empty()


def test_sent_without_connection_stays_on_the_page(arrive: Arrive) -> None:
    who = arrive("Nadim Elmbak")
    fill(who, "Sendt uden forbindelse")
    who.context.set_offline(True)
    who.page.get_by_role("button", name=da("Propose the theme")).click()
    expect(who.page.locator("[data-saved]")).to_have_text(da("Not saved yet - it is kept in this window"))
    expect(who.field(TITLE)).to_have_value("Sendt uden forbindelse")
    assert who.page.url.endswith("/temaer/meld-ind/")
    who.context.set_offline(False)
    who.press(da("Propose the theme"))
    who.heading("Sendt uden forbindelse")
    assert themes(who, "Sendt uden forbindelse") == 1


def test_session_that_ended_loses_no_text(arrive: Arrive) -> None:
    """Signed out in another tab; pressed at once, before the draft is on its way, and signed in again beside it."""
    who = arrive("Nadim Elmbak")
    fill(who, "Skrevet efter log ud")
    other = who.open()
    sign_out(other, who.origin)
    who.page.get_by_role("button", name=da("Propose the theme")).click()
    who.reads(da("You have been signed out. Your text is kept in this window."))
    expect(who.field(TITLE)).to_have_value("Skrevet efter log ud")
    step_in_again(other, who)
    who.page.bring_to_front()
    who.press(da("Propose the theme"))
    who.heading("Skrevet efter log ud")


def test_session_that_ended_says_so_and_leads_back_to_the_draft(arrive: Arrive) -> None:
    who = arrive("Nadim Elmbak")
    fill(who, "Kladde og log ud")
    expect(who.page.locator("[data-saved]")).not_to_be_empty()
    other = who.open()
    sign_out(other, who.origin)
    who.press(da("Propose the theme"))
    who.reads(da("You have been signed out, so this was not sent yet."))
    step_in_again(other, who)
    who.go("/temaer/meld-ind/")
    expect(who.field(TITLE)).to_have_value("Kladde og log ud")
    who.press(da("Propose the theme"))
    who.heading("Kladde og log ud")


def sign_out(page: Page, origin: str) -> None:
    page.goto(origin)
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name=da("Sign out")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(da("Sign in"))


def step_in_again(page: Page, who: Visitor) -> None:
    page.goto(f"{who.origin}/demo/")
    page.get_by_role("button", name=da("Step in as %(name)s", name=who.name)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(da("My overview"))


def test_two_who_change_the_same_item_see_both_texts(arrive: Arrive) -> None:
    first, second = arrive("Amina Lindeskov"), arrive("Jørgen Vestmark")
    agenda = planned(first, "Læringsmøde om to stemmer", leaders=[first.name, second.name])
    for who in (first, second):
        who.go(agenda)
        who.follow("Velkommen og ramme")
    first.write(QUESTIONS, "Hvad skal vi kunne bagefter?")
    first.press(da("Save the item"))
    second.write(QUESTIONS, "Hvorfor taler vi om det nu?")
    second.press(da("Save the item"))
    expect(second.page.locator("[data-error-summary]")).to_be_focused()
    expect(second.field(QUESTIONS)).to_have_value("Hvorfor taler vi om det nu?")
    second.reads("Hvad skal vi kunne bagefter?")
    second.press(da("Save the item"))
    first.go(agenda)
    first.follow("Velkommen og ramme")
    expect(first.field(QUESTIONS)).to_have_value("Hvorfor taler vi om det nu?")


def test_card_written_without_connection_is_sent_once(arrive: Arrive) -> None:
    """It is kept on the device and the page says so; back on the net it goes out by itself, once."""
    leader = arrive("Jørgen Vestmark")
    agenda = planned(leader, "Læringsmøde uden forbindelse", leaders=[leader.name])
    steps.begin(leader, steps.invite(leader, agenda))
    steps.start_item(leader, "Praksiseksempel 1")
    expect(leader.field(da("One card, one thought"))).to_be_visible()  # the place comes after the heading
    leader.context.set_offline(True)
    leader.write(da("One card, one thought"), "Skrevet i en elevator")
    leader.page.get_by_role("button", name=da("Put up the card")).click()
    kept = leader.page.locator(".outbox")
    expect(kept).to_contain_text(da("Kept here, not sent yet"))
    expect(kept).to_contain_text("Skrevet i en elevator")
    expect(leader.field(da("One card, one thought"))).to_have_value("")
    leader.context.set_offline(False)
    expect(steps.card(leader, "Skrevet i en elevator")).to_be_visible()
    expect(kept).to_have_count(0)
    leader.page.reload()
    expect(steps.card(leader, "Skrevet i en elevator")).to_have_count(1)


def planned(who: Visitor, title: str, *, leaders: list[str]) -> str:
    """A meeting of one's own; returns the address of its agenda."""
    theme = steps.propose(who, f"Tema: {title}", need="Vi prøver noget af.")
    steps.decide(who, f"Tema: {title}", reason="Det haster.")
    return steps.plan(who, theme, title, leaders=leaders)


def test_two_who_write_the_same_part_of_a_draft_see_each_other(arrive: Arrive) -> None:
    """One holds it, visibly; the other takes over knowingly, and no words are lost on either side."""
    first, second = arrive("Amina Lindeskov"), arrive("Jørgen Vestmark")
    first.go("/pejlemaerker/nyt/")
    first.write(da("Title of the product"), "Hvem skriver hvad")
    first.page.get_by_label(re.compile("^Arbejdsgang")).check(force=True)
    first.unfold(da("Who writes it with you?"))
    first.page.get_by_label(re.compile(second.name)).check(force=True)
    first.press(da("Begin"))
    first.heading("Hvem skriver hvad")
    draft = first.page.url.split("#")[0]
    asked = da("Edit “%(name)s”", name="For hvem")
    first.follow(asked)
    second.go(draft)
    writes = da("%(name)s is writing here now", name=first.name)
    expect(second.page.get_by_text(writes)).to_be_visible(timeout=30_000)  # an open editor asks every twenty seconds
    second.follow(asked)
    second.press(da("Take over"))
    expect(second.page.get_by_role("button", name=da("Take over"))).to_have_count(0)
    taken = da("%(name)s is writing here now", name=second.name)
    expect(first.page.get_by_text(taken)).to_be_visible(timeout=30_000)
    second.page.locator("#open .ProseMirror").fill("Alle sagsbehandlere")
    second.press(da("Save and go on to the next"))
    expect(second.page.locator("#open input[type=text]").first).to_have_value(
        "Hvornår og hvor mødes vi, og hvem er med?"
    )
