"""Word files and slides: packed anew from the parts that hang together, without what a reader does not need."""

from __future__ import annotations

import io
import posixpath
import zipfile

from pejl.foundation.files.inspection import markup, metadata, relations
from pejl.foundation.files.inspection.archives import Archive
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.outcome import Outcome, Passage, Place
from pejl.foundation.files.inspection.relations import Relation, Types
from pejl.foundation.files.inspection.words import Drawing, Words

_TYPES = "[Content_Types].xml"
_MAIN = {
    Kind.WORD: "wordprocessingml.document.main+xml",
    Kind.SLIDES: "presentationml.presentation.main+xml",
}
_XML = {"xml", "rels", "vml"}
_PICTURES = {"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "webp"}
_FONTS = {"odttf", "fntdata"}
# What else one meets, by a word in its name.
_KNOWN = (("vba", Why.MACROS), ("activex", Why.ACTIVE), ("printersettings", None), ("embeddings/", Why.EMBEDDED))
_FILM = {"mp4", "m4v", "mov", "wmv", "avi", "mp3", "m4a", "wav", "wma"}
_PLACES = (
    ("document", Place.PARAGRAPH),
    ("header", Place.HEADER),
    ("footer", Place.HEADER),
    ("comments", Place.COMMENTS),
    ("footnotes", Place.NOTES),
    ("endnotes", Place.NOTES),
    ("core", Place.PROPERTIES),
    ("app", Place.PROPERTIES),
    ("custom", Place.PROPERTIES),
    ("item", Place.PROPERTIES),
)
_MOMENT = (2026, 1, 1, 0, 0, 0)


def disarm(content: bytes, kind: Kind) -> Outcome:
    """The file without authors, templates, printers and hidden workbooks, and its words. Raises Fault."""
    return _Package(Archive(content), kind).disarmed()


class _Package:
    """One Office file on its way through."""

    def __init__(self, archive: Archive, kind: Kind) -> None:
        self.archive = archive
        self.kind = kind
        self.budget = markup.Budget()
        self.types = Types(self.budget)
        self.threads: dict[str, list[Relation]] = {}
        self.cut: dict[str, frozenset[str]] = {}
        self.left_out: set[str] = set()
        self.passages: list[Passage] = []

    def disarmed(self) -> Outcome:
        """Judge it, then pack it anew."""
        self.types.read(self.archive.read(_TYPES))
        self._follow("")
        self._require_kind()
        for name in self.archive.names:
            _require_known(name, is_left_out=name in self.left_out)
        slides = self._slide_numbers()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name in [_TYPES, *self._kept()]:
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(entry, self._part(name, slides))
        self._read_left_out()
        return Outcome(packed.getvalue(), self.passages)

    def _follow(self, source: str) -> None:
        """From part to part, along the threads that stay; what nothing leads to is not packed."""
        waiting = [source]
        while waiting:
            source = waiting.pop()
            path = relations.beside(source)
            found = relations.read(self.archive.read(path), self.budget) if path in self.archive.names else []
            self.threads[source], cut = relations.sort_out(found, source)
            self.cut[source] = frozenset(one.id for one in cut)
            self.left_out |= {relations.part_of(source, one.target) for one in cut if not one.is_external}
            targets = [relations.part_of(source, one.target) for one in self.threads[source] if not one.is_external]
            known = set(self.archive.names)
            waiting += {target for target in targets if target in known} - set(self.threads)

    def _require_kind(self) -> None:
        main = [relations.part_of("", one.target) for one in self.threads[""] if one.kind == "officedocument"]
        said = [self.types.by_part.get(name, "") for name in main]
        if any("macroenabled" in one.lower() for one in [*said, *self.types.by_part.values()]):
            raise Fault(Why.MACROS)
        if len(said) != 1 or not said[0].endswith(_MAIN[self.kind]):
            raise Fault(Why.OTHER_KIND)
        self.main = main[0]

    def _kept(self) -> list[str]:
        """Parts and their relationships, in the order of the archive."""
        parts = {name for name in self.threads if name and name not in self.left_out}
        wanted = parts | {relations.beside(name) for name in ["", *parts] if self.threads[name]}
        return [name for name in self.archive.names if name in wanted]

    def _part(self, name: str, slides: dict[str, tuple[Place, int]]) -> bytes:
        """One part as it is packed; its words are gathered on the way."""
        if name == _TYPES:
            return self.types.written(set(self._kept()))
        extension = name.rpartition(".")[2].lower()
        if extension == "rels":
            return self._relations(name)
        content = self.archive.read(name)
        if extension not in _XML and extension != "svg":
            return metadata.without(content)
        place, number = slides.get(name) or (self._place(name), 0)
        self._gather(content, name, place, number)
        cut = self.cut[name]
        return markup.without(content, cut) if cut else content

    def _relations(self, name: str) -> bytes:
        folder, own = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))
        return relations.written(self.threads[source])

    def _gather(self, content: bytes, name: str, place: Place, number: int = 0) -> None:
        is_data = posixpath.dirname(name).startswith("customXml")
        is_drawing = name.lower().endswith(".svg")
        words = Drawing(self.budget) if is_drawing else Words(self.budget, all_attributes=is_data)
        words.read(content)
        if words.text.strip():
            self.passages.append(Passage(place, words.text, number))

    def _read_left_out(self) -> None:
        """A title or a keyword is somebody's words too, even where it is not kept."""
        for name in sorted(self.left_out):
            if name in self.archive.names and name.lower().endswith(".xml"):
                self._gather(self.archive.read(name), name, Place.PROPERTIES)

    def _place(self, name: str) -> Place:
        if name == self.main:
            return Place.PARAGRAPH if self.kind is Kind.WORD else Place.ELSEWHERE
        own = posixpath.basename(name)
        return next((place for word, place in _PLACES if own.startswith(word)), Place.ELSEWHERE)

    def _slide_numbers(self) -> dict[str, tuple[Place, int]]:
        """Slides by their number as shown, and their notes; empty for a Word file."""
        if self.kind is not Kind.SLIDES:
            return {}
        order = _Order(self.budget)
        order.read(self.archive.read(self.main))
        by_id = {one.id: relations.part_of(self.main, one.target) for one in self.threads[self.main]}
        numbered: dict[str, tuple[Place, int]] = {}
        for number, name in enumerate((by_id.get(one, "") for one in order.ids), start=1):
            numbered[name] = (Place.SLIDE, number)
            for one in self.threads.get(name, []):
                if one.kind == "notesslide":
                    numbered[relations.part_of(name, one.target)] = (Place.NOTES, number)
                elif one.kind == "comments":
                    numbered[relations.part_of(name, one.target)] = (Place.COMMENTS, number)
        return numbered


class _Order(markup.Reader):
    """The slides in the order they are shown."""

    def __init__(self, budget: markup.Budget) -> None:
        super().__init__(budget)
        self.ids: list[str] = []

    def begin(self, name: str, attributes: markup.Attributes) -> None:
        if name == "sldId":
            self.ids += [value for key, value in attributes.items() if key.endswith("/relationships id")]


def _require_known(name: str, *, is_left_out: bool) -> None:
    """Raises Fault for a part of a kind that neither Word nor PowerPoint needs to show the file."""
    extension = posixpath.basename(name).rpartition(".")[2].lower()
    if is_left_out or extension in _XML | _PICTURES | _FONTS | {"svg"}:
        if "vbaproject" in name.lower():
            raise Fault(Why.MACROS, name)
        return
    if extension in _FILM:
        raise Fault(Why.FILM, name)
    for word, why in _KNOWN:
        if word in name.lower():
            if why is not None:
                raise Fault(why, name)
            return
    raise Fault(Why.EMBEDDED, name)
