"""The keys follow their field, and both databases find and order by them alike."""

from __future__ import annotations

import random

import pytest
from django.apps import apps
from django.db import connection

from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.search.keys import search_key, sort_key

# Any model with both keys would do; persons are built on this room, not the other way round.
Person = apps.get_model("tenancy", "Person")
NAMES = [
    "1. hold", "2. hold", "10. hold", "Alberte Ø", "André Bo", "Anne-Marie Ås", "Bo Bæk", "Mette Üstün", "Mynte Ek",
    "Møller", "O’Brien", "Zenia", "Ægir", "Ærø", "Øjvind", "ØSTEN", "Aabenraa", "åge", "Åse", "Ольга",
]  # fmt: skip


@pytest.fixture
def people(space: object) -> None:
    Person.objects.all().delete()
    shuffled = random.Random(1).sample(NAMES, len(NAMES))
    Person.objects.bulk_create([Person(name=name) for name in shuffled])


def test_the_database_orders_as_danes_do(people: None) -> None:
    assert list(Person.objects.order_by("name_sort").values_list("name", flat=True)) == NAMES


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ØS", ["ØSTEN"]),
        ("øs", ["ØSTEN"]),
        ("åbenrå", ["Aabenraa"]),
        ("AAGE", ["åge"]),
        ("andre", ["André Bo"]),
        ("æ", ["Bo Bæk", "Ægir", "Ærø"]),
        ("ольга", ["Ольга"]),
        ("a%", []),
        ("ü_", []),
    ],
)
def test_the_database_finds_whatever_the_case(people: None, typed: str, names: list[str]) -> None:
    found = Person.objects.filter(name_search__contains=search_key(typed)).order_by("name_sort")
    assert list(found.values_list("name", flat=True)) == names


def test_keys_follow_when_a_row_is_saved_again(people: None) -> None:
    person = Person.objects.get(name="Zenia")
    person.name = "Åzenia"
    person.save()
    person.refresh_from_db()
    assert (person.name_search, person.name_sort) == (search_key("Åzenia"), sort_key("Åzenia"))


@pytest.mark.parametrize("field", [SearchKey(of="name"), SortKey(of="name")])
def test_a_key_is_rebuilt_from_its_migration(field: SearchKey | SortKey) -> None:
    _, path, args, kwargs = field.deconstruct()
    assert (path, args, kwargs) == (f"pejl.foundation.search.fields.{type(field).__name__}", [], {"of": "name"})
    assert type(field)(**kwargs).deconstruct()[1:] == field.deconstruct()[1:]
    assert (field.editable, field.blank, field.default) == (False, True, "")


def test_keys_are_compared_by_bytes(db: None) -> None:
    collation = {"postgresql": "C", "sqlite": "BINARY"}[connection.vendor]
    for name in ("name_search", "name_sort"):
        assert Person._meta.get_field(name).db_parameters(connection)["collation"] == collation
