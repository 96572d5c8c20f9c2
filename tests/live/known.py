"""What an open page knows, without a screen: as it was fetched, and as it was told since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lxml import html as parsing


class Known:
    """What a page knows of the boards and regions, as it was fetched and as it was told since."""

    def __init__(self, page: str) -> None:
        root = parsing.document_fromstring(page)
        places = root.xpath("//*[@data-follow]")
        self.follows: str = places[0].get("data-follow") if places else ""
        """What the page follows: topic/view."""
        self.number = int(places[0].get("data-number")) if places else 0
        self.columns: dict[str, dict[str, str]] = {}
        """Words by the id of the card, by the id of the column that it lies in."""
        self.told: set[str] = set()
        """The ids of all cards it was ever shown or told of, and that still are: also on boards it does not show."""
        self.regions: dict[str, str] = {}
        self.anew: Counter[str] = Counter()
        """Personal parts that the page was told to fetch anew, and how often."""
        self._read_columns(root)
        for region in root.xpath("//*[@data-region]"):
            self.regions[region.get("id")] = _words(region)

    @property
    def cards(self) -> dict[str, str]:
        """The words of all cards by their ids."""
        return {card: words for column in self.columns.values() for card, words in column.items()}

    def hear(self, frame: Mapping[str, Any]) -> None:
        """Take a frame in, unless it is known already."""
        if frame["number"] <= self.number:
            return
        for patch in frame["patches"]:
            self._put(**patch)
        self.number = frame["number"]

    def _put(self, id: str, html: str = "", within: str = "", anew: bool = False) -> None:  # noqa: A002 -- as on the wire
        if anew:
            self.anew[id] += 1
        elif id.startswith("card-"):
            (self.told.add if html else self.told.discard)(id)
            for column in self.columns.values():
                column.pop(id, None)
            if html and within in self.columns:
                self.columns[within][id] = _words(parsing.fragment_fromstring(html))
        else:
            element = parsing.fragment_fromstring(html)
            self.regions[id] = _words(element)
            self._read_columns(element)

    def _read_columns(self, root: Any) -> None:
        for column in root.xpath("descendant-or-self::*[starts-with(@id, 'column-')]"):
            cards = column.xpath("descendant::*[starts-with(@id, 'card-')]")
            self.columns[column.get("id")] = {one.get("id"): _words(one) for one in cards}
            self.told.update(self.columns[column.get("id")])


def _words(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
