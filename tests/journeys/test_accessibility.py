"""Every page that a link leads to, in both languages, on a laptop and on a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import looking, steps
from tests.journeys.browsing import LAPTOP, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

# Between them they see every kind of page: one decides and leads, one writes, one approves, one does none of it.
LEADER, AUTHOR, APPROVER, READER = "Amina Lindeskov", "Mikkel Raskbæk", "Leyla Sandholt", "Vibeke Thorlund"
PEOPLE = (LEADER, AUTHOR, APPROVER, READER)
MEETING, GUIDE, THEME = "Når praktikken går i stå", "Virksomhedspraktik for sygemeldte", "Et tema, der er valgt"
FEWEST_KINDS, FEWEST_FORMS = 54, 18
OPEN_TO_ALL = (
    "/demo/",
    "/demo/post/",
    "/log-ind/",
    "/ny-konto/",
    "/konto-lukket/",
    "/glemt-adgangskode/",
    "/glemt-adgangskode/sendt/",
    "/adgangskode/vaelg/?link=x",
    "/findes-ikke/",
)
NARROWEST = {"width": 320, "height": 700}
# A passkey form is sent by its script, once the browser has made one.
FORMS = "main form[method=post]:not([data-passkey])"
# Takes out what must be there, and sends the form if anything was.
SEND_EMPTY = """(form) => {
    const lines = [...form.querySelectorAll("input[aria-required=true], textarea[aria-required=true]")];
    const choices = [...form.querySelectorAll("fieldset")].filter((group) => group.querySelector("[type=radio]"));
    const open = choices.filter((group) => !group.querySelector(":checked"));
    lines.forEach((control) => (control.value = ""));
    if (lines.length + open.length) form.requestSubmit();
    return lines.length + open.length > 0;
}"""
LANGUAGES = {"da": "Dansk", "en": "English"}


@pytest.fixture(scope="module")
def busy(program: Program, chromium: Browser) -> dict[str, list[str]]:
    """Something of everything is under way. Returns, for some people, pages that no link leads to just then."""
    leader, author = (Visitor(chromium.new_context(), program.origin, name).step_in() for name in (LEADER, AUTHOR))
    leader.follow(MEETING)
    steps.begin(leader, leader.page.url)
    steps.start_item(leader, steps.BOARD)
    leader.follow(da("Board: %(name)s", name="Gruppe 1"))
    steps.write_card(leader, "Skriv, hvem der ringer til hvem.")
    theme = steps.propose(leader, THEME, need="Vi mangler en plan.")
    steps.decide(leader, THEME, reason="Det haster.")
    steps.plan(leader, theme, "Et møde, der planlægges", leaders=[LEADER])
    draft = steps.begin_next_version(author, GUIDE)
    steps.save_part(author, draft, "part=about", changes="Vi spørger om timerne først.")
    steps.ask_for_approval(author, draft, APPROVER)
    leader.context.close()
    author.context.close()
    return {AUTHOR: [draft.replace("/kladde/", "/godkendelse/")], READER: [f"{theme}beslut/"]}


# In Danish a meeting that is running beside one that is over; in English the same templates with other words.
@pytest.mark.parametrize(("language", "most"), [("da", 2), ("en", 1)])
def test_no_page_has_a_barrier(arrive: Arrive, busy: dict[str, list[str]], language: str, most: int) -> None:
    """Up to so many pages of each kind."""
    kinds: Counter[str] = Counter()
    faults = [
        f"{name} at {place}: {fault}"
        for name in PEOPLE
        for place, fault in all_faults(arrive(name), kinds, language, most, busy.get(name, []))
    ]
    assert not faults, "\n".join(faults)
    assert len(kinds) >= FEWEST_KINDS


def all_faults(
    who: Visitor, kinds: Counter[str], language: str, most: int, also: list[str]
) -> Iterator[tuple[str, str]]:
    """Each page that somebody sees, and what is wrong with it."""
    speak(who, language)
    try:
        for place in looking.walk(who, kinds, most=most, also=also):
            is_new = language == "da" and kinds[looking.kind_of(place)] == 1
            yield from ((place, fault) for fault in faults_of(who, language, is_new=is_new))
    finally:
        speak(who, "da")


def test_refused_form_says_where(arrive: Arrive, busy: dict[str, list[str]]) -> None:
    """Sent without what it needs, every form comes back with a summary that is met first, and has no barrier."""
    kinds: Counter[str] = Counter()
    faults, sent = [], 0
    for name in (LEADER, AUTHOR, APPROVER):
        who = arrive(name)
        for place in looking.walk(who, kinds, most=1, also=busy.get(name, ())):
            for form in range(who.page.locator(FORMS).count()):
                if who.page.locator(FORMS).nth(form).evaluate(SEND_EMPTY):
                    sent += 1
                    expect(who.page.locator("[data-error-summary]"), place).to_be_focused()
                    faults += [f"{place}: {barrier}" for barrier in looking.barriers(who.page)]
                    who.go(place)
    assert not faults, "\n".join(faults)
    assert sent >= FEWEST_FORMS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_no_page_for_everybody_has_a_barrier(arrive: Arrive, path: str, language: str) -> None:
    who = arrive("Nobody", steps_in=False)
    who.context.add_cookies([{"name": "pejl_language", "value": language, "url": who.origin}])
    who.page.goto(who.origin + path)
    assert list(faults_of(who, language, is_new=True)) == []


def faults_of(who: Visitor, language: str, *, is_new: bool) -> Iterator[str]:
    """What is wrong with the page that somebody looks at, on a laptop and on the narrowest phone.

    A page of a kind that was looked at already is not searched for barriers on the phone once more.
    """
    page, with_colours = who.page, language == "da"  # colours are the same in every language
    yield from looking.outline(page, language)
    yield from looking.barriers(page, with_colours=with_colours)
    yield from looking.large_letters(page)
    page.set_viewport_size(NARROWEST)
    yield from looking.overflow(page, "on a phone")
    if is_new:
        yield from (f"on a phone, {fault}" for fault in looking.barriers(page, with_colours=False))
    page.set_viewport_size(LAPTOP["viewport"])


def speak(who: Visitor, language: str) -> None:
    """Choose the language, as one does in the own menu."""
    who.go("/")
    who.page.locator(".user-menu summary").click()
    choice = who.page.locator(".user-menu").get_by_role("button", name=LANGUAGES[language])
    if choice.count():
        choice.click()
    expect(who.page.locator("html")).to_have_attribute("lang", language)
