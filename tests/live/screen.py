"""A page as a browser keeps it up to date: fetched once, then changed by patches alone (pejl/design/scripts/live)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import unified_diff
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import html as parsing
from lxml.html import HtmlElement

from pejl.foundation.live.views import Patch

Ask = Callable[[str, Mapping[str, str]], tuple[int, Mapping[str, str], str]]
"""(address, headers) -> status, headers and text of the answer: how the page fetches what is its person's own."""

# What differs from answer to answer and says nothing: tokens, keys for what is sent next, the number itself.
FLEETING = ("csrfmiddlewaretoken", "client_id")


class Screen:
    """One open page: ``apply`` is what the script does with a patch, ``words`` what can be compared."""

    def __init__(self, text: str, ask: Ask) -> None:
        self.body: HtmlElement = parsing.document_fromstring(text).body
        self.person = self.body.get("data-person", "")
        self._ask = ask
        self._prepare(self.body)

    @property
    def number(self) -> int:
        """Up to which fact the page was made."""
        [place] = self.body.xpath("//*[@data-follow]")
        return int(place.get("data-number"))

    def apply(self, patches: Iterable[Patch]) -> None:
        """Put each patch, in order, as pejl/design/scripts/live/patching.js does."""
        for patch in patches:
            self._put(patch)

    def words(self) -> str:
        """All that somebody sees or could press, in the order of the page, one element a line."""
        lines: list[str] = []
        _write(self.body, 0, lines)
        return "\n".join(lines)

    def _put(self, patch: Patch) -> None:
        element = self._find(patch.id)
        if patch.is_personal:
            if element is not None:
                self._fetch_anew(element)
            return
        container = self._find(patch.within) if patch.within else None
        if not patch.html or (patch.within and container is None):
            if element is not None:
                _take_away(element)
            return
        fresh = self._read(patch.html)
        if element is not None:
            _replace(element, fresh)
        elif container is not None:
            container.append(fresh)
        else:
            return
        if container is not None:
            _place(fresh, container)

    def _fetch_anew(self, element: HtmlElement) -> None:
        """``hx-trigger="anew"``: with what the page includes; what comes for another place is put there."""
        included = element.get("hx-include", "").removeprefix("#")
        told = self._find(included) if included else None
        query = urlencode({told.get("name"): told.get("value")}) if told is not None else ""
        address = element.get("hx-get", "")
        if not address:
            return  # there is nothing here yet that would be its person's
        joint = "&" if urlsplit(address).query else "?"
        asked = f"{address}{joint}{query}" if query else address
        status, headers, text = self._ask(asked, {"HX-Request": "true", "Pejl-Automatic": "1"})
        if status == 204:
            return
        assert status == 200, (asked, status)
        target = self._find(headers.get("HX-Retarget", "").removeprefix("#")) if "HX-Retarget" in headers else element
        if target is not None:
            fresh = self._read(f"<{element.tag}>{text}</{element.tag}>")
            target[:] = fresh[:]
            target.text = fresh.text

    def _find(self, name: str) -> HtmlElement | None:
        found = self.body.xpath("//*[@id=$name]", name=name)
        assert len(found) < 2, f"#{name} stands twice on the page"
        return found[0] if found else None

    def _read(self, html: str) -> HtmlElement:
        fresh: HtmlElement = parsing.fragment_fromstring(html)
        self._prepare(fresh)
        return fresh

    def _prepare(self, root: HtmlElement) -> None:
        """The browser knows whose it is: what is its person's own is marked."""
        for element in root.xpath("descendant-or-self::*[@data-of]"):
            is_mine = bool(self.person) and self.person in element.get("data-of").split()
            element.attrib.pop("data-mine", None)
            if is_mine:
                element.set("data-mine", "")


def differences(ours: str, fresh: str) -> list[str]:
    """Where two pages part: a few lines of each, "-" for what was kept up to date and "+" for what was fetched."""
    lines = unified_diff(ours.splitlines(), fresh.splitlines(), n=0, lineterm="")
    return [" ".join(line.split())[:200] for line in lines if not line.startswith(("---", "+++", "@@"))][:24]


def _take_away(element: HtmlElement) -> None:
    element.tail = None
    element.getparent().remove(element)


def _replace(element: HtmlElement, fresh: HtmlElement) -> None:
    fresh.tail = element.tail
    element.getparent().replace(element, fresh)


def _place(element: HtmlElement, container: HtmlElement) -> None:
    """In the text order of data-sort among its siblings."""
    own = element.get("data-sort", "")
    after = next((one for one in container if one is not element and one.get("data-sort", "") > own), None)
    element.tail = None
    if after is None:
        container.append(element)
    else:
        after.addprevious(element)


def _write(element: HtmlElement, depth: int, lines: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in ("script", "noscript"):
        return
    lines.append(f"{' ' * depth}<{element.tag}{_attributes(element)}>{_tidy(element.text)}")
    for child in element:
        _write(child, depth + 1, lines)
        if _tidy(child.tail):
            lines.append(f"{' ' * depth}{_tidy(child.tail)}")


def _attributes(element: HtmlElement) -> str:
    apart: set[Any] = {"value"} if element.get("name") in FLEETING else set()
    apart |= {"data-number", "nonce"}
    if element.get("hx-trigger") == "anew":
        # Where the page itself fetches from, whether or not there is something to fetch; nobody sees or presses it.
        apart |= {"hx-get", "hx-trigger"}
    return "".join(f' {name}="{_tidy(value)}"' for name, value in sorted(element.attrib.items()) if name not in apart)


def _tidy(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()
