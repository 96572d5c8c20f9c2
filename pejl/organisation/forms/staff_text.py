"""From the bytes of a staff file to its records, whatever encoding and separator it came with.

No library for either: Danish exports come in four encodings that can be told apart for certain (a mark at the
beginning, zeros in every second byte, valid UTF-8, and what is left), and the separator is the one that makes known
headings appear.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid
from pejl.organisation.forms.staff_columns import Column, meaning

MEGABYTES = 5
MOST_BYTES = MEGABYTES * 1_000_000
SEPARATORS = ";\t,|"
MOST_LINES = 5_000
_MOST_COLUMNS = 100
_LOOKED_THROUGH = 64_000  # characters in which the headings must stand
_LINES_LOOKED_THROUGH = 30
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")

Record = tuple[int, list[str]]
"""The number of the line it begins on, and its cells."""


def text_of(content: bytes) -> str:
    """The text of a file. Raises Invalid for what is too large, and for workbooks and papers."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if content.startswith(_WORKBOOKS):
        raise Invalid(
            _("This is a workbook or a paper. Open it and save it as CSV, then send that file."), field="file"
        )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if encoding := _utf_16(content):
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def too_large() -> Invalid:
    """What is said of a file above the limit."""
    return Invalid(_("At most %(count)d MB. 500 people are about 0.1 MB.") % {"count": MEGABYTES}, field="file")


def _utf_16(content: bytes) -> str:
    """UTF-16 without a mark at its beginning has a zero in nearly every second byte."""
    sample = content[:2000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_second = sample[start::2]
        if len(every_second) > 8 and every_second.count(0) > 0.7 * len(every_second):
            return encoding
    return ""


def records_of(text: str) -> tuple[list[str], Iterator[Record]]:
    """The headings, and the records under them. Raises Invalid where no line has headings that are known."""
    best = max(
        ((score, -at, separator) for separator in SEPARATORS for at, score in _scores(text, separator)), default=None
    )
    if best is None or best[0] < 2:
        raise Invalid(
            _(
                "No line with headings was found. The first line says what stands in the columns, for example: "
                "Staff number; Name; E-mail; Unit; Function."
            ),
            field="file",
        )
    rows = islice(_records(text, best[2]), -best[1], None)
    titles = [title.strip() for title in next(rows)[1]]
    while titles and not titles[-1]:
        titles.pop()
    return titles, rows


def _scores(text: str, separator: str) -> Iterator[tuple[int, int]]:
    """(place, number of different known headings) for each of the first records."""
    try:
        for at, (_line, cells) in enumerate(islice(_records(text[:_LOOKED_THROUGH], separator), _LINES_LOOKED_THROUGH)):
            known = {found for cell in cells if (found := meaning(cell)) is not None}
            if known & {Column.NAME, Column.FIRST, Column.LAST}:
                yield at, len(known)
    except Invalid:
        return  # by this separator, or where the piece ends, it does not read: what was found before counts


def _records(text: str, separator: str) -> Iterator[Record]:
    """The records with something in them. Raises Invalid at the line that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > 4 * MOST_LINES or len(cells) > 10 * _MOST_COLUMNS:
                raise too_many()
            if any(cells) and any(cell.strip() for cell in cells):
                yield line, _trimmed(cells)
            line = reader.line_num + 1
    except csv.Error:
        sentence = _("Line %(line)d cannot be read: a quotation mark is missing, or is one too many.")
        raise Invalid(sentence % {"line": line}, field="file") from None


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end, of which some exports have hundreds."""
    if len(cells) <= _MOST_COLUMNS:
        return cells
    last = max(place for place, cell in enumerate(cells) if cell.strip())
    if last >= _MOST_COLUMNS:
        raise too_many()
    return cells[: last + 1]


def too_many() -> Invalid:
    """What is said of a file with too many lines or columns."""
    sentence = _("At most %(lines)d lines and %(columns)d columns.")
    return Invalid(sentence % {"lines": MOST_LINES, "columns": _MOST_COLUMNS}, field="file")
