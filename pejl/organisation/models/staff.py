"""What an import keeps in its ``rows``, ``changes`` and ``faults``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of a staff file, read and tidied: somebody belongs to a unit in a function.

    ``line`` is its number in the file. ``unit`` is the cell as it was written, a name or a path; ``leader`` is empty,
    LEADS, LEADS_NOT, or the name of whoever leads the unit.
    """

    line: int
    number: str
    name: str
    email: str
    unit: str
    function: str
    since: date | None
    until: date | None
    leader: str

    def kept(self) -> dict[str, Any]:
        """As JSON content."""
        return {**asdict(self), "since": _written(self.since), "until": _written(self.until)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> StaffRow:
        """The row that was kept."""
        return cls(**{**kept, "since": _read(kept["since"]), "until": _read(kept["until"])})


LEADS, LEADS_NOT = "+", "-"


class ChangeKind(models.TextChoices):
    """What a staff file changes, in the order in which it is shown."""

    NEW_UNIT = "new_unit", _("New units")
    NEW_FUNCTION = "new_function", _("New functions")
    NEW_PERSON = "new_person", _("New people")
    RETURNS = "returns", _("Come back")
    DETAILS = "details", _("New name, e-mail or staff number")
    BEGINS = "begins", _("New places")
    ENDS = "ends", _("Places that end")
    LEADS = "leads", _("New leaders")
    LEADS_NO_MORE = "leads_no_more", _("Lead no longer")
    LEAVES = "leaves", _("Stop working here")
    NOT_LISTED = "not_listed", _("Not in the file")
    IGNORED = "ignored", _("Not taken in")
    UNCHANGED = "unchanged", _("Unchanged")
    UNUSED = "unused", _("Columns that are not read")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a staff file changes: about whom or what, and how. ``line`` is None where no line asks for it.

    ``person`` is the id of whom NOT_LISTED is about, for the choice that ends it; UNCHANGED is about how many.
    """

    kind: str
    line: int | None
    about: str
    text: str = ""
    person: str = ""

    def kept(self) -> dict[str, Any]:
        """As JSON content."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in a sentence, and where: a line (None for the whole file) and a column's heading."""

    line: int | None
    column: str
    text: str

    def kept(self) -> dict[str, Any]:
        """As JSON content."""
        return asdict(self)


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
