"""Everything that is a CPR number is found, nothing else is, and nothing said about it repeats it."""

from __future__ import annotations

import contextlib
import gc
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.privacy import cpr
from pejl.foundation.privacy.tests.spellings import LABELS, Number, number, said, written
from pejl.foundation.refusals import Invalid

AROUND = (
    "{}", "({})", "»{}«", "Borgeren har {} og er sygemeldt.", "Nr. {}.", "kl. 12.45-14.30: {}, se § 7",
    "é{}ø", "\n{}\n", "1) {}", "Født\t{}\tOdder", '{{"a": "{}"}}', "<p>{}</p>", "uge 47: {} (LAB § 42)",
)  # fmt: skip
SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
# What numbers are made of, so that chance meets the borders of the rules.
DIGITS_AND_MARKS = st.text(
    alphabet="0123456789" * 3 + "0171 -./\n\t|:;,()xX*#&<>%2D_cprCPR\u00a0\u200b\u00ad–٣７²æ", max_size=60
)


def digits_of(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def sentence_about(text: str) -> str:
    with pytest.raises(cpr.CprFound) as refused:
        cpr.refuse(text)
    return refused.value.message


def test_every_spelling_is_found() -> None:
    chance = random.Random(20261122)
    missed, tried = [], 0
    while tried < 20_000:
        one = number(chance)
        for spelling in (*(chance.choice(AROUND).format(text) for text in written(one)), *said(one)):
            tried += 1
            if not cpr.find(spelling):
                missed.append(spelling.translate(str.maketrans("0123456789", "9" * 10)))
    assert missed == []


@pytest.mark.parametrize("around", ["Borgeren har {} og er sygemeldt", "é {} ø", "<p>{}</p>"])
def test_what_is_found_is_the_whole_number_and_nothing_more(around: str) -> None:
    one = number(random.Random(1), replacement=True)
    before, after = around.split("{}")
    for between in ("-", " – ", "&ndash;", "\u00ad", "", "</td> <td>"):
        text = around.format(f"{one.date}{between}{one.serial}")
        (found,) = cpr.find(text)
        assert (text[: found.start], text[found.end :]) == (before, after)


def test_remove_leaves_no_digit_of_any_spelling() -> None:
    one = number(random.Random(2), replacement=True)
    for spelling in (*written(one), *said(one)):
        left = cpr.remove(f"Borgeren har {spelling} og er sygemeldt")
        assert cpr.find(left) == []
        assert len(digits_of(left)) <= 1, spelling  # the 2 of «v2.pdf»


@pytest.mark.parametrize("label", LABELS)
def test_numbers_without_separator_pass_when_labelled_as_something_else(label: str) -> None:
    chance = random.Random(label)
    between = "" if label.endswith(("+", "/")) else " "
    for _ in range(20):
        first, second = number(chance).glued, number(chance).glued
        assert cpr.find(f"Se {label}{between}{first}.") == []
        assert cpr.find(f"Se {label}{between}{first}, {second} og {number(chance).glued}.") == []


def test_a_label_does_not_save_a_number_with_a_separator() -> None:
    one = number(random.Random(3))
    for label in LABELS:
        assert cpr.find(f"{label} {one.date}-{one.serial}")


def test_a_label_further_away_does_not_save_a_number() -> None:
    one = number(random.Random(4))
    for text in (
        "Dokumentet om {}",
        "Fakturaen fra borgeren {}",
        "konto oprettet for {}",
        "ring på telefon til {}",
        "sag {}",
    ):
        assert cpr.find(text.format(one.glued)), text


LOOK_ALIKES = [
    "727-2011-53", "727-2013-9: Virksomhedspraktik", "Sagsnr.: 13/25675", "KLE 15.20.00-P20-1-24",
    "j.nr. 2012-12-1234", "2010-12-1500", "Tlf. 72 22 34 75", "Telefon: 7222 3475", "+45 71 10 34 57",
    "0045 7110 3457", "Tlf. 30 11 12 70, 8300 Odder", "30 11 12 70 8300 Odder", "30111270",
    "CVR 12 10 15 12", "CVR-nr. 12101512", "EAN 5798009811578", "57 98 00 98 11 57 8",
    "IBAN DK50 0040 0440 1162 43", "DK8910121512345678", "Reg.nr. 1234 kontonr. 7112151234",
    "konto 1234 7112151234", "konto 1234-7112151234", "04.03.2015 kl. 12.45", "04.03.2015 12.45",
    "den 04.03.2015, 1500 borgere", "den 04.03.2015. 1500 borgere", "Odder, 04.03.2015\n8300 Odder",
    "Født 04.03.1970, 8300 Odder", "01.02.2024-03.04.2024", "01.02.2024 - 03.04.2024", "01.02.24-03.04.24",
    "010224-030424", "01022024-03042024", "d. 1/2-2024 til 3/4-2024", "kl. 12.45-14.30", "1245-1430",
    "kl. 12.10-12.15", "uge 10-12 2015", "uge 47 og 48, 2026", "LBK nr. 280 af 01/03/2024",
    "LBK nr. 1004 af 30/06/2025 § 12", "BEK nr. 1012 af 15/12/2020", "LOV nr. 1750 af 29/12/2025",
    "LAB § 42, stk. 1, nr. 2", "1.012.151.234,50 kr.", "12.101.512 kr.", "101.512 kr.", "1012151212345678",
    "1012 1512 1234 5678", "101215123", "10121512345", "31.02.15-1234", "3113151234", "7113151234",
    "2026-11-22T12:45:10.123456+01:00", "2010-12-15 1234", "20101215_1234.pdf", "192.168.10.12",
    "10.12.15.123", "v. 2.10.15", "ISBN 978-87-12-34567-8", "mål 2.1, 10, 12 og 15 af 1234",
    "§ 10, 12 og 15", "s. 10-12", "10-12-15", "123e4567-e89b-12d3-a456-426614174000",
    "a1012151-2345-4abc-8def-101215123456", "9f8e7d6c5b4a7112151234c0ffee0123456789ab", "50 % af 1234",
    "2,5 - 3,75", "12:45:10", "300 timer", "nr. 12345678", "0000000000", "9999999999", "+1 212 555 1234",
]  # fmt: skip


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_pass(text: str) -> None:
    assert cpr.find(text) == []
    assert cpr.find(f"Det fremgår af notatet ({text}), at mødet er holdt.") == []


def test_ordinary_sentences_pass() -> None:
    assert len(SENTENCES) >= 150
    assert all(any(char.isdigit() for char in sentence) for sentence in SENTENCES)
    assert [sentence for sentence in SENTENCES if cpr.find(sentence)] == []
    # Also where a sentence ends and the next begins, and as one long document.
    assert cpr.find(" ".join(SENTENCES)) == cpr.find("\n".join(SENTENCES)) == []


@pytest.mark.parametrize("day", ["00", "32", "60", "92", "99"])
def test_what_can_be_no_day_passes(day: str) -> None:
    assert cpr.find(f"{day}0101-1234") == []


@pytest.mark.parametrize(
    ("day", "month"), [("91", "04"), ("91", "11"), ("90", "02"), ("91", "02"), ("71", "13"), ("71", "00")]
)
def test_what_the_month_does_not_have_passes(day: str, month: str) -> None:
    assert cpr.find(f"{day}{month}01-1234") == []


def test_the_29th_of_february_is_a_day_of_any_year() -> None:
    assert cpr.find("890201-1234")


def test_an_impossible_date_does_not_hide_the_number_inside_it() -> None:
    assert [(found.start, found.end) for found in cpr.find("91 02 71 0101-1234")] == [(6, 18)]


def test_the_sentence_says_what_and_where_and_never_the_number() -> None:
    with pytest.raises(cpr.CprFound) as refused:
        cpr.refuse("Jeg ringede, for borgeren har 710101-1234 og bor i Odder.", field="need")
    assert refused.value.message == (
        "There seems to be a CPR number after the words “ringede, for borgeren har”. "
        "Write without it: Pejl never keeps CPR numbers."
    )
    assert (refused.value.code, refused.value.field, refused.value.http_status) == ("cpr", "need", 422)
    assert refused.value.first.where == "ringede, for borgeren har … og bor i Odder."


def test_the_sentence_names_the_words_after_a_number_that_comes_first() -> None:
    assert "before the words “er sygemeldt”" in sentence_about("710101-1234 er sygemeldt")
    assert sentence_about("710101-1234").startswith("This seems to be a CPR number.")
    assert "There are 2 in all." in sentence_about("fra 710101-1234 til 710102-1234")


def test_no_sentence_holds_any_number() -> None:
    chance = random.Random(5)
    for spelling in written(number(chance)):
        text = f"{chance.choice(list(said(number(chance))))} og {spelling} samt {number(chance).glued}"
        assert cpr.find(sentence_about(text)) == []
        assert [one.where for one in cpr.find(text) if cpr.find(one.where)] == []


def test_words_that_look_like_a_number_when_taken_alone_are_not_repeated() -> None:
    (found,) = cpr.find("710130xxxx7101011234 nu")
    assert (found.before, found.after) == ("", "nu")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("710101-1234", "content"),
        ({"blocks": [{"text": "fint"}, {"text": "har 710101-1234"}]}, "content.blocks.1.text"),
        ({"a": {"har 710101-1234": 1}}, "content.a"),
        ({"a": [1, None, True, 7101011234]}, "content.a.3"),
        ({"a": 101011234}, None),
        ((1.5, 7101011234.0), "content.1"),
    ],
)
def test_refuse_in_names_the_place(content: object, place: str | None) -> None:
    if place is None:
        # A leading zero is lost in a number: made here, because day + 60 has none to lose.
        one = Number("0" + str(random.Random(6).randrange(1, 9)), "01", "1901", "1234")
        content, place = {"a": int(one.glued)}, "content.a"
    with pytest.raises(cpr.CprFound) as refused:
        cpr.refuse_in(content, field="content")
    assert refused.value.field == place


