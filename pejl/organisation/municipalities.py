"""Denmark's municipalities by their official three-digit code (``data/municipalities.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "data" / "municipalities.csv"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: ``code`` is text of three digits, since some registers write a leading zero."""

    code: str
    name: str
    region: str


@cache
def by_code() -> Mapping[str, Municipality]:
    """All 98, by code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: Municipality(**row) for row in csv.DictReader(file)})
