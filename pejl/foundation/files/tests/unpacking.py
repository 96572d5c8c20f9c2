"""All bytes of a kept file, unpacked: where something is searched that may not be there."""

from __future__ import annotations

import io
import zipfile

from pypdf import PdfReader
from pypdf.generic import StreamObject


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file or slides."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(content: bytes) -> bytes:
    """The file, and what is packed in it."""
    if content.startswith(b"PK"):
        return b"\n".join(piece for name, part in parts_of(content).items() for piece in (name.encode(), part))
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        found = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
        packed = [one for one in found if isinstance(one, StreamObject) and "/DCT" not in str(one.get("/Filter"))]
        return b"\n".join([content, *(one.get_data() for one in packed)])
    return content
