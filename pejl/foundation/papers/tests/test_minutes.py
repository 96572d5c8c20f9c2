"""Minutes on paper: both files hold everything, read aloud well, and are deaf to markup in people's words."""

from __future__ import annotations

from datetime import date

import pytest

from pejl.foundation import papers
from pejl.foundation.papers import sheets
from pejl.foundation.papers.sheets import Chapter, Fact, Minutes, Noted, Passage, Times
from pejl.foundation.papers.tests import examples
from pejl.foundation.papers.tests.test_docx import ORDERS, elements, parts, texts
from pejl.foundation.papers.tests.test_docx import read as read_word
from pejl.foundation.papers.tests.test_rendering import MARKUP, read, structure, words

pytestmark = pytest.mark.once

CHAPTERS = (
    Chapter(
        heading="Dagsorden og tider",
        passages=[Passage(heading="Til stede", text="Anna Holm, Bo Kjær, Carla Friis")],
        times=Times(
            columns=("Punkt", "Planlagt", "Holdt"),
            rows=[("Rammesætning", "9.00–9.10, 10 min.", "9.02–9.14, 12 min."), ("Pause", "9.10–9.20", "udeladt")],
        ),
    ),
    Chapter(
        heading="Viden",
        passages=[
            Passage(heading="Gruppe 1"),
            Passage(heading="Hensyn", entries=[Noted(text="Skriv, hvad vi venter på")], is_minor=True),
            Passage(heading="Konkret eksempel", entries=[Noted(text="Ring\nførst")], is_minor=True),
        ],
    ),
    Chapter(
        heading="Hvem gør hvad hvornår",
        passages=[Passage(entries=[Noted(text="Tale med regionen", note="Anna Holm, senest 4. marts 2027")])],
    ),
    Chapter(heading="Hvordan det går videre", passages=[Passage(text="To skriver et udkast:\n- først reglen")]),
)


def minutes(**changes: object) -> Minutes:
    """The minutes of a learning meeting; ``changes`` replace fields."""
    agenda = examples.agenda()
    same = {name: getattr(agenda, name) for name in ("place", "title", "facts", "printed", "printed_on", "page")}
    return sheets.Minutes(**({**same, "kind": "Referat", "chapters": CHAPTERS} | changes))  # type: ignore[arg-type]


def pdf(**changes: object) -> bytes:
    return papers.render("minutes", minutes(**changes).data(), language="da")


def word(**changes: object) -> bytes:
    return papers.word(minutes(**changes), language="da")


def everything() -> list[str]:
    """Every text that the minutes hold."""
    told = [text for chapter in CHAPTERS for passage in chapter.passages for text in (passage.heading, passage.text)]
    told += [
        text for one in CHAPTERS for part in one.passages for entry in part.entries for text in (entry.text, entry.note)
    ]
    told += [text for chapter in CHAPTERS if chapter.times for row in chapter.times.rows for text in row]
    plain = [" ".join(text.split()).replace("- ", "") for text in [*told, *(one.heading for one in CHAPTERS)]]
    return [text for text in plain if text]


def test_both_files_hold_everything() -> None:
    in_word = " ".join(" ".join(texts(read_word(word()))).split())
    in_pdf = words(pdf()).replace("– ", "")
    for text in everything():
        assert text in in_word
        assert text in in_pdf


def test_pdf_is_tagged_and_its_headings_come_in_order() -> None:
    root = read(pdf()).root_object
    assert root["/Lang"] == "da-DK"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    found = [kind.lstrip("/") for kind in structure(pdf())]
    headings = [kind for kind in found if kind in ("H1", "H2", "H3")]
    assert headings == ["H1", "H2", "H1", "H2", "H3", "H3", "H1", "H1"]
    assert {"Table", "TH", "L", "LI"} <= set(found)


def test_word_has_headings_of_three_levels_and_the_times_in_a_table() -> None:
    document = read_word(word())
    by_style = [
        (str(one.style.name), one.text) for one in document.paragraphs if one.style and "eading" in one.style.name
    ]
    assert by_style[:5] == [
        ("Heading 1", "Dagsorden og tider"),
        ("Passage heading", "Til stede"),
        ("Heading 1", "Viden"),
        ("Passage heading", "Gruppe 1"),
        ("Minor heading", "Hensyn"),
    ]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Punkt", "Planlagt", "Holdt"]
    assert document.sections[0].header.paragraphs[0].text.startswith(minutes().title)


def test_word_has_its_children_in_the_standards_order() -> None:
    for element in elements(word()):
        order = ORDERS.get(element.tag.rpartition("}")[2])
        if order:
            names = [child.tag.rpartition("}")[2] for child in element]
            assert names == sorted(names, key=order.split().index)


def test_same_minutes_give_the_same_bytes() -> None:
    assert pdf() == pdf()
    assert parts(word()) == parts(word())


@pytest.mark.parametrize("text", [MARKUP, "ordentlighed " * 1500, "- punkt\n" * 2400, "שלום 12", "a\n\n- b\nc"])
def test_whatever_people_type_is_printed_as_typed(text: str) -> None:
    told = [
        Chapter(
            heading="Viden", passages=[Passage(heading=text[:90], text=text, entries=[Noted(text=text, note=text)])]
        )
    ]
    assert read(pdf(chapters=told)).pages
    first = text.split("\n", maxsplit=1)[0].removeprefix("- ").strip()
    assert first in " ".join(texts(read_word(word(chapters=told))))


def test_minutes_of_many_pages_have_their_title_on_each() -> None:
    long = [Chapter(heading=f"Afsnit {number}", passages=[Passage(text="Vi ringer. " * 200)]) for number in range(12)]
    pages = read(pdf(chapters=long, facts=[Fact(label="Dato", value="i dag")])).pages
    assert len(pages) > 2
    for page in pages[1:]:
        assert minutes().title in page.extract_text()
    assert minutes().printed_on == date(2026, 11, 22)
    assert minutes().printed.split(".")[0] in pages[-1].extract_text()
