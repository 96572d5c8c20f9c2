"""A kept picture as a paper takes it: JPEG or PNG, and no larger than a printer can show."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from pejl.foundation.files import queries
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile

#: 300 points to the inch over the whole width of a sheet.
LONGEST_SIDE = 2_000

_FORMATS: dict[Kind, Any] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
}


@dataclass(frozen=True)
class Printed:
    """A picture for a paper; ``kind`` is JPEG or PNG, ``width`` and ``height`` are pixels."""

    content: bytes
    kind: Kind
    width: int
    height: int


def printed(file: KeptFile) -> Printed:
    """The picture for a paper. Raises ValueError for any other kind of file.

    Here alone a picture is read in this process: its bytes are those that our own inspection painted, never those that
    were sent, and ``queries.whole`` refuses them where they are not.
    """
    if not file.is_picture:
        raise ValueError(f"A {file.kind} is not printed.")
    content, kind = queries.whole(file), Kind(file.kind)
    with _FORMATS[kind](io.BytesIO(content)) as picture:
        if kind is not Kind.WEBP and max(picture.size) <= LONGEST_SIDE:
            return Printed(content, kind, *picture.size)
        return _repainted(picture, kind)


def _repainted(picture: Image.Image, kind: Kind) -> Printed:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    painted = picture.copy()
    painted.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    as_kind = Kind.PNG if kind is Kind.PNG or painted.mode == "RGBA" else Kind.JPEG
    written = io.BytesIO()
    painted.save(written, as_kind.value, **({"quality": 88} if as_kind is Kind.JPEG else {"compress_level": 6}))
    return Printed(written.getvalue(), as_kind, *painted.size)
