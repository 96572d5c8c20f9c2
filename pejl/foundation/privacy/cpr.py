"""The one function that finds CPR numbers in any text, and what is done about one.

Pejl needs no CPR number, so it keeps none. A number is refused when its first six digits can be a day, also a
replacement number's (day + 60); there is no check digit to rely on (numbers without modulus 11 are issued since 2007).
How a number is written decides how sure we are:

- with anything between date and serial number: always refused;
- ten or twelve digits in a row: refused unless a label just before says that they number something else;
- a sentence that merely has a date before a number ("den 04.03.2015, 1500 borgere"): passes, unless it says CPR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pejl.foundation.privacy.plain import Plain
from pejl.foundation.refusals import Refusal

_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)[0-9]{2}|[0-9]{2})"
_BETWEEN = r"( {1,2}| ?[./_-] ?|)"
_GAP = r"(?P<gap>[ \t\n]{0,8}[-./\\_:;,|*()+'\"~=]{0,2}[ \t\n]{0,8})"
# Looked at from every position: an impossible date must not hide the number that begins inside it.
_NUMBER = re.compile(
    rf"(?<![0-9])(?=(?P<all>{_DAY}(?P<first>{_BETWEEN}){_MONTH}(?P<second>{_BETWEEN}){_YEAR}{_GAP}"
    r"(?P<serial>[0-9]{4}|[0-9]{0,2}[xX*#•●]{2,4})(?![0-9xX*#•●])))"
)
_SHORT_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][./-])(?P<all>(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./ -]"
    rf"{_YEAR}-(?:[0-9]{{4}}|[xX*#•●]{{4}}))(?![0-9])"
)
# Said to be a CPR number: then any way of writing ten digits, or a serial number with letters, is one.
_NO_DIGIT = r"[^0-9]{0,3}"
_TWO = rf"[0-9]{_NO_DIGIT}[0-9]"
_SAID = r"(?:c\.?p\.?r|person[ -]?n(?:r|ummer|umre)|personal identification number|fødselsn(?:r|ummer))"
_SAID_NUMBER = re.compile(
    rf"{_SAID}[^0-9\n]{{0,24}}(?P<all>(?P<day>{_TWO}){_NO_DIGIT}(?P<month>{_TWO}){_NO_DIGIT}"
    rf"(?:(?:18|19|20){_NO_DIGIT}(?={_TWO}{_NO_DIGIT}{_TWO}{_NO_DIGIT}{_TWO}))?{_TWO}"
    rf"(?:{_NO_DIGIT}{_TWO}{_NO_DIGIT}{_TWO}(?![0-9])|[ -]{{0,3}}"
    r"(?=[a-zæøå]{0,3}[0-9])[0-9a-zæøå]{4}(?![0-9a-zæøå])))",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(_SAID, re.IGNORECASE)
# What else ten digits in a row may number, when it says so directly before them (also in a list of several).
_LABEL = re.compile(
    r"(?:(?:^|[^0-9a-zæøå])(?:"
    r"p ?[-.] ?(?:nr|nummer|numre|number|no)|produktionsenhed(?:er|en|s)?(?:n(?:r|ummer|umre))?"
    r"|cvr(?:[ -]?n(?:r|ummer))?|se-n(?:r|ummer)|(?:ean|gln|iban|isbn|issn)(?:[ -]?n(?:r|ummer))?|lokationsn(?:r|ummer)"
    r"|(?:bank|giro|løn)?konto(?:en)?(?:[ -]?n(?:r|ummer))?|reg(?:istrerings)?[. ]{0,2}n(?:r|ummer)|account"
    r"|dok(?:ument)?(?:et)?(?:[ -]?(?:n(?:r|ummer)|id))?|document|journal(?:[ -]?n(?:r|ummer))?|j\.? ?nr"
    r"|sags?[ -]?(?:n(?:r|ummer)|id)|case (?:no|number|id)|akt(?:s?n(?:r|ummer)|[ -]?id)"
    r"|faktura(?:en)?(?:n(?:r|ummer))?|invoice|ordre(?:n(?:r|ummer))?|order|bilag(?:et)?(?:sn(?:r|ummer))?"
    r"|(?:vare|kunde|løbe|reference|serie|rekvisitions|licens|kontrakt|betalings)(?:s?n(?:r|ummer)|[ -]?id)|ref\. ?nr"
    r"|(?:mobil|arbejds|direkte )?(?:telefon|tlf|fax|phone)(?:n(?:r|ummer))?|mobil(?:n(?:r|ummer))?|mob|tel"
    r")[ .:#=(-]{0,3}(?:(?:nr|no|nummer|numre|number|id)[ .:#=(]{0,3})?(?:er |is )?"
    r"|[+]|(?<![0-9])10\.[0-9]{4,5}/)"
    r"(?:[0-9]{4,14}(?:[ ,;/&+-]{1,3}| og | and | samt | eller | or )){0,8}$",
    re.IGNORECASE,
)
_REACH = 140
_KEYS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}", re.IGNORECASE)
_MASK = "…"


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``start:end`` of the text, and the words around it. The number itself is nowhere in here."""

    start: int
    end: int
    before: str
    after: str

    @property
    def where(self) -> str:
        """The words around, with the number masked."""
        return f"{self.before} {_MASK} {self.after}".strip()


