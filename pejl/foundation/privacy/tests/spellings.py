"""CPR numbers made while the tests run, in every way people write them. No file of ours holds a possible one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
_NBSP, _THIN, _ZERO_WIDTH, _SOFT_HYPHEN, _WORD_JOINER = "\u00a0", "\u2009", "\u200b", "\u00ad", "\u2060"


@dataclass(frozen=True)
class Number:
    """Day, month, year (four digits) and serial number, each as text."""

    day: str
    month: str
    year: str
    serial: str

    @property
    def date(self) -> str:
        return f"{self.day}{self.month}{self.year[2:]}"

    @property
    def glued(self) -> str:
        return self.date + self.serial


def number(chance: random.Random, *, replacement: bool | None = None) -> Number:
    """A random one: any day of three centuries, any serial number, in half the cases day + 60."""
    born = date(1858, 1, 1) + timedelta(days=chance.randrange((date(2057, 12, 31) - date(1858, 1, 1)).days))
    moved = chance.random() < 0.5 if replacement is None else replacement
    return Number(
        f"{born.day + 60 * moved:02d}", f"{born.month:02d}", str(born.year), f"{chance.randrange(10_000):04d}"
    )


def written(one: Number) -> Iterator[str]:
    """Every spelling that is always a CPR number, whatever stands around it (but no label of something else)."""
    date_, serial, (day, month, short) = one.date, one.serial, (one.day, one.month, one.year[2:])
    for between in (
        "-", " - ", "- ", " -", "–", " – ", "—", "\u2011", "\u2212", " ", "  ", _NBSP, f"{_NBSP}-{_NBSP}",
        _THIN, f"-{_ZERO_WIDTH}", f"{_WORD_JOINER}-{_WORD_JOINER}", "\n", "-\n", "-\r\n", " -\n  ", "\t", "/",
        " / ", ":", ": ", ".", "_", ",", ";", " | ", "|", "||", "(", "&#45;", "&ndash;", "&nbsp;", "&#x2D;",
        "&amp;ndash;", "&shy;-", "%2D", "%20", "%E2%80%93", "\\-", "</td><td>", "</td>\n  <td class='right'>",
        "-<br>", "+",
    ):  # fmt: skip
        yield f"{date_}{between}{serial}"
    for mark in (".", "/", "-", " ", "_", ". ", " / "):
        separated = f"{day}{mark}{month}{mark}{short}"
        for between in ("-", " - ", "–", " ", "/", _NBSP):
            yield f"{separated}{between}{serial}"
    for between in ("", "-", " ", "–", "\n"):
        yield f"{day}{month}{one.year}{between}{serial}"
    for between in ("-", " ", " - "):
        yield f"{day}.{month}.{one.year}{between}{serial}"
        yield f"{day}/{month}-{one.year}{between}{serial}"
    for hidden in ("xxxx", "XXXX", "****", "####", f"{serial[:1]}xxx", f"xx{serial[2:]}"):
        yield from (f"{date_}-{hidden}", f"{date_} {hidden}", f"{date_}{hidden}")
    yield from (
        one.glued,
        f"CPR{one.glued}",
        f"cpr:{one.glued}",
        f"sag_{one.glued}_v2.pdf",
        f"{one.glued}@post.example",
    )
    yield from (f"{date_}-{serial}@post.example", f"sag_{date_}-{serial}.docx", f"?q={one.glued}", f"#{one.glued}")
    yield f"{date_}-{serial}".translate(_FULL_WIDTH)
    yield f"{date_}{_ZERO_WIDTH}{serial}"
    yield f"{date_}{_SOFT_HYPHEN}{serial}"
    yield "".join(f"{digit}{_ZERO_WIDTH}" for digit in one.glued)
    yield "".join(f"&#{ord(char)};" for char in f"{date_}-{serial}")
    yield f"**{date_}**-{serial}"
    yield f"<b>{date_}</b>-{serial}"
    yield f"{date_}-{serial}²"
    yield f"{day} {month} {short} {serial[:2]} {serial[2:]}"
    yield f"{date_} {serial[:2]} {serial[2:]}"


def said(one: Number) -> Iterator[str]:
    """Spellings that are one because the text says so."""
    date_, serial, (day, month, short) = one.date, one.serial, (one.day, one.month, one.year[2:])
    for word in ("CPR", "cpr-nr.", "Cpr.nr.:", "CPR-nummer", "personnummer", "Personnr.", "c.p.r. nr", "CPR nr. er"):
        yield f"{word} {one.glued}"
        yield f"{word} {day}.{month}.{short}, {serial}"
        yield f"{word} {day}.{month}.{one.year}. {serial}"
        yield f"{word} {day} {month} {short} {serial[:2]} {serial[2:]}"
        yield f"{word} {' '.join(one.glued)}"
        yield f"{word} {date_}-{serial[:2]}A{serial[3:]}"
    for label in ("sagsnr./cpr", "CPR/journalnr.", "personnummer (dokumentnr.)"):
        yield f"{label} {one.glued}"


#: Labels that say what else ten digits in a row number.
LABELS = (
    "P-nr.", "P-nr", "P-nummer:", "p.nr.", "P-numre:", "Produktionsenhed", "produktionsenhedsnummer", "CVR-nr.", "CVR",
    "SE-nr.", "EAN-nr.", "EAN", "GLN:", "lokationsnummer", "konto", "Kontonr.", "kontonummer:", "bankkonto", "Reg.nr.",
    "IBAN", "dokument", "Dokumentnr.", "dok.nr.", "dok. nr.", "Dokument-id:", "Journalnr.", "j.nr.", "Sagsnr.:",
    "sagsnummer", "Sags-id", "sag nr.", "faktura", "Fakturanr.", "fakturanummer:", "ordre", "Ordrenr.", "bilag",
    "Bilagsnr.", "varenr.", "Kundenr.", "rekvisitionsnr.", "referencenr.", "ref. nr.", "løbenr.", "ISBN", "telefon",
    "Tlf.", "Tlf.:", "tlf.nr.", "mobil", "Mobilnr.", "fax", "telefonnr. er", "invoice no.", "order number", "case no.",
    "account number:", "document no.", "phone:", "+", "doi 10.1080/",
)  # fmt: skip
