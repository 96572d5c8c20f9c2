"""From a template and plain data to a PDF that reads aloud well and keeps for decades."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
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
    give the same bytes. The data travel beside the program as JSON, so no text in them can act as markup; pictures
    (``bytes`` in the data) as files beside it, gone as soon as it is done.
    """
    pictures: dict[str, bytes] = {}
    told = _without_pictures(data, pictures)
    if not pictures:
        return _set(str(TEMPLATES / f"{template}.typ"), TEMPLATES, told, language)
    sources = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
    with TemporaryDirectory() as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        return _set({"main.typ": sources.pop(f"{template}.typ"), **sources}, Path(folder), told, language)


def _set(program: Any, root: Path, data: object, language: str) -> bytes:
    """``program`` is the file of a template, or every source by its name; what it reads beside lies in ``root``."""
    try:
        return _compiled(program, root, cleaned(data), language)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compiled(program, root, cleaned(data, is_bare=True), language)


def _without_pictures(value: object, pictures: dict[str, bytes]) -> object:
    """The data with a name in the place of each picture, by which it is found in ``pictures``."""
    if isinstance(value, bytes):
        name = f"picture{len(pictures)}"
        pictures[name] = value
        return name
    if isinstance(value, Mapping):
        return {key: _without_pictures(inner, pictures) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_pictures(inner, pictures) for inner in value]
    return value


def _compiled(program: Any, root: Path, data: object, language: str) -> bytes:
    try:
        pdf = typst.compile(
            program,
            root=str(root),
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
