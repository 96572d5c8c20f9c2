"""Reads a day however a Dane types it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from babel import Locale
from django.utils.translation import gettext as _

from pejl.foundation.formats.language import NotUnderstood
from pejl.foundation.formats.typed import tidied

_LANGUAGES = (Locale("da"), Locale("en", "GB"))
_MONTHS = [(name.lower(), number) for one in _LANGUAGES for number, name in one.months["format"]["wide"].items()]
_WEEKDAYS = [(name.lower(), number) for one in _LANGUAGES for number, name in one.days["format"]["wide"].items()]
_NEAR = {
    **dict.fromkeys(("i forgårs", "forgårs"), -2),
    **dict.fromkeys(("i går", "igår", "yesterday"), -1),
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "iovermorgen", "overmorgen"), 2),
}
_WORD = r"[a-zæøå]{3,}"
_LEAD = re.compile(rf"(?:(?:på |on )?(?P<weekday>{_WORD})\.?,? ?)?(?:\b(?:den|the|d)\b\.? ?)?(?P<rest>.*)")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DIGITS = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})")
_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})(?: ?[.,/-] ?| )(?P<month>[0-9]{1,2})(?:(?: ?[.,/-] ?| )(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_WORDS = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)? ?(?P<month>{_WORD})\.?,?(?: ?(?P<year>[0-9]{{4}}|[0-9]{{2}}))?"
)
_MONTH_FIRST = re.compile(rf"(?P<month>{_WORD})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{{4}}))?")
# A year of two digits is at most so far ahead; further back it is more likely.
_YEARS_AHEAD = 20
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def parse(text: str, today: date) -> date:
    """The day that ``text`` names; without a year the next such day, ``today`` included.

    Understands ``4/3-2015 4/3-15 4.3.15 04-03-2015 040315 04032015 2015-03-04``, ``d. 4. marts 2015``, ``4. mar``,
    ``onsdag den 4. marts``, ``i morgen``, ``fredag`` (the next one after today), and the same in English.
    Raises ``NotUnderstood``; ten digits are never a day.
    """
    typed = tidied(text)
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    weekday, rest = _split_weekday(typed)
    if weekday is not None and not rest:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _day(rest, today)
    if weekday is not None and found.weekday() != weekday:
        raise NotUnderstood(_("The weekday and the date do not fit together. Leave one of them out."))
    return found


def _split_weekday(typed: str) -> tuple[int | None, str]:
    match = _LEAD.fullmatch(typed)
    if match is None:
        return None, typed
    weekday = _named(match["weekday"] or "", _WEEKDAYS)
    return (weekday, match["rest"]) if weekday is not None else (None, re.sub(r"^(?:den|the|d)\b\.? ?", "", typed))


def _day(typed: str, today: date) -> date:
    for pattern in (_ISO, _DIGITS, _NUMBERS, _WORDS, _MONTH_FIRST):
        if match := pattern.fullmatch(typed):
            month = int(match["month"]) if match["month"].isdigit() else _named(match["month"], _MONTHS)
            if month is not None:
                return _checked(int(match["day"]), month, match["year"], today)
    raise _not_a_date()


def _checked(day: int, month: int, year: str | None, today: date) -> date:
    try:
        found = date(_full(year, today), month, day) if year else _next(day, month, today)
    except ValueError:
        raise NotUnderstood(_("There is no such day in the calendar. Check day and month.")) from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise NotUnderstood(_("The year is too far away. Check it."))
    return found


def _full(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    return (today.year + _YEARS_AHEAD) - (today.year + _YEARS_AHEAD - int(year)) % 100


def _next(day: int, month: int, today: date) -> date:
    """The next such day, today included; the 29th of February may be up to eight years away."""
    date(2000, month, day)  # refuses what is a day in no year
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError


def _named(word: str, names: list[tuple[str, int]]) -> int | None:
    """The number of a month or weekday by its name or the beginning of it, at least three letters."""
    return next((number for name, number in names if len(word) >= 3 and name.startswith(word)), None)


def _not_a_date() -> NotUnderstood:
    return NotUnderstood(
        _("This is not a date we can read. Write for example 4/3-2015, 4.3.15, 4 March 2015, 040315 or tomorrow.")
    )
