"""What changed between two texts is told in words, and both texts can be read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.formats.wording import Change, Piece, pieces

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED
TEXT = st.text(alphabet="ab \nåø.", max_size=60)


def read(found: list[Piece], without: Change) -> str:
    return "".join(piece.text for piece in found if piece.change is not without)


def test_changed_word_stands_between_what_stayed() -> None:
    assert pieces("Ring til lægen først.", "Ring til arbejdsgiveren først.") == [
        Piece(SAME, "Ring til "),
        Piece(REMOVED, "lægen"),
        Piece(ADDED, "arbejdsgiveren"),
        Piece(SAME, " først."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [("", "", []), ("Nyt", "Nyt", [SAME]), ("", "Nyt", [ADDED]), ("Gammelt", "", [REMOVED])],
)
def test_nothing_and_everything(before: str, after: str, changes: list[Change]) -> None:
    assert [piece.change for piece in pieces(before, after)] == changes


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert (read(found, ADDED), read(found, REMOVED)) == (before, after)


def test_long_texts_are_compared_by_line_and_then_by_word() -> None:
    lines = [f"Linje {number} om praktik og skånehensyn og mere til." for number in range(400)]
    other = [*lines]
    other[200] = "Linje 200 om fleksjob og skånehensyn og mere til."
    before, after = "\n".join(lines), "\n".join(other)
    found = pieces(before, after)
    assert (read(found, ADDED), read(found, REMOVED)) == (before, after)
    assert [piece.text for piece in found if piece.change is not SAME] == ["praktik", "fleksjob"]