class CprFound(Refusal):
    """The text holds a CPR number. ``found`` tells where, for a page that offers to remove it."""

    code = "cpr"
    http_status = 422

    def __init__(self, message: str, *, field: str | None = None, found: tuple[Found, ...] = ()) -> None:
        super().__init__(message, field=field)
        self.found = found


def find(text: str) -> list[Found]:
    """Every CPR number in ``text``, in order, with its place in the text as it was typed."""
    plain = Plain.of(text)
    spans = [plain.source_span(start, end) for start, end in _merged(sorted(_spans(plain.text)))]
    return [_found(text, spans, index) for index in range(len(spans))]


def refuse(text: str, *, field: str | None = None) -> None:
    """Raise ``CprFound`` with a sentence that says what and where, if ``text`` holds a CPR number."""
    if found := find(text):
        raise CprFound(sentence(found), field=field, found=tuple(found))


def refuse_in(value: Any, *, field: str | None = None) -> None:
    """Refuse a CPR number anywhere in JSON content: texts, keys and whole numbers. Names the place."""
    for place, text in _texts(value, field):
        refuse(text, field=place)


def remove(text: str) -> str:
    """``text`` with a short neutral note in place of each CPR number, until none is found."""
    return replace(text, _("[number removed]"))


def replace(text: str, note: str) -> str:
    """``text`` with ``note`` in place of each CPR number; ``note`` must have no digits."""
    while found := find(text):
        for one in reversed(found):
            text = text[: one.start] + note + text[one.end :]
    return text


def sentence(found: list[Found]) -> str:
    """What is wrong, where, and what to do, in the reader's language and without the number."""
    first = found[0]
    if first.before:
        what = _("There seems to be a CPR number after the words “%(words)s”.") % {"words": first.before}
    elif first.after:
        what = _("There seems to be a CPR number before the words “%(words)s”.") % {"words": first.after}
    else:
        what = _("This seems to be a CPR number.")
    if len(found) > 1:
        what = what + " " + _("There are %(count)d in all.") % {"count": len(found)}
    return what + " " + _("Write without it: Pejl never keeps CPR numbers.")


def _texts(value: Any, place: str | None) -> Iterator[tuple[str | None, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield place, str(key)
            # A key that is refused ends the walk above, so it may name the place of what it holds.
            yield from _texts(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{place}.{number}" if place else str(number))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        # A leading zero is lost when a CPR number is taken for a whole number.
        yield place, f"{value:010.0f}" if abs(value) < 1e12 else ""


def _spans(text: str) -> Iterator[tuple[int, int]]:
    keys = None
    for match in _NUMBER.finditer(text):
        if _is_day(match) and _is_number(match, text):
            if keys is None:
                keys = [key.span() for key in _KEYS.finditer(text)]
            if not _inside(match.span("all"), keys):
                yield match.span("all")
    for pattern in (_SHORT_DATE, _SAID_NUMBER):
        yield from (match.span("all") for match in pattern.finditer(text) if _is_day(match))


def _is_day(match: re.Match[str]) -> bool:
    """Can it be a day of some year? Replacement numbers have 60 added to the day."""
    day, month = (int(re.sub(r"[^0-9]", "", match[name])) for name in ("day", "month"))
    day -= 60 if day > 60 else 0
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _is_number(match: re.Match[str], text: str) -> bool:
    first, second, gap = match["first"], match["second"], match["gap"]
    if bool(first.strip()) != bool(second.strip()) and not (first and second):
        return False  # 2010-12-1500: a year and two numbers of something
    if first or second:
        return _is_number_after_date(match, text)
    if not match["serial"].isdigit():
        return bool(gap) or len(match["all"]) in (10, 12)
    return bool(gap) or not _is_labelled(text, match.start())


def _is_number_after_date(match: re.Match[str], text: str) -> bool:
    """A date with separators also stands before other numbers: then only what ties the two together counts."""
    gap, tie = match["gap"], match["gap"].strip()
    if not match["serial"].isdigit() and not tie:
        return False
    if not (match["first"] + match["second"]).strip() and re.search(
        r"(?<![0-9])[0-9]{2} $", text[: match.start()][-4:]
    ):
        return False  # 30 11 12 70, 8300 Odder: eight digits in pairs are a telephone number
    if tie in ("", "|"):
        return "\n" not in gap
    return bool(re.fullmatch(r"-{1,2}|/", tie)) or (tie in (".", ":", "_") and gap == tie)


def _is_labelled(text: str, start: int) -> bool:
    """Says the text just before that these digits number something else than a person?"""
    before = text[max(0, start - _REACH) : start]
    return bool(_LABEL.search(before)) and not _SAID_BEFORE.search(before[-30:])


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Part of a random key (UUID, digest), where digits mean nothing?"""
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(text: str, spans: list[tuple[int, int]], index: int) -> Found:
    start, end = spans[index]
    floor = spans[index - 1][1] if index else 0
    ceiling = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    before = text[max(floor, start - 80) : start].split()
    after = text[end : min(ceiling, end + 80)].split()
    return Found(start, end, _few(before[-4:], from_end=True), _few(after[:4], from_end=False))


def _few(words: list[str], *, from_end: bool) -> str:
    """A few whole words, never more than 40 characters."""
    joined = " ".join(words)
    return joined[-40:] if from_end else joined[:40]
