"""The shapes of the papers' data. Every text is ready to read: translated, dates and times written out.

Fill one of them; ``papers.render`` takes ``sheet.data()``, ``papers.word`` the sheet itself. Texts marked *prose* keep
their line breaks; an empty line begins a new paragraph and lines that begin with "- " become a list. A section that is
``None`` or empty is left out, heading and all. A guide's sections carry their ``sort``, by which they are set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pejl.foundation.formats.richtext import Piece

Rich = str | Sequence[Piece]
"""Prose, or rich text as ``formats.richtext.pieces`` gives it."""


class Force(StrEnum):
    """Whether an instruction binds: decides the shape beside it, next to its word."""

    MUST = "must"
    MAY = "may"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A label with its value, such as *Version* and *3*."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on every paper.

    ``place``: the job centre's name. ``kind``: what this is, such as *Action guide*. ``facts``: version, responsible,
    valid from, next review, or date, time and place. ``printed``: the sentence at the foot of every page, which tells
    the day; ``printed_on``: that day, for the file's own record. ``page``: the page's number in words, with ``{page}``
    and ``{pages}`` in it. ``notice``: a warning on top, such as *Draft*.
    """

    place: str
    kind: str
    title: str
    facts: Sequence[Fact]
    printed: str
    printed_on: date
    page: str
    notice: str = ""

    def data(self) -> dict[str, Any]:
        """What ``papers.render`` takes."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A heading and prose below it."""

    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entries:
    """A heading or label with a list below it."""

    heading: str
    entries: Sequence[str]
    sort: str = field(default="entries", init=False)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A quote from a meeting, and where it was said; never silently the person."""

    quote: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """Something that must or may be done. ``word`` is the force in words; ``citation`` the rule it rests on."""

    force: Force
    word: str
    text: Rich
    citation: str = ""
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True, kw_only=True)
class Instructions:
    heading: str
    entries: Sequence[Instruction]
    sort: str = field(default="instructions", init=False)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A row of the situation table: its name, and a text for each of the columns."""

    name: str
    cells: Sequence[Rich]


@dataclass(frozen=True, kw_only=True)
class Situations:
    """A table; with more columns than a page is wide, one situation below the other."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Situation]
    sort: str = field(default="situations", init=False)


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A document or form. ``number`` is its document number, which may be empty; ``note`` when to use it."""

    number: str
    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ToolGroup:
    """Tools that must or can be used, or only in a situation; ``heading`` says which."""

    heading: str
    tools: Sequence[Tool]


@dataclass(frozen=True, kw_only=True)
class Tools:
    heading: str
    groups: Sequence[ToolGroup]
    sort: str = field(default="tools", init=False)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """``detail``: when it was last revised, in words. ``address``: where it is on the web, if anywhere."""

    title: str
    detail: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferenceGroup:
    """References of one kind; ``none`` is said outright where there are none."""

    heading: str
    references: Sequence[Reference]
    none: str


@dataclass(frozen=True, kw_only=True)
class References:
    heading: str
    groups: Sequence[ReferenceGroup]
    sort: str = field(default="references", init=False)


@dataclass(frozen=True, kw_only=True)
class Version:
    number: str
    published: str
    responsible: str
    changes: str


@dataclass(frozen=True, kw_only=True)
class History:
    """``columns`` name number, day of publishing, responsible and what changed."""

    heading: str
    columns: tuple[str, str, str, str]
    versions: Sequence[Version]
    sort: str = field(default="history", init=False)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A heading and a text below it, which may be rich."""

    heading: str
    text: Rich
    sort: str = field(default="text", init=False)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A name, and beside it what it means: a role, or what stands at the head of a sheet."""

    name: str
    text: Rich


@dataclass(frozen=True, kw_only=True)
class Definitions:
    heading: str
    entries: Sequence[Definition]
    sort: str = field(default="definitions", init=False)


