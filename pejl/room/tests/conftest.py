"""More people, and a meeting that two of them lead: Anna and Dorte lead, Bo takes part, Emil does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.utils import translation

from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings.models import AgendaItem
from pejl.room.tests.factories import Evening, an_evening, begun
from tests.people import person_in


@pytest.fixture
def dorte(space: Space) -> Person:
    """Leads together with Anna."""
    return person_in(space, "Dorte Dam", "dorte@nordager.example")


@pytest.fixture
def emil(space: Space) -> Person:
    """A colleague who is not in the meeting."""
    return person_in(space, "Emil Eg", "emil@nordager.example")


@pytest.fixture
def evening(anna: Person, bo: Person, dorte: Person, now: datetime) -> Evening:
    """An announced meeting; Bo sits in the first group."""
    return an_evening(anna, now=now, people=[bo], seated=([bo], []), other_leaders=[dorte])


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(as_: Callable[[Person], Client]) -> Callable[[Person], Client]:
    """A browser of somebody who reads English."""

    def client_of(person: Person) -> Client:
        person.account.language = "en"
        person.account.save(update_fields=["language"])
        return as_(person)

    return client_of


@pytest.fixture
def plenary(evening: Evening, anna: Person, now: datetime) -> AgendaItem:
    """The plenary's board, open."""
    return begun(evening, evening.plenary, by=anna, now=now)
