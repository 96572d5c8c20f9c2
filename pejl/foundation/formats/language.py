"""In which language dates and numbers are written: that of the screen."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.utils.translation import get_language


@cache
def _locale(is_english: bool) -> Locale:
    return Locale("en", "GB") if is_english else Locale("da")


def is_english() -> bool:
    """Danish is the rule; English is for the English screen."""
    return (get_language() or "da").startswith("en")


def locale() -> Locale:
    """The CLDR locale of the active language."""
    return _locale(is_english())


class NotUnderstood(ValueError):
    """What was typed is no date or time we can read. ``message`` says what we can; it never repeats the input."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
