"""Somebody who uses no mouse: Tab, Enter, Space, arrows and letters."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.journeys.browsing import Visitor

MOST_STOPS = 120
# What is focused can be seen: the mark stands round it, or round what is drawn in its place.
FAULT_OF_FOCUS = """() => {
    const control = document.activeElement;
    if (control === document.body) return "";  // the keyboard is in the browser's own bar
    document.getAnimations().forEach((motion) => motion.finish());
    const drawn = control.matches(".form-checkbox, .form-radio") ? control.nextElementSibling : control;
    const marks = [getComputedStyle(drawn), getComputedStyle(drawn, "::before")];
    const name = control.outerHTML.slice(0, 150);
    if (!marks.some((style) => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3))
        return `nothing shows that this has the focus: ${name}`;
    const { top, bottom, width } = drawn.getBoundingClientRect();
    return width && bottom > 0 && top < innerHeight ? "" : `this has the focus out of sight: ${name}`;
}"""


class Keyboard:
    """The keys of somebody's browser. Every stop on the way is looked at."""

    def __init__(self, who: Visitor) -> None:
        self.who, self.page = who, who.page

    def reach(self, control: Locator) -> None:
        """Tab until the control has the focus."""
        expect(control).to_have_count(1)
        for _ in range(MOST_STOPS):
            if control.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(FAULT_OF_FOCUS) == "", self.page.url
        raise AssertionError(f"{control} is not reached by Tab at {self.page.url}")

    def write(self, label: str, text: str) -> None:
        """Tab to the field and type."""
        self.reach(self.who.field(label))
        self.page.keyboard.type(text)

    def choose(self, label: str, choice: str) -> None:
        """Tab to the list and go down to what is wanted."""
        field = self.who.field(label)
        self.reach(field)
        for _ in range(field.locator("option").all_inner_texts().index(choice)):
            self.page.keyboard.press("ArrowDown")
        expect(field.locator("option:checked")).to_have_text(choice)

    def tick(self, label: str) -> None:
        """Tab to the group and press Space; the first of several choices is where one comes in."""
        choice = self.page.get_by_label(label, exact=True)
        self.reach(choice)
        self.page.keyboard.press("Space")
        expect(choice).to_be_checked()

    def press(self, words: str) -> None:
        """Tab to the button and press Enter."""
        self.reach(self.page.get_by_role("button", name=words, exact=True))
        self._enter()

    def follow(self, words: str) -> None:
        """Tab to the link and press Enter."""
        self.reach(self.page.get_by_role("link", name=words, exact=True).first)
        self._enter()

    def _enter(self) -> None:
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        self.who.look()
