"""PDF: written anew from what its pages lead to, once nothing among it runs, opens or hides anything."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pypdf import Configuration, PdfReader, PdfWriter, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

from pejl.foundation.files.inspection import limits, metadata
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.outcome import APART, Outcome, Passage, Place

_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
    "/GoTo3DView",
}
_ANNOTATIONS = {
    "/FileAttachment": Why.EMBEDDED,
    "/Movie": Why.FILM,
    "/Sound": Why.FILM,
    "/Screen": Why.FILM,
    "/RichMedia": Why.FILM,
    "/3D": Why.FILM,
}
_FILES = ("/EmbeddedFiles", "/EmbeddedFile", "/EF")
_WORDS = ("/Contents", "/V", "/DV", "/T", "/TU", "/Alt", "/ActualText", "/E", "/Title", "/RC", "/Subj", "/CA", "/Lbl")
_LEFT_OUT = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
# Where every reader looks for it; without, one would search the whole file backwards.
_END, _END_WITHIN = b"%%EOF", 1_100
_BETWEEN = f"\n{APART}\n"
_LINK = re.compile(r"(?:https?://|mailto:|#|[\w.-]+\.\w{2,}(?:/|$))", re.IGNORECASE)
_LIMITS = Configuration(
    array_maximum_element_count=limits.PDF_OBJECTS,
    zlib_maximum_output_length=limits.PDF_STREAM_BYTES,
    lzw_maximum_output_length=limits.PDF_STREAM_BYTES,
    run_length_maximum_output_length=limits.PDF_STREAM_BYTES,
    jbig2_maximum_output_length=limits.PDF_STREAM_BYTES,
    brotli_maximum_output_length=limits.PDF_STREAM_BYTES,
    array_based_stream_maximum_output_length=limits.PDF_STREAM_BYTES,
    stream_decoding_work_maximum_length=4 * limits.PDF_STREAM_BYTES,
    page_tree_maximum_entries=10 * limits.PAGES,
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)

# A broken file would be told about line by line.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def disarm(content: bytes) -> Outcome:
    """The file without authors and other notes about it, and the words of each page. Raises Fault."""
    if _END not in content[-_END_WITHIN:]:
        raise Fault(Why.BROKEN)
    with apply_configuration(_LIMITS):
        try:
            reader = PdfReader(io.BytesIO(content), strict=False)
        except (FileNotDecryptedError, DependencyError, NotImplementedError):
            raise Fault(Why.LOCKED) from None
        return _disarmed(reader)


def _disarmed(reader: PdfReader) -> Outcome:
    if reader.is_encrypted:
        raise Fault(Why.LOCKED)
    if len(reader.pages) > limits.PAGES:
        raise Fault(Why.PAGES)
    if not reader.pages:
        raise Fault(Why.BROKEN)
    writer = PdfWriter(clone_from=reader)
    said = list(_judged(writer))
    passages = [*_about(reader), *_pages(writer), Passage(Place.ELSEWHERE, _BETWEEN.join(said))]
    if sum(len(passage.text) for passage in passages) > limits.CHARACTERS:
        raise Fault(Why.WORDS)
    written = io.BytesIO()
    _call(writer, reader)
    writer.write(written)
    return Outcome(written.getvalue(), passages)


def _judged(writer: PdfWriter) -> Iterator[str]:
    """What the objects say that stands on no page. Raises Fault for one that does more than show."""
    objects = writer._objects  # noqa: SLF001 -- all that will be written, whatever leads to it
    if len(objects) > limits.PDF_OBJECTS:
        raise Fault(Why.TOO_MUCH)
    for number, found in enumerate(objects):
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/Metadata":
            objects[number] = NullObject()
            continue
        waiting: list[Any] = [found]
        while waiting:
            one = waiting.pop()
            if isinstance(one, DictionaryObject):
                yield from _judged_alone(one)
                waiting += one.values()
            elif isinstance(one, ArrayObject):
                waiting += one


def _judged_alone(found: DictionaryObject) -> Iterator[str]:
    _require_harmless(found)
    for key in _LEFT_OUT:
        found.pop(NameObject(key), None)
    if isinstance(found, StreamObject):
        _clean_picture(found)
    if "/URI" in found and not _LINK.match(str(found["/URI"])):
        found[NameObject("/URI")] = TextStringObject("about:blank")
    for key in _WORDS:
        value = found.get(key)
        if isinstance(value, str) and not isinstance(value, NameObject) and value.strip():
            yield str(value)


def _require_harmless(found: DictionaryObject) -> None:
    action, subtype = found.get("/S"), found.get("/Subtype")
    if action in _ACTIONS or "/JS" in found or "/JavaScript" in found or "/XFA" in found:
        raise Fault(Why.ACTIVE, str(action or ""))
    if any(key in found for key in _FILES):
        raise Fault(Why.EMBEDDED)
    if subtype in _ANNOTATIONS:
        raise Fault(_ANNOTATIONS[str(subtype)])


def _clean_picture(stream: StreamObject) -> None:
    """Photographs on a page without what the camera wrote beside them; none that would fill the memory of a reader."""
    if stream.get("/Subtype") == "/Image":
        width, height = (int(stream.get(key, 0)) for key in ("/Width", "/Height"))
        if width * height > limits.PDF_PIXELS:
            raise Fault(Why.PIXELS)
    if stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        stream._data = metadata.without(stream._data)  # noqa: SLF001 -- as packed; decoding would repaint it


def _pages(writer: PdfWriter) -> Iterator[Passage]:
    for number, page in enumerate(writer.pages, start=1):
        if text := page.extract_text():
            yield Passage(Place.PAGE, text, number)


def _about(reader: PdfReader) -> Iterator[Passage]:
    """Title, author, keywords: words too, even where they are not kept."""
    said = [str(value) for value in (reader.metadata or {}).values() if isinstance(value, str)]
    yield Passage(Place.PROPERTIES, _BETWEEN.join(said))


def _call(writer: PdfWriter, reader: PdfReader) -> None:
    """Of what it says of itself stay the version, and the title, which a screen reader says first."""
    title = reader.metadata.title if reader.metadata else None
    writer.metadata = None
    writer.pdf_header = reader.pdf_header
    if title:
        writer.add_metadata({"/Title": title})
