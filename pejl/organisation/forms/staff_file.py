"""A staff file from a personnel system: its lines as rows, and what is wrong with them by line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.privacy import cpr, tidy
from pejl.foundation.refusals import Invalid
from pejl.organisation.forms import staff_text
from pejl.organisation.forms.staff_cells import Cells, NotReadable
from pejl.organisation.forms.staff_columns import Column, Headings
from pejl.organisation.forms.staff_numbers import refuse_cpr_numbers
from pejl.organisation.models.staff import Fault, StaffRow

MOST_FAULTS = 200
"""More are not listed: a file with so many has one thing wrong everywhere."""


@dataclass(frozen=True)
class StaffFile:
    """What a file says. ``unused`` are the headings of columns that Pejl does not read."""

    rows: list[StaffRow]
    faults: list[Fault]
    unused: list[str]


def read(content: bytes | str, *, today: date) -> StaffFile:
    """Read a whole file. Raises Invalid where it is no such file at all, and for a column of CPR numbers."""
    text = content if isinstance(content, str) else staff_text.text_of(content)
    if len(text) > staff_text.MOST_BYTES:
        raise staff_text.too_large()
    titles, records = staff_text.records_of(text.lstrip("\ufeff"))
    headings = Headings.of([tidy.line(title).strip()[:80] for title in titles])
    cpr.refuse_in(headings.titles, field="file")
    lines = list(records)
    if len(lines) > staff_text.MOST_LINES:
        raise staff_text.too_many()
    refuse_cpr_numbers(headings, [cells for _line, cells in lines])
    _require_columns(headings)
    return _read_lines(headings, lines, today)


def _require_columns(headings: Headings) -> None:
    """Raise Invalid for a file that lacks what every line must say."""
    has = headings.places.keys()
    named = Column.NAME in has or (Column.FIRST in has and Column.LAST in has)
    wanted = (
        (named, _("No column holds the names. Call it Name, or First name and Last name.")),
        (Column.UNIT in has, _("No column says where people work. Call it Unit.")),
        (Column.FUNCTION in has, _("No column says what people do. Call it Function.")),
    )
    missing = [sentence for is_there, sentence in wanted if not is_there]
    if missing:
        raise Invalid(" ".join(missing), field="file")


def _read_lines(headings: Headings, lines: Sequence[staff_text.Record], today: date) -> StaffFile:
    rows: list[StaffRow] = []
    faults: list[Fault] = []
    for line, cells in lines:
        try:
            rows.append(_row(Cells(headings, cells, today), line))
        except NotReadable as found:
            faults += [Fault(line, column, sentence) for column, sentence in found.faults]
            if len(faults) >= MOST_FAULTS:
                break
    faults += _repeated(rows, headings)
    if not lines:
        faults.append(Fault(None, "", _("There are no lines under the headings.")))
    return StaffFile(rows, faults[:MOST_FAULTS], headings.unused)


def _row(cells: Cells, line: int) -> StaffRow:
    """One line; raises NotReadable with everything that is wrong in it."""
    cells.require_fit()
    row = StaffRow(
        line=line,
        number=cells.line(Column.NUMBER, longest=40),
        name=cells.name(),
        email=cells.email(),
        unit=cells.path(),
        function=cells.required_line(Column.FUNCTION, _("Write what the person does."), longest=80),
        since=cells.day(Column.SINCE),
        until=cells.day(Column.UNTIL),
        leader=cells.leader(),
    )
    if row.since and row.until and row.until < row.since:
        cells.note(Column.UNTIL, _("This lies before the day it begins on."))
    cells.raise_found()
    return row


def _repeated(rows: Sequence[StaffRow], headings: Headings) -> Iterator[Fault]:
    """Lines that say twice what can only be said once, or say two things of one person."""
    places: dict[tuple[str, ...], int] = {}
    names: dict[str, StaffRow] = {}
    addresses: dict[str, StaffRow] = {}
    for row in rows:
        who = row.number or row.email or row.name.casefold()
        first = places.setdefault((who, row.unit.casefold(), row.function.casefold()), row.line)
        if first != row.line:
            yield Fault(row.line, "", _("The same stands on line %(line)d.") % {"line": first})
        if row.number and (other := names.setdefault(row.number, row)).name != row.name:
            sentence = _("Line %(line)d gives this staff number another name.") % {"line": other.line}
            yield Fault(row.line, headings.title(Column.NUMBER), sentence)
        if row.email:
            other = addresses.setdefault(row.email, row)
            if (other.number, other.name) != (row.number, row.name):
                sentence = _("Line %(line)d gives this address to somebody else.") % {"line": other.line}
                yield Fault(row.line, headings.title(Column.EMAIL), sentence)
