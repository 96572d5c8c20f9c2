"""What is left of people's words when they go to paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.papers.characters import cleaned, printable

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ærø § 42, stk. 1 – »ja« 12,5 %", "Ærø § 42, stk. 1 – »ja« 12,5 %"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a b"),
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("\u202eabc\u202c\u2066d\u2069\u200e\u200f\ufeff", "abcd"),
        ("e\u0301", "é"),
        ("\U0001f44d", "\U0001f44d"),
        ("中\ue000\ud800", "\ufffd\ufffd\ufffd"),
        ("virksom\u00ad\u00ad\u00adhed", "virksom\u00adhed"),
        ("\u200b \u00ad\u200d", " "),
    ],
)
def test_printable(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_long_words_get_breaks_but_keep_their_letters() -> None:
    word = "virksomhedspraktik" * 5
    broken = printable(word)
    assert broken.replace("\u200b", "") == word
    assert max(map(len, broken.split("\u200b"))) <= 20


def test_ordinary_compounds_get_no_breaks() -> None:
    word = "rehabiliteringsplanens"
    assert printable(word) == word


def test_breaks_never_part_a_letter_from_its_marks() -> None:
    broken = printable("q\u0323" * 60)
    assert all(unicodedata.combining(part[0]) == 0 for part in broken.split("\u200b"))


def test_piles_of_marks_are_cut() -> None:
    assert printable("x" + "\u0301" * 500 + "y") == "x" + "\u0301" * 6 + "y"


def test_cleaned_reaches_every_text_and_leaves_the_rest() -> None:
    assert cleaned({"a": ["\x00b", {"c": ("d\x00",)}], "n": 3, "none": None}) == {
        "a": ["b", {"c": ["d"]}],
        "n": 3,
        "none": None,
    }


@given(st.text(alphabet=st.characters(), max_size=200))
def test_printable_has_nothing_that_steers(text: str) -> None:
    kept = printable(text)
    assert not [one for one in kept if unicodedata.category(one) in {"Cc", "Cs", "Co"} and one != "\n"]
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
