"""A person with a browser."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import APIResponse, BrowserContext, ConsoleMessage, Error, Locator, Page, Response, expect

from tests.journeys.program import PROJECT
from tests.journeys.words import da

LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREENSHOTS = PROJECT / "docs" / "screenshots"
# The neighbours' names and what they know: whoever works in Nordager sees nothing of it, anywhere.
NEIGHBOURS = ("Sønderskov", "soenderskov", "Sanne Uldbjerg", "Hassan Damkær", "Else Kornmark", "Temagruppen")
# What the browser and htmx say of an answer that is no success, or none; the tests look at what the page makes of it.
EXPECTED = ("Failed to load resource", "Response Status Error Code", "htmx:afterRequest", "htmx:sendError")


class Visitor:
    """Somebody at a browser of their own; collects what the console complains of."""

    def __init__(self, context: BrowserContext, origin: str, name: str) -> None:
        self.context, self.origin, self.name = context, origin, name
        self.is_neighbour = name in NEIGHBOURS
        self.complaints: list[str] = []
        self.page = self.open()

    def open(self) -> Page:
        """One more tab."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{self.name}: {error}"))
        page.on("response", self._answered)
        return page

    def step_in(self) -> Visitor:
        """Through the demonstration's page, as anybody at the machine can."""
        self.page.goto(f"{self.origin}/demo/")
        self.page.get_by_role("button", name=da("Step in as %(name)s", name=self.name)).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(da("My overview"))
        return self

    def go(self, path: str) -> None:
        """To an address of Pejl, or a whole one."""
        self.page.goto(path if path.startswith("http") else self.origin + path)
        self.look()

    def follow(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a link with exactly these words."""
        self._click((within or self.page).get_by_role("link", name=words, exact=True).first)

    def press(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button with exactly these words."""
        self._click((within or self.page).get_by_role("button", name=words, exact=True).first)

    def fetch(self, link: Locator) -> APIResponse:
        """What a link leads to, as this person's browser gets it, without showing it."""
        address = link.get_attribute("href") or ""
        return self.context.request.get(urljoin(self.page.url, address))

    def unfold(self, words: str) -> None:
        """Open what is one press away."""
        self.page.locator("summary", has_text=words).first.click()

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Put a text into the field with this label."""
        self.field(label, within=within).fill(text)

    def choose(self, label: str, choice: str, *, within: Locator | None = None) -> None:
        """Choose in a list by what one reads."""
        self.field(label, within=within).select_option(label=choice)

    def tick(self, label: str) -> None:
        """Set a tick or choose one of several; the box itself is drawn by its label."""
        self.page.get_by_label(label, exact=True).check(force=True)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The control with this label, whether or not it adds that it may be left empty."""
        start = re.compile(rf"^\s*{re.escape(label)}\s*({re.escape(da('(optional)'))})?\s*$")
        return (within or self.page).get_by_label(start).first

    def reads(self, text: str | re.Pattern[str]) -> Locator:
        """This stands on the page now, or comes by itself within the patience of an expectation."""
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible()
        return found

    def reads_not(self, text: str) -> None:
        """This is nowhere on the page."""
        expect(self.page.get_by_text(text)).to_have_count(0)

    def heading(self, text: str) -> None:
        """The page is headed so."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def look(self) -> None:
        """What is on the page is this job centre's alone."""
        shown = self._shown()
        seen = [word for word in NEIGHBOURS if word in shown and not self.is_neighbour]
        assert seen == [], f"{self.name} sees {seen} at {self.page.url}"

    def picture(self, name: str, *, whole: bool = False) -> None:
        """A picture for the README, when pictures are wanted: of what is seen at first, or of the whole page."""
        if os.environ.get("PEJL_SCREENSHOTS") == "1":
            self.page.mouse.move(0, 0)
            self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0); document.fonts.ready")
            # Hiding the caret would leave style attributes behind, which the policy of the pages forbids.
            self.page.screenshot(path=_file(name), full_page=whole, animations="disabled", caret="initial")

    def _shown(self) -> str:
        try:
            return self.page.content()
        except Error:  # the next page was just coming
            self.page.wait_for_load_state()
            return self.page.content()

    def _click(self, control: Locator) -> None:
        control.click()
        self.page.wait_for_load_state()
        self.look()

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not any(words in said.text for words in EXPECTED):
            self.complaints.append(f"{self.name}: {said.text} ({said.location['url']})")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{self.name}: {response.status} at {response.url}")


def _file(name: str) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS / f"{name}.png"
