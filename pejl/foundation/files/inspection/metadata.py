"""Pictures inside other files, without what the camera and its owner wrote beside the picture.

Nothing is decoded: in JPEG and PNG these notes are pieces of their own, which are left out. The way up is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from pejl.foundation.files.inspection.faults import Fault, Why

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
# Comments and application segments but JFIF (0), the colour profile (2) and Adobe's colour transform (14).
_NOTES = {0xFE, 0xE1, *range(0xE3, 0xEE), 0xEF}
_SCAN = 0xDA
_CHUNKS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_ORIENTATION = 0x0112


def without(content: bytes) -> bytes:
    """The same picture without notes; other kinds than JPEG and PNG as they are. Raises Fault for a broken one."""
    try:
        if content.startswith(_JPEG):
            return _jpeg(content)
        return b"".join([_PNG, *_chunks(content)]) if content.startswith(_PNG) else content
    except (struct.error, IndexError):
        raise Fault(Why.BROKEN) from None


def _jpeg(content: bytes) -> bytes:
    kept, at = [_JPEG], 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise Fault(Why.BROKEN)
        marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if marker == _SCAN:
            return b"".join([*kept, content[at : content.rfind(b"\xff\xd9") + 2 or None]])
        if marker not in _NOTES:
            kept.append(segment)
        elif marker == 0xE1 and (turned := _orientation(segment[4:])) > 1:
            kept.append(_turned(turned))
        at += 2 + length


def _orientation(exif: bytes) -> int:
    """Which way up, 1 to 8; 1 where it does not say."""
    if not exif.startswith(b"Exif\0\0") or exif[6:8] not in (b"II", b"MM"):
        return 1
    order = "<" if exif[6:8] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 10)
        (count,) = struct.unpack_from(f"{order}H", exif, 6 + first)
        for number in range(min(count, 100)):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", exif, 8 + first + 12 * number)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 1


def _turned(orientation: int) -> bytes:
    """A segment that says which way up, and nothing else."""
    body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise Fault(Why.BROKEN)
        if name not in _CHUNKS:
            yield chunk
        if name == b"IEND":
            return
        at += 12 + length
