"""Why a file is not kept."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """One reason; what the person reads about it stands in ``files.sentences``."""

    UNKNOWN_KIND = "unknown_kind"
    OTHER_KIND = "other_kind"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    TOO_MUCH = "too_much"
    BUSY = "busy"
    LOCKED = "locked"
    MACROS = "macros"
    ACTIVE = "active"
    EMBEDDED = "embedded"
    FILM = "film"
    EXTERNAL = "external"
    UNPACKED = "unpacked"
    DECEPTIVE = "deceptive"
    DTD = "dtd"
    PIXELS = "pixels"
    PAGES = "pages"
    WORDS = "words"
    WEB_PAGE = "web_page"
    VIRUS = "virus"
    FULL = "full"


class Fault(Exception):
    """The file is not kept; ``part`` names what in it is meant, where that helps."""

    def __init__(self, why: Why, part: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.part = part
