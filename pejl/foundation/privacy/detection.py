"""Decides which digits are a CPR number, by how they are written and what is said before them.

A number is taken for one when its first six digits can be a day, also a replacement number's (day + 60); there is
no check digit to rely on (numbers without modulus 11 are issued since 2007).

- With anything between date and serial number: always one.
- Ten or twelve digits in a row: one, unless a label just before says that they number something else.
- A sentence that has a date before a number ("den 04.03.2015, 1500 borgere"): none, unless it says CPR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)[0-9]{2}|[0-9]{2})"
_BETWEEN = r"( {1,2}| ?[./_-] ?|)"
_GAP = r"(?P<gap>[ \t\n]{0,8}[-./\\_:;,|*()+'\"~=]{0,5}[ \t\n]{0,8})"
_HIDDEN = "xX*#•●"
# Looked at from every position: an impossible date must not hide the number that begins inside it.
_NUMBER = re.compile(
    rf"(?<![0-9])(?=(?P<all>{_DAY}(?P<first>{_BETWEEN}){_MONTH}(?P<second>{_BETWEEN}){_YEAR}{_GAP}"
    rf"(?P<serial>[0-9{_HIDDEN}]{{4}}|[0-9]{{2}} [0-9]{{2}}(?! [0-9]))(?![0-9{_HIDDEN}])))"
)
_SHORT_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][./-])(?P<all>(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./ -]"
    rf"{_YEAR}-(?:[0-9]{{4}}|[{_HIDDEN}]{{4}}))(?![0-9])"
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
_NO = r"n(?:r|o|umber|ummer(?:et)?|umre(?:ne)?)"
_LABEL = re.compile(
    rf"(?:(?:^|[^0-9a-zæøå])(?:p ?[-.] ?{_NO}|produktionsenhed(?:en|er|erne|s)?|produktionsenheds{_NO}"
    r"|(?:cvr|ean|gln|iban|isbn|issn|telefon|tlf|fax|phone|mobil|dok|dokument|journal|ordre|faktura|konto)"
    rf"(?:[ -]?{_NO})?"
    rf"|(?:se|akt|akts|reference|løbe|serie|lokations|registrerings)-?{_NO}|reg[. ]{{0,2}}{_NO}|(?:j|ref)\.? ?{_NO}"
    rf"|(?:sag|sags|bilag|bilags|vare|kunde|rekvisitions|kontrakt|licens|betalings|dokument|akt|case)[ -]?(?:{_NO}|id)"
    r"|(?:bank|giro|løn)?konto(?:en)?|account|dokumentet|document|fakturaen|invoice|order|bilag|bilaget|mob|tel"
    rf")[ .:#=(-]{{0,3}}(?:(?:{_NO}|id)[ .:#=(]{{0,3}})?(?:er |is )?|(?<![0-9])[+]|(?<![0-9])10\.[0-9]{{4,5}}/)"
    r"(?:[0-9]{4,14}(?:[ ,;/&+-]{1,3}| og | and | samt | eller | or )){0,8}$",
    re.IGNORECASE,
)
_REACH = 140
_PAIR_BEFORE = re.compile(r"(?<![0-9])[0-9]{2} $")
_KEYS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}", re.IGNORECASE)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the CPR numbers stand in a text as a reader sees it (``Plain.text``), in order, none overlapping."""
    return _merged(sorted(_spans(text)))


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
    """Does what stands between date and serial number, or before both, make them one number?"""
    first, second, gap, serial = match["first"], match["second"], match["gap"], match["serial"]
    if not (first and second) and (first + second).strip():
        return False  # 2010-12-1500: a year and two numbers of something
    if " " in serial and (not gap or gap.strip() not in ("", "-")):
        return False
    if any(char in _HIDDEN for char in serial):
        return _is_masked(serial, gap, is_compact=not first + second)
    if first or second:
        return _is_tied(gap) and not (gap.strip() == "" and _is_telephone(match, text))
    return bool(gap) or not _is_labelled(text, match.start())


def _is_masked(serial: str, gap: str, *, is_compact: bool) -> bool:
    """710101-xxxx tells the day all the same; at most two digits of the serial number may be left."""
    shown = sum(char.isdigit() for char in serial)
    return shown <= 2 and ("-" in gap or ("\n" not in gap and (is_compact or bool(gap))))


def _is_tied(gap: str) -> bool:
    """A date with separators also stands before other numbers: only some gaps tie the two together."""
    tie = gap.strip()
    if tie in ("", "|"):
        return "\n" not in gap
    return tie in ("-", "--", "/") or (tie in (".", ":", "_") and gap == tie)


def _is_telephone(match: re.Match[str], text: str) -> bool:
    """Is the spaced date the end of eight digits in pairs (30 11 12 70), with another number after it?"""
    before = text[max(0, match.start() - 4) : match.start()]
    return not (match["first"] + match["second"]).strip() and bool(_PAIR_BEFORE.search(before))


def _is_labelled(text: str, start: int) -> bool:
    """Says the text just before that these digits number something else than a person?"""
    before = text[max(0, start - _REACH) : start]
    label = _LABEL.search(before)
    return label is not None and not _SAID_BEFORE.search(before, max(0, label.start() - 30))


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Part of a random key (UUID, digest), where digits mean nothing?"""
    nearest = bisect_right(others, span[0], key=lambda other: other[0]) - 1
    return nearest >= 0 and span[1] <= others[nearest][1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
