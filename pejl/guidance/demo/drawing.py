"""What the demo's authors drew on a board, painted when the demo is made: steps in time, one beside the other."""

from __future__ import annotations

import io
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 620)
PAPER, INK, SEA, QUIET, SIGNAL = "#fbfaf5", "#1a2329", "#0b4a6f", "#55626b", "#b8232b"
_FONT = files("fontpkg_ibm_plex_sans") / "files" / "IBMPlexSans[wdth,wght].ttf"
_MARGIN, _FIRST, _STEP, _LINE, _DOT = 70, 170, 315, 250, 22


def board(told: Mapping[str, Any]) -> bytes:
    """The drawing as PNG, always the same bytes: ``title``, what is written ``below``, and up to five ``steps``, each
    with ``when``, ``what`` and whether it ``is_middle``.
    """
    painted = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(painted)
    pen.text((_MARGIN, 50), told["title"], font=_letters(50, 600), fill=SEA)
    pen.line((_FIRST, _LINE, _FIRST + _STEP * (len(told["steps"]) - 1), _LINE), fill=SEA, width=6)
    for number, step in enumerate(told["steps"]):
        _draw(pen, _FIRST + number * _STEP, step)
    pen.line((_MARGIN, 480, SIZE[0] - _MARGIN, 480), fill=QUIET, width=2)
    pen.text((_MARGIN, 510), told["below"], font=_letters(32), fill=INK)
    written = io.BytesIO()
    painted.save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw(pen: ImageDraw.ImageDraw, across: int, step: Mapping[str, Any]) -> None:
    is_middle = step.get("is_middle", False)
    dot = (across - _DOT, _LINE - _DOT, across + _DOT, _LINE + _DOT)
    pen.ellipse(dot, fill=SIGNAL if is_middle else PAPER, outline=SIGNAL if is_middle else SEA, width=6)
    pen.text((across, _LINE - 60), step["when"], font=_letters(30), fill=QUIET, anchor="mm")
    below = (across, _LINE + 50)
    pen.multiline_text(below, step["what"], font=_letters(34, 600), fill=INK, anchor="ma", align="center", spacing=10)


def _letters(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight, 100])
    return font
