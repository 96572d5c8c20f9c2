"""From a template and plain data to a PDF that reads aloud well and keeps for decades."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from pejl.foundation.papers import fonts
from pejl.foundation.papers.characters import cleaned

TEMPLATES = Path(__file__).parent / "templates"

# PDF/UA-1 is the accessibility standard, PDF/A-2a the archive's, which also keeps the structure. Typst checks both
# and refuses to write a file that breaks them.
STANDARDS: typst.PDFStandards = ["a-2a", "ua-1"]


def render(template: str, data: Mapping[str, Any], *, language: str) -> bytes:
    """The PDF of ``template`` (``guide`` or ``agenda``) filled with ``data`` (see ``sheets``).

    ``language`` is ``da`` or ``en``; it steers hyphenation and how a reader pronounces the page. The same arguments
    give the same bytes. The data travel beside the program as JSON, so no text in them can act as markup.
    """
    try:
        return _compiled(template, cleaned(data), language)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compiled(template, cleaned(data, is_bare=True), language)


def _compiled(template: str, data: object, language: str) -> bytes:
    try:
        pdf = typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=fonts.collection(),
            pdf_standards=STANDARDS,
            sys_inputs={"data": json.dumps(data, default=str), "language": language},
        )
    except BaseException as failure:
        # A panic in typst is no ordinary exception; left as it is, it would end the worker that asked for the paper.
        if type(failure).__name__ == "PanicException":
            raise RuntimeError("The paper could not be set.") from failure
        raise
    assert isinstance(pdf, bytes)
    return pdf
