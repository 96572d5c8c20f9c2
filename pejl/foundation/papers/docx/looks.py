"""How each kind of paragraph looks. One table, for the file's styles and for finding out what fits on a page.

Calibri stands on every machine with Word, and LibreOffice has a typeface of the same widths for it.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Calibri"
INK, QUIET, SEA, HAIR, SIGNAL, WASH = "1A2329", "55626B", "0B4A6F", "C3CCD2", "B8232B", "EEF3F6"

# The page and what it leaves, in millimetres.
WIDTH, HEIGHT = 210, 297
MARGINS = {"top": 17, "right": 20, "bottom": 20, "left": 20, "header": 10, "footer": 9}
TEXT_WIDTH = WIDTH - MARGINS["left"] - MARGINS["right"]
TEXT_HEIGHT = HEIGHT - MARGINS["top"] - MARGINS["bottom"]
INDENT = 5
LEADING = 1.22


@dataclass(frozen=True, kw_only=True)
class Look:
    """A style. ``size``, ``above`` and ``below`` are points as they stand at the ordinary size; lengths across are mm.

    ``name`` is what Word calls it: its own names mean headings and lists to whoever reads the file aloud. ``is_whole``:
    its words are never divided.
    """

    name: str
    size: float = 10.5
    above: float = 0
    below: float = 0
    colour: str = INK
    is_bold: bool = False
    outline: int | None = None
    keeps_next: bool = False
    line: str = ""
    line_colour: str = SEA
    tab: int = 0
    tab_side: str = "left"
    left: float = 0
    hanging: float = 0
    is_list: bool = False
    is_right: bool = False
    is_whole: bool = False


LOOKS: dict[str, Look] = {
    "Normal": Look(name="Normal", below=3),
    "Sender": Look(
        name="Sender",
        size=10,
        below=16,
        colour=SEA,
        tab=TEXT_WIDTH,
        tab_side="right",
    ),
    "Kicker": Look(name="Kicker", size=11, colour=QUIET, below=1, keeps_next=True),
    "Title": Look(name="Title", size=25, below=9, colour=SEA, is_bold=True, keeps_next=True),
    "GroupName": Look(name="Group name", size=30, below=10, colour=SEA, is_bold=True, outline=0, keeps_next=True),
    "Notice": Look(name="Notice", below=8, colour=SIGNAL, is_bold=True, line="left", line_colour=SIGNAL, left=3),
    "Fact": Look(name="Fact", below=1.5, tab=30, left=30, hanging=30),
    "Heading1": Look(
        name="heading 1", size=13, above=13, below=4, colour=SEA, is_bold=True, outline=0, keeps_next=True
    ),
    "Heading2": Look(name="heading 2", size=11, above=8, below=3, is_bold=True, outline=1, keeps_next=True),
    "PassageHeading": Look(name="Passage heading", size=11, above=8, below=2, is_bold=True, outline=1, keeps_next=True),
    "MinorHeading": Look(
        name="Minor heading", above=5, below=2, colour=QUIET, is_bold=True, outline=2, keeps_next=True
    ),
    "BeforeTable": Look(name="Before a table", below=9),
    "Point": Look(name="List Bullet", below=2, left=INDENT, hanging=INDENT, is_list=True),
    "Heading3": Look(name="heading 3", above=6, below=2, colour=QUIET, is_bold=True, outline=2, keeps_next=True),
    "Instruction": Look(name="Instruction", above=4, below=3, tab=25, left=25, hanging=25),
    "Term": Look(name="Term", above=5, below=1, is_bold=True, keeps_next=True),
    "Tool": Look(name="Tool", below=1.5, tab=30, left=30, hanging=30),
    "Quote": Look(name="Quote", below=2, colour=QUIET, line="left", line_colour=HAIR, left=3),
    "Source": Look(name="Source", size=9, below=5, colour=QUIET, left=3),
    "Caption": Look(name="caption", size=9.5, below=9, colour=QUIET),
    "Cell": Look(name="Cell", size=9.5, below=2),
    "Header": Look(name="header", size=8.5, colour=QUIET, tab=TEXT_WIDTH, tab_side="right"),
    "Footer": Look(
        name="footer", size=8.5, colour=QUIET, line="top", line_colour=HAIR, tab=TEXT_WIDTH, tab_side="right"
    ),
    "TableHead": Look(name="Table head", size=9, colour=SEA, is_bold=True, keeps_next=True),
    "Clock": Look(name="Clock", colour=SEA, is_bold=True, is_whole=True),
    "LightClock": Look(name="Light clock", colour=QUIET, is_whole=True),
    "Item": Look(name="Item", size=11, below=1.5, is_bold=True),
    "Part": Look(name="Part", below=1.5),
    "Detail": Look(name="Detail", size=10, below=1.5, colour=QUIET),
    "Length": Look(name="Length", size=10, colour=QUIET, is_right=True, is_whole=True),
    "NoteHeading": Look(name="Note heading", size=9, above=3, colour=SIGNAL, is_bold=True, keeps_next=True),
    "Note": Look(name="Note", below=2, line="left", line_colour=SIGNAL, left=3),
}

# The styles that Word knows itself, by what it calls them.
WORDS_OWN = {
    "Normal",
    "Title",
    "heading 1",
    "heading 2",
    "heading 3",
    "Quote",
    "List Bullet",
    "caption",
    "header",
    "footer",
}

# Above and below the text in a table's cell, in points.
CELL_PADDING = 1.6


@dataclass(frozen=True)
class Step:
    """How large the letters, the air between and the lines are, beside the ordinary; and whether it is set close: what
    is said of an item beside its title instead of below, facts after each other.
    """

    letters: float
    air: float
    line: float = 1
    is_close: bool = False


# From what can be read at the door to what can be read in the hand.
STEPS = (
    Step(1.2, 1.4),
    Step(1.1, 1.2),
    Step(1, 1),
    Step(0.95, 0.75),
    Step(1, 0.8, 0.97, is_close=True),
    Step(0.97, 0.65, 0.96, is_close=True),
    Step(0.93, 0.5, 0.95, is_close=True),
    Step(0.89, 0.4, 0.95, is_close=True),
    Step(0.86, 0.3, 0.94, is_close=True),
)
ORDINARY = STEPS[2]

# What stands at the edge of every page is as large on each paper.
AT_THE_EDGE = {"Header", "Footer"}
