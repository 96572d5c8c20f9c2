"""What can follow the direction, and who looks after it: these may say what it follows, beside those who lead."""

from __future__ import annotations

from datetime import date
from typing import Any

from pejl.direction.permissions import Keeper
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions as guidance
from pejl.meetings import permissions as meetings
from pejl.themes import permissions as themes


def decides_on_themes(person: Person, theme: Any, today: date) -> bool:
    """The members of a working group."""
    return themes.may_decide(person, today)


def plans_the_meeting(person: Person, meeting: Any, today: date) -> bool:
    """The leaders of the meeting, and whoever began it."""
    return meetings.plans(person, meeting)


def looks_after_the_product(person: Person, product: Any, today: date) -> bool:
    """Its authors, and whoever answers for it."""
    return guidance.may_start(person) and (guidance.may_write(person, product) or guidance.answers_for(person, product))


KEEPERS: dict[str, Keeper] = {
    "theme": decides_on_themes,
    "meeting": plans_the_meeting,
    "product": looks_after_the_product,
}
