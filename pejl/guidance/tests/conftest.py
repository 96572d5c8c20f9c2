"""Who approves in these tests."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation.tests.factories import an_administrator, an_approver
from tests.people import person_in


@pytest.fixture
def dorte(space: Space, now: datetime) -> Person:
    """Heads the department; her function approves guidance."""
    person = person_in(space, "Dorte Dahl", "dorte@nordager.example")
    an_approver(person, now)
    return person


@pytest.fixture
def guest(space: Space) -> Person:
    """A researcher from outside."""
    return person_in(space, "Ebbe Ek", "ebbe@example.org", is_guest=True)


@pytest.fixture
def keeper(space: Space, now: datetime) -> Person:
    """Looks after Pejl here."""
    return an_administrator(person_in(space, "Frida Falk", "frida@nordager.example"), now)
