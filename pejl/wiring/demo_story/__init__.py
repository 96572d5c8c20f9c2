"""The story of the demo: its texts as data, in a folder for each job centre, and when each of them happened."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HOME, NEIGHBOURS = "nordager", "soenderskov"
PLACES = (HOME, NEIGHBOURS)


@cache
def centre(place: str) -> dict[str, Any]:
    """A job centre: its units, functions, people and what they promised each other."""
    return _read(FOLDER / place / "centre.toml")


@cache
def parts(place: str, folder: str) -> dict[str, dict[str, Any]]:
    """What is told in a folder, each by the name of its file."""
    return {path.stem: _read(path) for path in sorted((FOLDER / place / folder).glob("*.toml"))}


def templates(place: str) -> list[dict[str, Any]]:
    """The agendas that a job centre has made for itself."""
    path = FOLDER / place / "templates.toml"
    return list(_read(path)["templates"]) if path.exists() else []


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
