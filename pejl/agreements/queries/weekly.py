"""What is said once a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from pejl.agreements.models import Agreement, LearningGoal, NoDigest
from pejl.foundation.tenancy.models import Person

SOON = timedelta(days=7)


@dataclass
class Digest:
    """What lies open for one person, and nothing of anybody else's."""

    person: Person
    due: list[Agreement] = field(default_factory=list)
    offered: list[Agreement] = field(default_factory=list)
    goals: list[LearningGoal] = field(default_factory=list)


def digests(today: date) -> Iterator[Digest]:
    """Everybody who is here, wants it and has something: late or due within a week, offered, or to be answered."""
    found: dict[Person, Digest] = {}

    def of(person: Person) -> Digest:
        return found.setdefault(person, Digest(person))

    for one in _open().filter(due_on__lte=today + SOON).by_due_day():
        of(one.owner).due.append(one)
    for one in _open().exclude(offered_to=None).by_due_day():
        of(one.offered_to).offered.append(one)
    for goal in LearningGoal.objects.filter(ask_on__lte=today).select_related("person__account").order_by("ask_on"):
        of(goal.person).goals.append(goal)
    unwanted = set(NoDigest.objects.values_list("person", flat=True))
    return (one for person, one in found.items() if person.left_on is None and person.pk not in unwanted)


def is_anything_open() -> bool:
    """Whether anything lies open that a later week may have to say."""
    waits = Agreement.objects.open().filter(~Q(due_on=None) | ~Q(offered_to=None))
    return waits.exists() or LearningGoal.objects.exclude(ask_on=None).exists()


def wants_digest(person: Person) -> bool:
    """Whether the weekly message is sent to the person."""
    return not NoDigest.objects.visible_to(person).exists()


def _open() -> Any:
    return Agreement.objects.open().select_related("owner__account", "offered_to__account")