@dataclass(frozen=True, kw_only=True)
class Question:
    """``help``: what to look for."""

    text: str
    help: Rich = ""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Numbered, so that one can speak of the third."""

    heading: str
    entries: Sequence[Question]
    sort: str = field(default="questions", init=False)


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A field of a form; ``guide``: what to think of. ``note``: such as that it is filled on paper only.

    ``answer`` is what was said (prose); without one there is room to write by hand, a line where ``is_short``.
    """

    name: str
    guide: Rich = ""
    note: str = ""
    answer: str = ""
    is_short: bool = False


@dataclass(frozen=True, kw_only=True)
class Blanks:
    """``columns`` name what is asked and what is said, for where they stand in a table."""

    heading: str
    columns: tuple[str, str]
    entries: Sequence[Blank]
    sort: str = field(default="blanks", init=False)


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a mind map, with those under it."""

    text: str
    under: Sequence[Point] = ()


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A mind map, as a list in lists."""

    heading: str
    points: Sequence[Point]
    sort: str = field(default="outline", init=False)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as bytes; ``extension`` is ``png`` or ``jpeg``, its measures are pixels. ``alt`` says what it shows."""

    content: bytes
    extension: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file by its name. A picture stands there itself; ``detail`` says of another what it is and where to find it."""

    name: str
    detail: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Files:
    heading: str
    entries: Sequence[Attached]
    sort: str = field(default="files", init=False)


Section = (
    Writing
    | Entries
    | Instructions
    | Situations
    | Tools
    | References
    | History
    | Definitions
    | Questions
    | Blanks
    | Outline
    | Files
)


@dataclass(frozen=True, kw_only=True)
class Guide(Sheet):
    """A product of any kind, for the template ``guide``: its sections as they follow on each other.

    ``about`` is what the sheet says of itself, below its facts.
    """

    about: Sequence[Definition] = ()
    sections: Sequence[Section] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item of an agenda. ``clock``: its time, such as *9.00-9.15*; ``length``: such as *15 min.*; ``who``: the
    names, one kind of part a line; ``text``: what it is for (prose); ``facts``: such as the room and the members of a
    group; ``points``: what it is about, in short lines; ``notes``: what only the leaders' own edition says.

    ``parts`` is what runs inside it, in order: each entry is what runs at the same time, side by side. ``is_quiet``: a
    break.
    """

    clock: str
    title: str
    length: str = ""
    who: str = ""
    text: str = ""
    facts: Sequence[Fact] = ()
    points: Sequence[str] = ()
    notes: Text | None = None
    parts: Sequence[Sequence[Item]] = ()
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Programme:
    """``columns`` name time, item, who, what is said of it, and length, for where the items stand in a table."""

    heading: str
    columns: tuple[str, str, str, str, str]
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class Agenda(Sheet):
    """A meeting's agenda; date, time, place and leaders are facts, the participants' names one text."""

    purposes: Entries | None = None
    programme: Programme | None = None
    participants: Text | None = None
    remarks: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group, for a page of its own: time, room and chair as facts, members and questions as lists."""

    name: str
    facts: Sequence[Fact] = ()
    lists: Sequence[Entries] = ()


@dataclass(frozen=True, kw_only=True)
class Groups(Sheet):
    """A page for each group of a meeting; ``facts`` are left empty, since each group has its own."""

    groups: Sequence[Group]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A line of a list, and what is noted beside it: who, and by when."""

    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Prose, then a list, under a heading of its own unless ``heading`` is empty; ``is_minor`` where it belongs under
    the heading before.
    """

    heading: str = ""
    text: str = ""
    entries: Sequence[Noted] = ()
    is_minor: bool = False


@dataclass(frozen=True, kw_only=True)
class Times:
    """Planned and real times. ``columns`` name item, planned and real; ``rows`` have a text for each."""

    columns: tuple[str, str, str]
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A section of minutes; ``times`` stand last."""

    heading: str
    passages: Sequence[Passage] = ()
    times: Times | None = None


@dataclass(frozen=True, kw_only=True)
class Minutes(Sheet):
    """What came of a meeting, for the template ``minutes``; date, time, place and leaders are facts."""

    chapters: Sequence[Chapter]
