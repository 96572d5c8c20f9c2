"""The demo's agreements that were made outside a meeting room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pejl.agreements import operations
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer


def agree(
    told: Mapping[str, Any], *, about: Pointer | None, people: Mapping[str, Person], due_on: date, now: datetime
) -> None:
    """What somebody promises to have ready, written down by themselves or by a colleague."""
    owner, by = people[told["owner"]], people[told["by"]]
    operations.agree(what=told["what"], owner=owner, due_on=due_on, source=about, by=by, now=now)
