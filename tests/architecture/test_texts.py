"""Texts to translate stand where the tool that gathers them finds them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PEJL = Path(__file__).parents[2] / "pejl"
SOURCES = sorted(path for path in PEJL.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PEJL)))
def test_no_text_to_translate_hides_in_an_f_string(path: Path) -> None:
    """Babel reads an f-string as one piece: what is inside would stay English, and no check would say so."""
    hidden = [
        f"{path.name}:{written.lineno}"
        for written in ast.walk(ast.parse(path.read_text()))
        if isinstance(written, ast.JoinedStr)
        for call in ast.walk(written)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT
    ]
    assert hidden == []
