from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.search.keys import search_key, sort_key


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ærø", "ÆRØ"),
        ("åbenrå", "Aabenraa"),
        ("AABENRÅ", "Åbenrå"),
        ("andre", "André"),
        ("lon", "Lòn"),
        ("lån", "LA\u030aN"),
        ("malmø", "Malmö"),
        ("anders  and", " Anders\u00a0And\n"),
        ("sygedagpenge", "ＳＹＧＥＤＡＧＰＥＮＧＥ"),
        ("strasse", "Straße"),
    ],
)
def test_search_key_joins_two_spellings(typed: str, written: str) -> None:
    assert search_key(typed) == search_key(written)


@pytest.mark.parametrize(
    ("one", "other"), [("lån", "lan"), ("må", "ma"), ("øre", "ore"), ("bær", "bar"), ("læge", "lægge")]
)
def test_search_key_keeps_danish_letters_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text())
def test_search_key_of_a_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(), st.text(alphabet="abcåæøABCÅÆØ éü", min_size=1))
def test_search_key_does_not_care_how_letters_are_composed(before: str, text: str) -> None:
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))


def test_sort_key_gives_the_danish_order() -> None:
    ordered = [
        "1. sal", "2. sal", "10. sal",
        "Alberte", "André", "Andrea", "Anne Marie", "Anneli", "Bo",
        "Mette", "Müller", "Mynte", "Møller",
        "Obel", "O’Brien", "Zenia", "Ægir", "Ærø", "Øjvind", "Østen", "Aabenraa", "Åge", "Aase", "Åse Marie",
    ]  # fmt: skip
    assert sorted(sorted(ordered), key=lambda name: sort_key(name).encode()) == ordered


def test_sort_key_does_not_care_about_case_or_punctuation() -> None:
    assert sort_key("»Team Øst« (Syd)") == sort_key("TEAM ØST, syd")


def test_sort_key_puts_other_alphabets_last() -> None:
    assert sort_key("Åse").encode() < sort_key("Ольга").encode()


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_sort_key_orders_numbers_by_size(one: int, other: int) -> None:
    assert (sort_key(f"Hold {one}") < sort_key(f"Hold {other}")) == (one < other)


@given(st.text(max_size=400))
def test_sort_key_has_a_length(text: str) -> None:
    assert len(sort_key(text)) <= 200
