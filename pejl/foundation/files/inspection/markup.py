"""Reads XML from front to back without ever building a tree: no document type, no entities, bounded in every way."""

from __future__ import annotations

from xml.parsers import expat

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why

_PIECE = 1 << 16

Attributes = dict[str, str]


class Budget:
    """What all parts of one file may hold together."""

    def __init__(self) -> None:
        self.elements = 0
        self.characters = 0

    def element(self) -> None:
        """One more. Raises Fault beyond the limit."""
        self.elements += 1
        if self.elements > limits.ELEMENTS:
            raise Fault(Why.TOO_MUCH)

    def text(self, data: str) -> None:
        """So much more. Raises Fault beyond the limit."""
        self.characters += len(data)
        if self.characters > limits.CHARACTERS:
            raise Fault(Why.WORDS)


class Reader:
    """Hears of each element by its local name; a subclass does something about it."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.open: list[str] = []
        self._local: dict[str, str] = {}

    def read(self, content: bytes) -> None:
        """Read a whole part. Raises Fault for XML that is broken, too deep or too much, or has a document type."""
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self._hear
        try:
            for start in range(0, len(content), _PIECE):
                parser.Parse(content[start : start + _PIECE], False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError, OSError, ImportError):
            raise Fault(Why.BROKEN) from None

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def finish(self, name: str) -> None:
        """It ends."""

    def hear(self, data: str) -> None:
        """Text in it."""

    def _begin(self, name: str, attributes: Attributes) -> None:
        self.budget.element()
        local = self._local.get(name) or self._local.setdefault(name, name.rpartition(" ")[2])
        self.open.append(local)
        if len(self.open) > limits.DEPTH:
            raise Fault(Why.TOO_MUCH)
        self.begin(local, attributes)

    def _finish(self, name: str) -> None:
        self.finish(self.open.pop())

    def _hear(self, data: str) -> None:
        self.budget.text(data)
        self.hear(data)


def _refuse_document_type(*declared: object) -> None:
    raise Fault(Why.DTD)


class _Spans(Reader):
    """Where the elements stand that mention one of the given ids."""

    def __init__(self, ids: frozenset[str]) -> None:
        super().__init__(Budget())
        self.ids = ids
        self.spans: list[tuple[int, int]] = []
        self._begun: tuple[int, int] | None = None  # depth and first byte of the element to cut
        self._ended: int | None = None  # its first byte, once its end was met: the next event tells where that was

    def begin(self, name: str, attributes: Attributes) -> None:
        self._close()
        if self._begun is None and any(
            value in self.ids and key.endswith("/relationships id") for key, value in attributes.items()
        ):
            self._begun = (len(self.open), self.parser.CurrentByteIndex)

    def finish(self, name: str) -> None:
        self._close()
        if self._begun and len(self.open) + 1 == self._begun[0]:
            self._ended, self._begun = self._begun[1], None

    def hear(self, data: str) -> None:
        self._close()

    def _close(self) -> None:
        if self._ended is not None:
            self.spans.append((self._ended, self.parser.CurrentByteIndex))
            self._ended = None


def without(content: bytes, ids: frozenset[str]) -> bytes:
    """The part without the elements that mention one of these relationships, the rest byte for byte as it was."""
    reader = _Spans(ids)
    reader.read(content)
    kept, done = [], 0
    for start, end in reader.spans:
        kept.append(content[done:start])
        done = end
    return b"".join([*kept, content[done:]])
