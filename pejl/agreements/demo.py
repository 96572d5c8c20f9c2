"""The demo's agreements that were made outside a meeting room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pejl.agreements import operations
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

# who wrote it down, whose it is, what
BEFORE_THE_MEETING = (
    ("leyla", "rune", "Sende to korte eksempler til mødelederne, så de kan lægge spørgsmålene til grupperne"),
    ("amina", "johan", "Sende en halv side om, hvad forskningen siger om overgange mellem to fagligheder"),
)


def agree_before(*, meeting: Pointer, people: Mapping[str, Person], due_on: date, now: datetime) -> None:
    """What two people have promised to have ready for a meeting."""
    for writer, owner, what in BEFORE_THE_MEETING:
        operations.agree(what=what, owner=people[owner], due_on=due_on, source=meeting, by=people[writer], now=now)
