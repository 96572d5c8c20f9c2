"""Opens an archive only after its table of contents has been looked over; nothing is unpacked before."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why

_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_END_BYTES = 22
_LOCAL_HEADER_BYTES = 30
_NAME = re.compile(r"[^\x00-\x1f\x7f\\:]{1,240}")
# Archives, installers and other programs' documents; an Office file holds none of them, except as something embedded.
_NESTED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"BZh",
    b"\xfd7zXZ",
    b"MSCF",
    b"%PDF-",
    b"MZ",
)


class Archive:
    """An archive whose entries are few, plain, of different names, and not larger than the limits."""

    def __init__(self, content: bytes) -> None:
        """Raises Fault for anything that a word processor would not have made."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError):
            raise Fault(Why.BROKEN) from None
        _require_whole(content, self._zip)
        _require_few(self._zip.infolist(), len(content))
        for entry in self._zip.infolist():
            _require_plain(entry)
        _require_apart(self._zip.infolist())
        self.names = [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        """The part, unpacked: never more than its entry declares. Raises Fault where it is missing or damaged."""
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as part:
                content = part.read(entry.file_size + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
            raise Fault(Why.BROKEN) from None
        if len(content) != entry.file_size:
            raise Fault(Why.DECEPTIVE)
        if content.startswith(_NESTED):
            raise Fault(Why.EMBEDDED, name)
        return content


def _require_whole(content: bytes, archive: zipfile.ZipFile) -> None:
    """Nothing stands before the first entry or behind the end: there, another program would find another file."""
    end = content.rfind(b"PK\x05\x06")
    if archive.comment or end != len(content) - _END_BYTES:
        raise Fault(Why.DECEPTIVE)
    entries = archive.infolist()
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise Fault(Why.DECEPTIVE)


def _require_few(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.ENTRIES or unpacked > limits.UNPACKED_BYTES or unpacked > limits.UNPACKED_RATIO * packed:
        raise Fault(Why.UNPACKED)
    for entry in entries:
        swells = entry.file_size > limits.UNPACKED_RATIO * max(entry.compress_size, 1)
        if entry.file_size > limits.PART_BYTES or (swells and entry.file_size > limits.RATIO_COUNTS_FROM):
            raise Fault(Why.UNPACKED)
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise Fault(Why.DECEPTIVE)


def _require_plain(entry: zipfile.ZipInfo) -> None:
    """A name that stays inside, no link, no password, a packing that everybody knows."""
    if entry.flag_bits & _ENCRYPTED:
        raise Fault(Why.LOCKED)
    path = PurePosixPath(entry.filename)
    mode = entry.external_attr >> 16
    is_plain = _NAME.fullmatch(entry.filename) and entry.orig_filename == entry.filename
    is_link = stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
    if not is_plain or is_link or path.is_absolute() or ".." in path.parts:
        raise Fault(Why.DECEPTIVE)
    if entry.compress_type not in _STORED_OR_DEFLATED:
        raise Fault(Why.BROKEN)


def _require_apart(entries: list[zipfile.ZipInfo]) -> None:
    """No two entries share bytes: overlapping ones unpack to many times what they seem to be."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise Fault(Why.UNPACKED)
        end = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size
