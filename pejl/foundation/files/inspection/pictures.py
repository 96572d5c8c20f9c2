"""Pictures are painted anew: what is no part of the picture is gone, whatever it was."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.outcome import Outcome

_FORMATS: dict[Kind, Any] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
}
_SAVING: dict[Kind, dict[str, object]] = {
    Kind.JPEG: {"quality": 88, "optimize": True},
    Kind.PNG: {"compress_level": 6},
    Kind.WEBP: {"quality": 88, "method": 2},
}
# All that saving, and reading a camera's notes, would import the first time.
Image.preinit()
TiffImagePlugin.ImageFileDirectory_v2()
Image.MAX_IMAGE_PIXELS = limits.PIXELS
_WITH_HOLES = ("RGBA", "LA", "PA", "La", "RGBa")


def disarm(content: bytes, kind: Kind) -> Outcome:
    """The same picture, the right way up, at most ``LONGEST_SIDE`` pixels long, without anything beside it.

    Of a moving one the first picture. Raises Fault for too many pixels (read from its head, before any is
    unpacked) and for what is no such picture.
    """
    try:
        with _FORMATS[kind](io.BytesIO(content)) as picture:
            if picture.width * picture.height > limits.PIXELS:
                raise Fault(Why.PIXELS)
            painted = _painted(picture)
            return Outcome(_written(painted, kind), measures=painted.size)
    except Image.DecompressionBombError:
        raise Fault(Why.PIXELS) from None


def _painted(picture: Image.Image) -> Image.Image:
    side = limits.LONGEST_SIDE
    # A large photograph (JPEG) is unpacked at a half or a quarter at once, not whole.
    picture.draft("RGB", (side, side))
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((side, side), Image.Resampling.LANCZOS)
    return turned


def _written(picture: Image.Image, kind: Kind) -> bytes:
    plain = _plain(picture, kind)
    plain.info = {}
    written = io.BytesIO()
    plain.save(written, kind.value, **_SAVING[kind])
    return written.getvalue()


def _plain(picture: Image.Image, kind: Kind) -> Image.Image:
    """In the one mode for its kind: palettes, 16 bits and printers' colours become what a screen shows."""
    if picture.mode in ("L", "RGB"):
        return picture
    has_holes = picture.mode in _WITH_HOLES or "transparency" in picture.info
    return picture.convert("RGBA" if has_holes and kind is not Kind.JPEG else "RGB")
