"""The typefaces: what we say they can show is what typst can set."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from pejl.foundation.papers import fonts
from pejl.foundation.papers.characters import printable

pytestmark = pytest.mark.once

SOURCE = b"""
#set document(title: "Prove")
#set text(font: ("IBM Plex Serif", "IBM Plex Sans", "Noto Sans", "Noto Emoji"))
#sys.inputs.text
"""


def set_in_type(text: str) -> bytes | list[bytes] | None:
    return typst.compile(
        SOURCE, font_paths=fonts.collection(), pdf_standards=["a-2a", "ua-1"], sys_inputs={"text": text}
    )


def test_every_character_that_is_let_through_can_be_set() -> None:
    shown = [printable(chr(code), is_bare=True).strip() for code in sorted(fonts.characters())]
    alone = [one for one in shown if one]
    assert len(alone) > 7000
    assert set_in_type(" ".join(alone))


def test_what_the_fonts_lack_is_refused_by_typst_and_therefore_replaced() -> None:
    assert ord("中") not in fonts.characters()
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        set_in_type("中")


@pytest.mark.parametrize(
    "text", ["ÆØÅæøåÉéü§–»«·½", "0123456789,.%€", "≥≤→✓×÷±≈", "ŁłŞşĞğŐőĐđ", "Ελληνικά", "Українська"]
)
def test_what_danes_write_is_there(text: str) -> None:
    assert {ord(one) for one in text} <= fonts.characters()


def test_fonts_come_from_packages_alone() -> None:
    folders = {Path(folder) for folder in fonts.folders()}
    assert {Path(font.path).parent for font in fonts.collection().fonts() if font.path} == folders
    assert all(font.path for font in fonts.collection().fonts())
