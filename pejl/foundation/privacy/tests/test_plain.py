from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.privacy.plain import Plain

PIECES = st.lists(
    st.sampled_from(
        ["a", "7", " ", "-", "&ndash;", "&#55;", "\u200b", "<b>", "</td> ", "1%2D", "٣", "\r\n", "&", "<", "æ"]
    )
)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("７１０１０１", "710101"), ("٣", "3"), ("1²", "1²"), ("a–b—c\u2011d\u2212e", "a-b-c-d-e"),
        ("a\u00a0b\u2009c", "a b c"), ("7\u200b1\u00ad0", "710"),
        ("&#55;&nbsp;&amp;ndash;&unknown;", "7 -&unknown;"), ("1%2D2%20%E2%80%93x", "1-2 -x"), ("100%", "100%"),
        ("\\-", "-"), ("a</td>\n <td class='x'>b", "a b"), ("<a title='710101-1234'>", "<a title='710101-1234'>"),
        ("1 < 2 > 1", "1 < 2 > 1"), ("e\u0301", "e"), ("\r\n", "\n\n"), ("", ""),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(source: str, seen: str) -> None:
    assert Plain.of(source).text == seen


@given(PIECES)
def test_every_seen_character_knows_where_it_came_from(pieces: list[str]) -> None:
    source = "".join(pieces)
    plain = Plain.of(source)
    before = (0, 0)
    for position, char in enumerate(plain.text):
        start, stop = place = plain.source_span(position, position + 1)
        # An entity may stand for several characters: they share its place.
        assert place == before or before[1] <= start < stop <= len(source)
        assert char in Plain.of(source[max(0, start - 1) : stop]).text
        before = place
