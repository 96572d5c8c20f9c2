"""The same people in every test: Anna leads, Bo is in her team, Carla works in another job centre."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Account, Person, Space

NOW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)  # a Wednesday, 9.00 in Copenhagen


@pytest.fixture
def now() -> datetime:
    """The moment every test happens at."""
    return NOW


@pytest.fixture
def space(db: None) -> Iterator[Space]:
    """The job centre of the test, entered until its end."""
    space = operations.open_space(name="Jobcenter Nordager", now=NOW)
    with scopes.scope(space.pk):
        yield space


@pytest.fixture
def other_space(db: None) -> Space:
    """The neighbouring job centre, whose things nobody of the first may see."""
    return operations.open_space(name="Jobcenter Sønderskov", now=NOW)


def person_in(space: Space, name: str, email: str, *, is_guest: bool = False) -> Person:
    """A person with an account in a space."""
    account = Account.objects.create_user(email, None)
    with scopes.scope(space.pk):
        return operations.seat(name=name, account=account, is_guest=is_guest)


@pytest.fixture
def anna(space: Space) -> Person:
    """Leads."""
    return person_in(space, "Anna Ager", "anna@nordager.example")


@pytest.fixture
def bo(space: Space) -> Person:
    """Is in Anna's team."""
    return person_in(space, "Bo Bæk", "bo@nordager.example")


@pytest.fixture
def carla(other_space: Space) -> Person:
    """Works elsewhere."""
    return person_in(other_space, "Carla Çelik", "carla@soenderskov.example")


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser in which a person is logged in."""

    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of


@pytest.fixture
def api_as() -> Callable[[Person], Client]:
    """A program that carries a person's token."""

    def client_of(person: Person) -> Client:
        with scopes.scope(person.space_id):
            secret = operations.give_token(person=person, label="test", now=NOW)
        return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    return client_of
