"""The kinds of file that Pejl keeps, and how they are told apart."""

from __future__ import annotations

import re
from enum import StrEnum

from pejl.foundation.files.inspection.faults import Fault, Why


class Kind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    WORD = "docx"
    SLIDES = "pptx"
    TEXT = "txt"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it inside a page."""
        return self in PICTURES


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})

#: Which kind a name promises.
EXTENSIONS = {
    "pdf": Kind.PDF,
    "docx": Kind.WORD,
    "pptx": Kind.SLIDES,
    "txt": Kind.TEXT,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "png": Kind.PNG,
    "webp": Kind.WEBP,
}

_BEGINNINGS: tuple[tuple[bytes, Kind | Why], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Why.LOCKED),
)
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Other programs' files, and the controls that no text has.
_NOT_TEXT = re.compile(
    rb"\A(?:GIF8|MZ|\x7fELF|\{\\rtf|Rar!|7z\xbc\xaf|....ftyp)|[\x00-\x08\x0e-\x1a\x1c-\x1f]", re.DOTALL
)


def recognise(content: bytes, promised: Kind) -> None:
    """Raise Fault unless the content begins as the promised kind does."""
    for beginning, found in _BEGINNINGS:
        if content.startswith(beginning):
            if isinstance(found, Why):
                raise Fault(found)
            _agree(promised is found)
            return
    if content.startswith(_OFFICE):
        _agree(promised in (Kind.WORD, Kind.SLIDES))
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        _agree(promised is Kind.WEBP)
    else:
        _agree(promised is Kind.TEXT and _is_text(content))


def _is_text(content: bytes) -> bool:
    return content.startswith(_UTF16) or not _NOT_TEXT.search(content)


def _agree(is_so: bool) -> None:
    if not is_so:
        raise Fault(Why.OTHER_KIND)
