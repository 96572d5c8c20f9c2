"""No CPR number comes in with a staff file: a column that holds them is named, and nothing of the file is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from pejl.foundation.privacy import cpr
from pejl.foundation.privacy.cpr import CprFound, Found
from pejl.organisation.forms.staff_columns import Column, Headings

# Cells that hold too few digits for any way of writing a CPR number: most of them, so they are sorted out quickly.
_FEW_DIGITS = re.compile(r"\D{0,200}(?:\d\D{0,80}){0,5}|(?:[ .:/+-]{0,8}[0-9]){0,9}[ .:/+-]{0,8}")
# Between two cells: nothing that a number could reach across.
_BETWEEN = "\n§\n"
_AT_ONCE = 1_000  # characters
_LOOKED_INTO = 5  # times as many
_LOOKED_AT = 20  # cells, one by one


class CprColumn(CprFound):
    """A column of a file holds CPR numbers; the sentence names it by its heading."""

    def __init__(self, sentence: str) -> None:
        super().__init__(Found(0, 0, "", ""), 1, field="file")
        self.message = sentence
        self.args = (sentence,)


def refuse_cpr_numbers(headings: Headings, lines: Sequence[Sequence[str]]) -> None:
    """Raise CprColumn for the first column that is called so, or in which a number stands; never repeats it."""
    for place in range(max(map(len, (headings.titles, *lines)))):
        title = headings.titles[place] if place < len(headings.titles) else ""
        cells = [line[place] for line in lines if place < len(line)]
        is_called_so = place in headings.places.get(Column.CPR, ()) and any(cell.strip() for cell in cells)
        if is_called_so or _holds_number(title, cells, is_read=_is_read(place, headings)):
            raise CprColumn(_sentence(title, place))


def _sentence(title: str, place: int) -> str:
    column = _("The column “%(title)s”") % {"title": title} if title else _("Column %(count)d") % {"count": place + 1}
    return _(
        "%(column)s seems to hold CPR numbers. Leave the column out and send the file again: Pejl never keeps CPR "
        "numbers, and nothing of this file is kept."
    ) % {"column": column}


def _is_read(place: int, headings: Headings) -> bool:
    return any(place in places for places in headings.places.values())


def _holds_number(title: str, cells: Sequence[str], *, is_read: bool) -> bool:
    """Of a column that is not read nothing is kept: a look is enough, and its heading may say (P-nr.) what it holds."""
    pieces = _pieces(cell for cell in cells if not _FEW_DIGITS.fullmatch(cell))
    for piece in pieces if is_read else islice(pieces, _LOOKED_INTO):
        if _has_number(_BETWEEN.join(piece)):
            return is_read or any(_has_number(f"{title}: {cell}") for cell in piece[:_LOOKED_AT])
    return False


def _has_number(text: str) -> bool:
    try:
        cpr.refuse(text)
    except CprFound:
        return True
    return False


def _pieces(cells: Iterator[str]) -> Iterator[list[str]]:
    """So many cells at once that one look costs little, and the first number found ends it soon."""
    piece: list[str] = []
    length = 0
    for cell in cells:
        piece.append(cell)
        length += len(cell)
        if length > _AT_ONCE:
            yield piece
            piece, length = [], 0
    yield piece
