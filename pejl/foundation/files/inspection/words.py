"""The words of a Word file or of slides: every text a person can see, and the alternative ones."""

from __future__ import annotations

import re

from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.markup import Attributes, Budget, Reader
from pejl.foundation.files.inspection.outcome import APART

_IN_PARAGRAPH = {"t", "delText"}
_INSTRUCTIONS = {"instrText", "delInstrText"}
_STANDS_FOR = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
# Measures, no words.
_MEASURES = {"posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "ptCount", "idx", "formatCode"}
_SAYING = {"descr", "title", "alt", "author", "initials", "string", "tooltip", "userName", "tag", "alias"}
_NAMED = {"docPr", "cNvPr"}
# Fields that fetch, run or open something when the file is opened, or hide that they do.
_FIELDS = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON|QUOTE|EMBED|AUTOTEXT)\b",
    re.IGNORECASE,
)
_HARMLESS_ACTIONS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://noaction", "ppaction://media")


class Words(Reader):
    """Gathers a line for each paragraph, and one for each row of a table with its cells side by side.

    Raises Fault for fields and actions that do more than show something.
    """

    def __init__(self, budget: Budget, *, all_attributes: bool = False) -> None:
        super().__init__(budget)
        self.lines: list[str] = []
        self._all_attributes = all_attributes
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._loose: list[str] = []
        self._instruction: list[str] = []

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            self._paragraphs.append([])
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._cells.append([])
        elif name in _STANDS_FOR and self._paragraphs:
            self._paragraphs[-1].append(_STANDS_FOR[name])
        for key, value in attributes.items():
            self._attribute(name, key.rpartition(" ")[2], value)

    def finish(self, name: str) -> None:
        self._end_loose()
        if name == "p" and self._paragraphs:
            self._add("".join(self._paragraphs.pop()))
        elif name == "tc" and self._cells:
            cell = " ".join(self._cells.pop())
            (self._rows[-1] if self._rows else self.lines).append(cell)
        elif name == "tr" and self._rows:
            self._add(" | ".join(self._rows.pop()))
        elif name in ("fldChar", "fldSimple"):
            self._end_instruction()

    def hear(self, data: str) -> None:
        name = self.open[-1]
        if name in _INSTRUCTIONS:
            self._instruction.append(data)
        elif name in _IN_PARAGRAPH and self._paragraphs:
            self._paragraphs[-1].append(data)
        elif name not in _MEASURES:
            self._loose.append(data)

    def read(self, content: bytes) -> None:
        """As Reader; what is open at the end counts too."""
        super().read(content)
        self._end_instruction()

    def _add(self, line: str) -> None:
        """To the cell around it, if there is one."""
        (self._cells[-1] if self._cells else self.lines).append(line)

    def _end_loose(self) -> None:
        if text := "".join(self._loose).strip():
            self._say(text)
        self._loose.clear()

    def _end_instruction(self) -> None:
        """Judged whole: its letters may be spread over many runs."""
        instruction = "".join(self._instruction)
        self._instruction.clear()
        if _FIELDS.search(instruction):
            raise Fault(Why.ACTIVE)
        if instruction.strip():
            self._say(instruction)

    def _say(self, text: str) -> None:
        self.lines += (APART, text, APART)

    def _attribute(self, element: str, name: str, value: str) -> None:
        if name == "action" and value.startswith("ppaction:") and not value.startswith(_HARMLESS_ACTIONS):
            if not value.startswith("ppaction://hlinkpres"):
                raise Fault(Why.ACTIVE)
        elif name == "instr":
            self._instruction.append(value)
        elif name == "fldCharType" and value == "begin":
            self._end_instruction()
        says = name in _SAYING or (name == "name" and element in _NAMED) or self._all_attributes
        if says and value.strip():
            self.budget.text(value)
            self._say(value)


class Drawing(Words):
    """An SVG picture inside a document: words as ever, and nothing that a browser would run."""

    def begin(self, name: str, attributes: Attributes) -> None:
        leads_away = any(
            key.rpartition(" ")[2] == "href" and not value.startswith(("#", "data:image/"))
            for key, value in attributes.items()
        )
        runs = any(key.rpartition(" ")[2].lower().startswith("on") for key in attributes)
        if name.lower() in ("script", "foreignobject", "iframe", "handler") or runs or leads_away:
            raise Fault(Why.ACTIVE)
        super().begin(name, attributes)

    def hear(self, data: str) -> None:
        self._loose.append(data)
