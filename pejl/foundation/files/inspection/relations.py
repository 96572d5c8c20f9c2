"""How the parts of an Office file hang together, and which of these threads are cut."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.markup import Attributes, Budget, Reader

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: By the last word of a relationship's type: what the file would bring along.
_REFUSED = {
    "vbaproject": Why.MACROS,
    "wordvbadata": Why.MACROS,
    "xlmacrosheet": Why.MACROS,
    "control": Why.ACTIVE,
    "activexcontrolbinary": Why.ACTIVE,
    "oleobject": Why.EMBEDDED,
    "package": Why.EMBEDDED,
    "afchunk": Why.EMBEDDED,
    "subdocument": Why.EMBEDDED,
    "frame": Why.EXTERNAL,
    "externallink": Why.EXTERNAL,
    "externallinkpath": Why.EXTERNAL,
    "video": Why.FILM,
    "audio": Why.FILM,
    "media": Why.FILM,
}
#: Left out without harm: who wrote it with which program and printer, buttons for macros, add-ins.
_LEFT_OUT = {
    "core-properties",
    "extended-properties",
    "custom-properties",
    "thumbnail",
    "printersettings",
    "attachedtemplate",
    "people",
    "person",
    "extensibility",
    "usercustomization",
    "keymapcustomizations",
    "attachedtoolbars",
    "webextension",
    "webextensiontaskpanes",
}
#: The workbook behind a chart; the chart itself shows its own copy of the figures.
_BEHIND_A_CHART = {"package", "oleobject", "externallink"}
_PLAIN_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_NOWHERE = "about:blank"


@dataclass(frozen=True)
class Relation:
    """A thread from one part to another, or out of the file."""

    id: str
    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of its type; the years of the standard differ in what stands before."""
        return self.type.rsplit("/", 1)[-1].lower()


class _Relations(Reader):
    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[Relation] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            outward = attributes.get("TargetMode", "Internal") != "Internal"
            said = (attributes.get(key, "") for key in ("Id", "Type", "Target"))
            self.found.append(Relation(next(said), next(said), next(said), is_external=outward))


def read(content: bytes, budget: Budget) -> list[Relation]:
    """All threads that a part's relationships name."""
    reader = _Relations(budget)
    reader.read(content)
    return reader.found


def sort_out(found: list[Relation], source: str) -> tuple[list[Relation], list[Relation]]:
    """Which stay, and which are cut. Raises Fault for one that brings along what no file here may have.

    A link stays; where it leads anywhere but to the web or a mailbox, it leads nowhere from now on.
    """
    kept, cut = [], []
    for relation in found:
        of_chart = "/charts/" in f"/{source}" and relation.kind in _BEHIND_A_CHART
        if relation.kind in _LEFT_OUT or of_chart:
            cut.append(relation)
        elif relation.kind in _REFUSED:
            raise Fault(_REFUSED[relation.kind], relation.target)
        elif relation.is_external:
            kept.append(_plain_link(relation))
        else:
            kept.append(relation)
    return kept, cut


def _plain_link(relation: Relation) -> Relation:
    if relation.kind != "hyperlink":
        raise Fault(Why.EXTERNAL, relation.target)
    target = relation.target if _PLAIN_LINK.fullmatch(relation.target) else _NOWHERE
    return Relation(relation.id, relation.type, target, is_external=True)


def part_of(source: str, target: str) -> str:
    """The name of the part that a target means, seen from the part it is named in."""
    path = unquote(target.partition("#")[0])
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(source), path)
    return posixpath.normpath(joined)


def beside(source: str) -> str:
    """Where the relationships of a part stand; of the whole file for an empty name."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def written(relations: list[Relation]) -> bytes:
    """Relationships as a part."""
    lines = [
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(one.target)}"
        f" TargetMode={quoteattr('External' if one.is_external else 'Internal')}/>"
        for one in relations
    ]
    return f'{_HEAD}<Relationships xmlns="{_NAMESPACE}">{"".join(lines)}</Relationships>'.encode()


class Types(Reader):
    """What each part of the file is said to be."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.by_extension: dict[str, str] = {}
        self.by_part: dict[str, str] = {}

    def begin(self, name: str, attributes: Attributes) -> None:
        said = attributes.get("ContentType", "")
        if name == "Default":
            self.by_extension[attributes.get("Extension", "").lower()] = said
        elif name == "Override":
            self.by_part[attributes.get("PartName", "").lstrip("/")] = said

    def written(self, names: set[str]) -> bytes:
        """The same, for these parts only."""
        extensions = {name.rpartition(".")[2].lower() for name in names} | {"rels", "xml"}
        defaults = [
            f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(said)}/>"
            for extension, said in self.by_extension.items()
            if extension in extensions
        ]
        overrides = [
            f"<Override PartName={quoteattr(f'/{name}')} ContentType={quoteattr(said)}/>"
            for name, said in self.by_part.items()
            if name in names
        ]
        return f'{_HEAD}<Types xmlns="{_CONTENT_TYPES}">{"".join(defaults + overrides)}</Types>'.encode()
