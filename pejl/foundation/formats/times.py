"""Times of day as Danes write and type them."""

from __future__ import annotations

import re
from datetime import datetime, time

from babel.dates import format_time
from django.utils.translation import gettext as _

from pejl.foundation.formats.language import NotUnderstood, is_english, locale
from pejl.foundation.formats.moments import in_denmark
from pejl.foundation.formats.typed import tidied

_TIME = re.compile(
    r"(?:(?:kl(?:okken)?\b\.?|at\b) ?)?(?:(?P<hour>[0-9]{1,2})(?:[.:,][ ]?(?P<minute>[0-9]{2}))?"
    r"|(?P<both>[0-9]{3,4}))(?: ?(?P<half>[ap])\.?m\.?)?"
)
_BETWEEN = re.compile(r" ?- ?| (?:til|to) ")


def parse(text: str) -> time:
    """The time that ``text`` names: ``12.45 12:45 1245 945 9``, with or without ``kl.``; also ``9 pm``.

    Raises ``NotUnderstood``.
    """
    match = _TIME.fullmatch(tidied(text))
    if match is None:
        raise _not_a_time()
    hour, minute = match["hour"] or match["both"][:-2], match["minute"] or (match["both"] or "00")[-2:]
    try:
        return time(_of_day(int(hour), match["half"]), int(minute))
    except ValueError:
        raise _not_a_time() from None


def parse_range(text: str) -> tuple[time, time]:
    """Start and end: ``12.45-14.30``, ``kl. 9 - 11.30``, ``9 til 11``. The end lies after the start.

    Raises ``NotUnderstood``.
    """
    parts = _BETWEEN.split(tidied(text))
    if len(parts) != 2:
        raise NotUnderstood(_("These are not two times we can read. Write for example 12.45-14.30 or 9-11."))
    start, end = parse(parts[0]), parse(parts[1])
    if end <= start:
        raise NotUnderstood(_("The end must be later than the start."))
    return start, end


def clock(value: time | datetime) -> str:
    """``12.45``; English ``12:45``. A moment is shown as a clock in Denmark shows it."""
    return format_time(_shown(value), "short", locale=locale())


def at(value: time | datetime) -> str:
    """With the word before it: ``kl. 12.45``; English ``at 12:45``."""
    return f"{'at' if is_english() else 'kl.'} {clock(value)}"


def span(start: time | datetime, end: time | datetime) -> str:
    """``kl. 12.45-14.30``; English ``12:45-14:30``."""
    return f"{'' if is_english() else 'kl. '}{clock(start)}-{clock(end)}"


def _shown(value: time | datetime) -> time:
    return in_denmark(value).time() if isinstance(value, datetime) else value


def _of_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "p" else 0)


def _not_a_time() -> NotUnderstood:
    return NotUnderstood(_("This is not a time we can read. Write for example 12.45, 1245 or 9."))
