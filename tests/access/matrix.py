"""Reading ``matrix.csv``: what is answered to whom."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.access.roles import ROLES

FILE = Path(__file__).with_name("matrix.csv")
COLUMNS = ("address", "method", "on", *ROLES, "note")

# What a cell can say. Wherever one is sent, 302 is the sign-in page and 303 another page.
ANSWERS: dict[int, str] = {
    200: "is answered",
    201: "makes it",
    202: "will be done",
    204: "is done, or there is nothing to tell",
    302: "is asked to sign in",
    303: "is done, and one is sent on",
    401: "is not signed in",
    403: "may not",
    404: "there is nothing here for this person",
    405: "does not take this method",
    409: "would be allowed, but not as things stand",
    422: "would be allowed, but not with this input",
}
GRANTED = frozenset({200, 201, 202, 204, 303, 409, 422})


@dataclass(frozen=True)
class Row:
    """One address and method in one situation, and the status that each role gets."""

    address: str
    method: str
    on: str
    expected: dict[str, int]
    note: str

    @property
    def key(self) -> str:
        """What the row is called in a test run."""
        return f"{self.method} {self.address} {self.on}".strip()

    @property
    def is_writing(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"

    def granted(self) -> list[str]:
        """The roles that get in."""
        return [role for role, status in self.expected.items() if status in GRANTED]


def rows() -> Iterator[Row]:
    """Every row, in the file's order. Raises ValueError for a cell that says nothing."""
    with FILE.open(newline="", encoding="utf-8") as file:
        table = csv.DictReader(file)
        if tuple(table.fieldnames or ()) != COLUMNS:
            raise ValueError(f"the columns of {FILE.name} must be {', '.join(COLUMNS)}")
        for line in table:
            expected = {role: int(line[role]) for role in ROLES}
            unknown = set(expected.values()) - set(ANSWERS)
            if unknown:
                raise ValueError(f"{line['method']} {line['address']}: no such answer {unknown}")
            yield Row(line["address"], line["method"], line["on"], expected, line["note"])


def line_of(address: str, method: str, on: str, seen: dict[str, int], note: str = "") -> str:
    """A row as it is written in the file."""
    return ",".join([address, method, on, *(str(seen[role]) for role in ROLES), f'"{note}"' if note else ""])
