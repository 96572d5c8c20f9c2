"""Square codes: what a camera sees is what was meant."""

from __future__ import annotations

import re

import qrcode

from pejl.foundation.formats.squares import square


def test_square_draws_every_dark_point_once() -> None:
    text = "https://pejl.nordager.example/f/CDFGHJKM/"
    path, size = square(text)
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)]
    drawn = [(x + step, y) for x, y, wide in [(run[0], run[1], run[2]) for run in runs] for step in range(wide)]
    assert (size, len(drawn), set(drawn)) == (len(code.get_matrix()), len(dark), dark)
