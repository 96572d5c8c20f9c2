"""What is measured on a page: barriers, its heading, its language, and whether it fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from tests.journeys.browsing import Visitor
from tests.journeys.program import PROJECT

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Not pages: papers, calendar files, the data for programs, and what ends the visit.
NO_PAGES = re.compile(r"/pdf/|/word/|\.pdf$|\.docx$|\.ics$|^/api/|^/demo/|^/log-ud/|^/static/")
# Where the words in the address choose another form, and not only other rows.
# The letters of ordinary text, in pixels.
ORDINARY = 16
TELLING = {"add", "part", "order", "show"}
FIRST_OUTSIDE = """(width) => [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 120))[0] ?? "nothing in particular" """
DOUBLE_LETTERS = """() => {
    const root = document.documentElement;
    root.style.fontSize = `calc(2 * ${getComputedStyle(root).fontSize})`;
}"""


def barriers(page: Page, *, with_colours: bool = True) -> list[str]:
    """What axe calls serious or critical."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": with_colours}}}
    found = page.evaluate("asked => axe.run(document, asked)", asked)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]


def outline(page: Page, language: str) -> Iterator[str]:
    """One heading of the first rank, a title, and the language it is written in."""
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} headings of the first rank"
    if not page.title().removesuffix(" – Pejl").strip():
        yield "no title"
    if page.evaluate("document.documentElement.lang") != language:
        yield f"not marked as {language}"


def overflow(page: Page, when: str) -> Iterator[str]:
    """What cannot be read without scrolling sideways."""
    assert page.viewport_size is not None
    width, shown = page.viewport_size["width"], int(page.evaluate("document.documentElement.scrollWidth"))
    if shown > width:
        yield f"{when}, {shown} px wide on {width}: {page.evaluate(FIRST_OUTSIDE, width)}"


def large_letters(page: Page) -> Iterator[str]:
    """What becomes of the page for somebody who reads with letters of double size."""
    size = _size(page)
    page.evaluate(DOUBLE_LETTERS)
    # What is shown on a wall follows the screen, and is already larger.
    if _size(page) < 2 * min(size, ORDINARY):
        yield "letters do not grow with the reader's own size"
    yield from overflow(page, "with letters of double size")
    page.evaluate("document.documentElement.style.fontSize = ''")


def _size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main h1')).fontSize)"))


def places(page: Page) -> list[str]:
    """Every page that this one leads to."""
    addresses = page.eval_on_selector_all("a[href^='/'], a[href^='?']", "links => links.map(link => link.href)")
    parts = [urlsplit(address) for address in addresses]
    found = [part.path + (f"?{part.query}" if part.query else "") for part in parts]
    return [place for place in dict.fromkeys(found) if not NO_PAGES.search(place)]


def kind_of(place: str) -> str:
    """What page it is, whichever theme, meeting or product it shows."""
    parts = urlsplit(place)
    asked = sorted(f"{name}={value if name in TELLING else ''}" for name, value in parse_qsl(parts.query))
    return IDENTITY.sub("*", parts.path) + "?" + "&".join(asked)


def walk(who: Visitor, kinds: Counter[str], *, most: int, also: Sequence[str] = ()) -> Iterator[str]:
    """Through every link from the overview, to at most so many pages of a kind; ``also`` to what no link leads to."""
    waiting = ["/", "/findes-ikke/", "/soeg/?q=praktik", "/soeg/?q=findesikke", *also]
    for place in waiting:
        kind = kind_of(place)
        if kinds[kind] < most:
            kinds[kind] += 1
            who.go(place)
            yield place
            waiting += [found for found in places(who.page) if found not in waiting]
