"""Kinds of products: those a job centre begins with, and those it makes itself."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Kind

_FILE = Path(__file__).parents[1] / "data" / "kinds.json"


@cache
def standard_kinds() -> list[dict[str, Any]]:
    """What a new job centre starts with; data from then on, in the language of the job centre."""
    kinds: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return kinds


@transaction.atomic
def add_standard_kinds() -> list[Kind]:
    """The kinds of products that a new job centre starts with; those it has already are left as they are."""
    return [
        Kind.objects.get_or_create(name=kind["name"], defaults={key: kind[key] for key in kind if key != "name"})[0]
        for kind in standard_kinds()
    ]


def furnish(first: Person, *, by: Person | None, now: datetime) -> None:
    """Reaction to ``job_centre.opened``: products of every standard kind can be begun on the first day."""
    add_standard_kinds()
