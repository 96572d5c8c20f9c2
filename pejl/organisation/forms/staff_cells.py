"""The cells of one line of a staff file, read by what their column means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from pejl.foundation.formats import dates
from pejl.foundation.formats.language import NotUnderstood
from pejl.foundation.privacy import tidy
from pejl.organisation.forms.staff_columns import Column, Headings
from pejl.organisation.models.staff import LEADS, LEADS_NOT

_ADDRESS = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\"]{2,}")
# Personnel systems keep leading zeros by ="0012", and a careful export marks a formula by an apostrophe.
_WRAPPED = re.compile(r'="(?P<inside>[^"]*)"')
_MARKED = re.compile(r"^'(?= ?[=+\-@＝＋－＠])")
_CLOCK = re.compile(r"[T ]+[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?([.,][0-9]+)?Z?$")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-./ ]?(?P<month>[0-9]{2})[-./ ]?(?P<day>[0-9]{2})")
_NO_END = re.compile(r"(^|[^0-9])9999([^0-9]|$)|^9999")
_YES = {"ja", "j", "x", "1", "yes", "y", "true", "sand", "leder"}
_NO = {"nej", "n", "0", "no", "false", "falsk", "-"}
LONGEST_NAME = 120


class NotReadable(Exception):
    """Something in a line cannot be used; ``faults`` are (heading, sentence)."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.faults = faults


class Cells:
    """Reads a line's cells; what is wrong with them is noted and raised together."""

    def __init__(self, headings: Headings, cells: Sequence[str], today: date) -> None:
        self._headings, self._cells, self._today = headings, cells, today
        self._faults: list[tuple[str, str]] = []

    def note(self, column: Column, sentence: str) -> None:
        """Something is wrong in a column."""
        self._faults.append((self._headings.title(column), sentence))

    def raise_found(self) -> None:
        """Raise NotReadable for what was noted."""
        if self._faults:
            raise NotReadable(self._faults)

    def require_fit(self) -> None:
        """Raise NotReadable for more values than headings: a separator stands inside one of them."""
        if any(cell.strip() for cell in self._cells[len(self._headings.titles) :]):
            sentence = _(
                "There are more values than headings. Put a value with the separator in it in quotation marks."
            )
            raise NotReadable([("", sentence)])

    def line(self, column: Column, *, longest: int | None = None) -> str:
        """A cell as one line of text; empty where there is none."""
        places = self._headings.places.get(column, ())
        text = _tidied(self._cells[places[0]]) if places and places[0] < len(self._cells) else ""
        if longest and len(text) > longest:
            self.note(column, _("At most %(count)d characters.") % {"count": longest})
        return text

    def required_line(self, column: Column, sentence: str, *, longest: int) -> str:
        """A cell with letters or digits in it."""
        text = self.line(column, longest=longest)
        if not tidy.has_words(text):
            self.note(column, sentence)
        return text

    def name(self) -> str:
        """The name as it is said: "Lindeskov, Amina" is Amina Lindeskov."""
        if Column.FIRST in self._headings.places and Column.LAST in self._headings.places:
            column = Column.LAST
            parts = [self.line(one) for one in (Column.FIRST, Column.LAST)]
        else:
            column = Column.NAME
            parts = _turned(self.line(column))
        name = " ".join(part for part in parts if part)
        if not tidy.has_words(name):
            self.note(column, _("Write the name."))
        elif len(name) > LONGEST_NAME:
            self.note(column, _("At most %(count)d characters.") % {"count": LONGEST_NAME})
        return name

    def email(self) -> str:
        """The address in lower case; empty where there is none."""
        text = self.line(Column.EMAIL, longest=254).lower().removeprefix("mailto:")
        if text and not _ADDRESS.fullmatch(text):
            self.note(Column.EMAIL, _("This is not an e-mail address."))
        return text

    def path(self) -> str:
        """The unit, or where several columns are levels of the tree, the path through them."""
        places = self._headings.places.get(Column.UNIT, ())
        parts = [_tidied(self._cells[place]) for place in places if place < len(self._cells)]
        path = " > ".join(dict.fromkeys(part for part in parts if part))
        if not tidy.has_words(path):
            self.note(Column.UNIT, _("Write where the person works."))
        elif len(path) > 600:
            self.note(Column.UNIT, _("At most %(count)d characters.") % {"count": 600})
        return path

    def day(self, column: Column) -> date | None:
        """A day, also with a clock time behind it; None where there is none, or an end in the year 9999."""
        text = self.line(column, longest=40)
        if not text or _NO_END.search(text):
            return None
        try:
            return _day(_CLOCK.sub("", text), self._today)
        except NotUnderstood:
            self.note(column, _("This is not a day. Write for example 1/8-2026 or 2026-08-01."))
            return None

    def leader(self) -> str:
        """Whether the person leads the unit, or the name of whoever does."""
        text = self.line(Column.LEADER, longest=LONGEST_NAME)
        if text.casefold() in _YES:
            return LEADS
        if text.casefold() in _NO or not tidy.has_words(text):
            return LEADS_NOT if text else ""
        return " ".join(part for part in _turned(text) if part)


@lru_cache(maxsize=4096)
def _day(text: str, today: date) -> date:
    """A day with its year: without one, or as "tomorrow", a file does not mean what somebody typing means."""
    if match := _YEAR_FIRST.fullmatch(text):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            pass
    numbers = re.findall(r"[0-9]+", text)
    has_year = len(numbers) >= 3 or (len(numbers) == 2 and any(char.isalpha() for char in text))
    if not has_year and not (len(numbers) == 1 and len(text) in (6, 8)):
        raise NotUnderstood("")
    return dates.parse(text, today)


def _turned(name: str) -> list[str]:
    """ "Lindeskov, Amina" in the order in which it is said."""
    last, _comma, first = name.partition(",")
    return [first.strip(), last.strip()]


def _tidied(cell: str) -> str:
    text = " ".join(tidy.line(cell).split())
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped["inside"] if wrapped else _MARKED.sub("", text, count=1)
