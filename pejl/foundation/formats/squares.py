"""A text as a square code that a camera reads."""

from __future__ import annotations

from functools import lru_cache

import qrcode


@lru_cache(maxsize=256)
def square(text: str) -> tuple[str, int]:
    """The path of an SVG whose unit is one point of the code, and how many points it is wide; without its white rim."""
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    rows = code.get_matrix()
    lines = []
    for y, row in enumerate(rows):
        # A run of dark points is one rectangle: between two that touch, some screens draw a hair line.
        x = 0
        while x < len(row):
            wide = next((step for step, is_dark in enumerate(row[x:]) if not is_dark), len(row) - x)
            if wide:
                lines.append(f"M{x} {y}h{wide}v1h-{wide}z")
            x += wide + 1
    return "".join(lines), len(rows)