@pytest.mark.parametrize(
    "content", [None, True, 12, 10**400, -1.5, float("nan"), float("inf"), [], {}, {"a": ["P-nr. 7101011234"]}]
)
def test_refuse_in_lets_other_content_pass(content: object) -> None:
    cpr.refuse_in(content)


def test_refuse_in_refuses_endless_nesting() -> None:
    content: list[object] = []
    for _ in range(5_000):
        content = [content]
    with pytest.raises(Invalid):
        cpr.refuse_in(content)


@given(st.one_of(DIGITS_AND_MARKS, st.text()))
def test_any_text_is_read_and_can_be_cleaned(text: str) -> None:
    found = cpr.find(text)
    ends = [0, *(edge for one in found for edge in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)
    assert [one.where for one in found if cpr.find(one.where)] == []
    assert not found or cpr.find(sentence_about(text)) == []
    cleaned = cpr.remove(text)
    assert cpr.find(cleaned) == []
    assert (cleaned == text) == (not found)


@given(
    st.text(alphabet="abcæøå .,\n", max_size=40), st.integers(0, 10**9), st.text(alphabet="abcæøå .,\n", max_size=40)
)
def test_any_number_is_found_between_any_words(before: str, seed: int, after: str) -> None:
    one = number(random.Random(seed))
    assert cpr.find(f"{before}{one.date}-{one.serial}{after}")


@pytest.mark.endure  # measures time, which an ordinary test run must not depend on
@pytest.mark.parametrize(
    "piece",
    [
        "Mødet er den 04.03.2015 kl. 12.45-14.30 i lokale 112. ", "1", "01", "71 01 01 ", "710101",
        "710101-1234 ", "7101011234 ", "710101-12345 ", "710101        ", "konto 7101011234 og ", "cpr ",
        "cpr 7 1 0 1 ", "&", "&amp;", "&#", "<", "<a", "<a ", "<b> ", "</td> ", "1%2D", "\u200b", "1\u200b",
        "\\-", "710101-xxx", "x", "p-nr ", "1 og ", "æøå–é ",
        "123e4567-e89b-12d3-a456-426614174000 710101-1234 ", "0123456789abcdef",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        return min(_timed(text) for _ in range(3))

    # Eight times the text: linear is 8, quadratic 64.
    assert seconds(80_000) < 24 * max(seconds(10_000), 0.0005)


def _timed(text: str) -> float:
    gc.collect()
    gc.disable()  # a collection walks the whole test run's objects, which are not the text's
    try:
        start = time.process_time()
        with contextlib.suppress(cpr.CprFound):
            cpr.refuse(text)
        return time.process_time() - start
    finally:
        gc.enable()
