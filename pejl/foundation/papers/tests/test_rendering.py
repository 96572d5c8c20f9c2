"""Papers: valid, readable aloud, the same every time, and deaf to markup in people's words."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from pejl.foundation import papers
from pejl.foundation.formats import richtext
from pejl.foundation.papers import rendering, sheets
from pejl.foundation.papers.tests import examples

pytestmark = pytest.mark.once

MARKUP = (
    '#import "paper.typ": * #read("/etc/hostname") $x^2$ *fed* _skrå_ @kilde \\ \\u{41} <label> `kode` = Overskrift '
    "// skjult /* skjult */ [a] {b} #panic() ~ --- 'q' \"q\""
)

# Letters on a line of the widest kind; more would have left the page.
LONGEST_LINE = 130


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf: bytes) -> str:
    """The text of all pages in one line, with words put together again that were divided at a line's end."""
    text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(re.sub("\u00ad\\s*|\u200b", "", text).split())


def guide(**changes: object) -> bytes:
    return papers.render("guide", examples.guide(**changes).data(), language="da")


def agenda(**changes: object) -> bytes:
    return papers.render("agenda", examples.agenda(**changes).data(), language="da")


def structure(pdf: bytes) -> list[str]:
    """The kinds of the structure elements in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if not isinstance(node, DictionaryObject):
            return
        if "/S" in node:
            found.append(str(node["/S"]))
        kids = node.get("/K", [])
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            walk(kid)

    walk(read(pdf).root_object["/StructTreeRoot"])
    return found


def test_guide_is_tagged_and_says_its_language_and_title() -> None:
    root = read(guide()).root_object
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/Lang"] == "da-DK"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(guide()).metadata.title == examples.guide().title
    claimed = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in claimed
    assert "<pdfaid:part>2</pdfaid:part>" in claimed
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claimed


def test_english_paper_says_so() -> None:
    pdf = papers.render("guide", examples.guide().data(), language="en")
    assert read(pdf).root_object["/Lang"] == "en-GB"


def test_guide_holds_every_part() -> None:
    text = words(guide())
    for part in (
        "Jobcenter Strandby",
        "Handlingsanvisning",
        "Gælder fra",
        "1. maj 2027",
        "LAB § 57, stk. 1, som affattet den 1. januar 2026",
        "Spørg arbejdsgiveren, før du spørger lægen.",
        "Administrative krav",
        "727-2013-9",
        "Ved overgang til optræning",
        "Principmeddelelser",
        "Ingen relevante",
        "Første udgave.",
        "Side 1 af 2",
        "Side 2 af 2",
        "Udskrevet kopi fra 22. november 2026",
    ):
        assert part in text, part


def test_guide_holds_parameters_and_further_texts_where_there_are_any() -> None:
    parameters = sheets.Entries(heading="Faglige parametre", entries=["Skånehensyn, som en læge har beskrevet"])
    further = sheets.Writing(heading="Når arbejdsgiveren er i tvivl", text="Tag samtalen sammen.\n\nSkriv aftalen ned.")
    text = words(guide(parameters=parameters, further=further))
    for part in (parameters.heading, *parameters.entries, further.heading, "Skriv aftalen ned."):
        assert part in text, part
        assert part not in words(guide()), part


def test_agenda_holds_every_part() -> None:
    text = words(agenda())
    for part in (
        "torsdag d. 26. november 2026",
        "10.00-10.10",
        "Fra optræning til nyt fag",
        "Derefter dialog mellem dem, der ved, og dem, der spørger",
        "Emil Toft, Fatima Noor, Gorm Riis",
        "Kantinen",
        "Hvad ville I gøre anderledes?",
    ):
        assert part in text, part


def test_structure_has_headings_lists_quotes_and_a_table_with_header_cells() -> None:
    kinds = structure(guide())
    assert kinds.count("/H1") == 7
    assert kinds.count("/TH") == 8
    assert kinds.count("/Table") == 2
    assert {"/L", "/LI", "/LBody", "/BlockQuote", "/Link", "/H2"} <= set(kinds)


def test_must_and_may_differ_in_word_and_not_by_colour_alone() -> None:
    assert words(guide()).count("Skal Praktikken") == 1
    assert words(guide()).count("Kan Praktikken") == 1


def test_table_over_several_pages_stays_one_table_with_its_header_on_each() -> None:
    rows = [
        sheets.Situation(name=f"Situation {number}", cells=("Brug. " * 60, "Mål", "Forsørgelse", "Krav"))
        for number in range(20)
    ]
    pdf = guide(situations=sheets.Situations(heading="Situationer", columns=examples.SITUATIONS.columns, rows=rows))
    carrying = [page for page in read(pdf).pages if re.search(r"Situation \d", page.extract_text())]
    assert len(carrying) > 2
    assert all("Anvendelse og fagligt grundlag" in page.extract_text() for page in carrying)
    assert structure(pdf).count("/Table") == 2


def test_same_data_give_the_same_bytes() -> None:
    assert guide() == guide()
    assert agenda() == agenda()


def test_agenda_is_tagged_as_well() -> None:
    root = read(agenda()).root_object
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    kinds = structure(agenda())
    assert kinds.count("/H1") == 3
    assert {"/L", "/LI", "/LBody", "/P"} <= set(kinds)


def test_absent_sections_leave_no_heading() -> None:
    empty = dict.fromkeys(("purpose", "rules", "marks", "situations", "tools", "references", "history"))
    pdf = guide(**empty)
    assert structure(pdf).count("/H1") == 0
    assert len(read(pdf).pages) == 1


def test_notice_stands_on_the_first_page() -> None:
    assert "Kladde" in read(guide(notice="Kladde")).pages[0].extract_text()


def test_markup_in_peoples_words_is_printed_as_typed() -> None:
    pdf = guide(title=MARKUP, purpose=sheets.Writing(heading="Formål", text=MARKUP), notice=MARKUP)
    bare = words(pdf).replace(" ", "")
    assert bare.count(MARKUP.replace(" ", "")) >= 2
    assert read(pdf).metadata.title == MARKUP


def test_lines_and_paragraphs_of_prose_are_kept() -> None:
    pdf = guide(purpose=sheets.Writing(heading="Formål", text="første linje\nanden linje\n\nnyt afsnit"))
    lines = read(pdf).pages[0].extract_text().splitlines()
    assert [line.strip() for line in lines if line.strip() in {"første linje", "anden linje", "nyt afsnit"}] == [
        "første linje",
        "anden linje",
        "nyt afsnit",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Godt \U0001f600 \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 1\ufe0f\u20e3 \u2764\ufe0f",
        "\u202eesrev\u202c \u2066a\u2069 \ufeff \x00\x01\x0b\x85\u2028 \ud800 \ue000 \ufdd0",
        "中文 عربي שלום ไทย हिन्दी Łódź Nguyễn Київ",
        "v\u20e3 \ufffd\u0e33 a\u1ab0 x" + "\u0301" * 3000,
        "\u200d" * 2000 + "\U0001f468\u200d" * 2000,
        "\u00ad" * 20_000,
        "",
        " \n \u200b",
    ],
)
def test_unusual_characters_never_stop_a_paper(text: str) -> None:
    pdf = guide(
        title=f"Tema {text}",
        purpose=sheets.Writing(heading=text, text=text),
        tools=sheets.Tools(
            heading=text,
            groups=[sheets.ToolGroup(heading=text, tools=[sheets.Tool(number=text, title=text, note=text)])],
        ),
    )
    assert "Første udgave." in words(pdf)
    item = sheets.Item(
        clock=text, title=text, who=text, text=text, points=[text], facts=[sheets.Fact(label="", value=text)]
    )
    strange = agenda(title=f"Tema {text}", programme=examples.programme([*[item] * 2, examples.ITEMS[-1]]))
    assert "Koordinering og opfølgning" in words(strange)


def test_direction_characters_are_gone_and_emoji_are_there() -> None:
    text = words(guide(purpose=sheets.Writing(heading="Formål", text="før \u202eetfe\u202c \U0001f44d")))
    assert "før etfe \U0001f44d" in text


def long_agenda(items: int) -> bytes:
    return agenda(programme=examples.programme((examples.ITEMS * 10)[:items]), participants=None)


def letters(pdf: bytes) -> float:
    """The size that most letters of the first page have, in points."""
    sizes: Counter[float] = Counter()

    def seen(text: str, _matrix: Any, _text_matrix: Any, _font: Any, size: float) -> None:
        sizes[round(size, 1)] += len(text)

    read(pdf).pages[0].extract_text(visitor_text=seen)
    return sizes.most_common(1)[0][0]


def test_agenda_is_set_smaller_before_it_runs_to_a_second_page() -> None:
    short, full = long_agenda(3), long_agenda(13)
    assert len(read(short).pages) == len(read(full).pages) == 1
    assert letters(short) > letters(full) > 7.5


def test_agenda_that_needs_two_pages_anyway_is_easy_to_read() -> None:
    long = long_agenda(40)
    assert len(read(long).pages) > 2
    assert letters(long) > letters(long_agenda(13))


def test_reflecting_team_of_any_depth_is_on_paper() -> None:
    deepest = sheets.Item(clock="9.00-9.02", title="To minutter alene")
    phase = sheets.Item(clock="9.00-9.05", title="Fokuspersonen fortæller", who="Anna Holm", parts=[[deepest]])
    track = sheets.Item(clock="9.05-9.20", title="Spor A", parts=[[phase], [deepest, deepest]])
    team = sheets.Item(
        clock="9.00-9.20",
        title="Reflekterende team",
        who="Fokusperson: Anna Holm\nInterviewer: Bo Kjær",
        text="Hvad er på spil?",
        parts=[[phase], [track, track, track, track]],
    )
    text = words(agenda(programme=examples.programme([team])))
    assert "Interviewer: Bo Kjær" in text
    assert text.count("Spor A") == 4
    assert text.count("Fokuspersonen fortæller") == 5
    assert text.count("alene") == 13


def test_notes_are_on_paper_only_where_they_are_given() -> None:
    noted = sheets.Item(clock="9.00", title="Ramme", notes=sheets.Text(heading="Til lederne", text="Spørg Mikkel"))
    assert "Til lederne Spørg Mikkel" in words(agenda(programme=examples.programme([noted])))
    assert "Til lederne" not in words(agenda())


def test_each_group_has_a_page_of_its_own() -> None:
    pdf = papers.render("groups", examples.groups().data(), language="da")
    pages = [page.extract_text() for page in read(pdf).pages]
    assert len(pages) == 2
    for page, own, other in zip(pages, ("Mødelokale 2", "Kantinen"), ("Kantinen", "Mødelokale 2"), strict=True):
        assert own in page
        assert other not in page
        assert "Hvad ville I gøre anderledes?" in page
    assert structure(pdf).count("/H1") == 2


@pytest.mark.parametrize("text", ["ordentlighed " * 1540, "a" * 20_000, "linje\n" * 3400, "- punkt\n" * 2500])
def test_twenty_thousand_characters_fit_on_the_pages(text: str) -> None:
    pdf = guide(purpose=sheets.Writing(heading="Formål", text=text))
    assert Counter(filter(str.isalpha, text)) <= Counter(words(pdf))
    lines = [line for page in read(pdf).pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) < LONGEST_LINE


def test_long_addresses_can_be_followed_whole() -> None:
    address = "https://example.org/" + "meget-lang-sti/" * 20
    references = sheets.References(
        heading="Henvisninger",
        groups=[
            sheets.ReferenceGroup(
                heading="Links", references=[sheets.Reference(title="Lang", address=address)], none="Ingen"
            )
        ],
    )
    notes = [note.get_object() for page in read(guide(references=references)).pages for note in page.get("/Annots", [])]
    assert {note["/A"]["/URI"] for note in notes} == {address}


def test_address_that_is_none_is_only_text() -> None:
    references = sheets.References(
        heading="Henvisninger",
        groups=[
            sheets.ReferenceGroup(
                heading="Links", references=[sheets.Reference(title="x", address="javascript:alert(1)")], none="Ingen"
            )
        ],
    )
    pdf = guide(references=references)
    assert "javascript:alert(1)" in words(pdf)
    assert "/Link" not in structure(pdf)


def test_a_panic_in_typst_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As typst's own one: not an Exception."""

    def panic(*args: object, **options: object) -> bytes:
        raise PanicException

    monkeypatch.setattr(rendering.typst, "compile", panic)
    with pytest.raises(RuntimeError):
        guide()


def test_rich_text_keeps_its_lists_headings_and_links() -> None:
    link = "[borgeren](https://example.org/x)"
    told = f"# Før mødet\n\nTag **altid** _kontakt_ til {link}.\n\n3. ring\n4. skriv\n\n> et citat"
    pdf = guide(purpose=sheets.Writing(heading="Formål", text=richtext.pieces(told)), references=None)
    for part in ("Før mødet", "Tag altid kontakt til borgeren.", "3. ring", "4. skriv", "et citat"):
        assert part in words(pdf), part
    assert {"/H2", "/L", "/Link", "/BlockQuote", "/Strong", "/Em"} <= set(structure(pdf))


@pytest.mark.parametrize("across", [0, 1, 5, 7])
def test_situations_of_any_columns_are_on_paper(across: int) -> None:
    names = [f"Kolonne {number}" for number in range(across)]
    rows = [sheets.Situation(name="Afklaring", cells=[f"Svar {number}" for number in range(across)])]
    pdf = guide(situations=sheets.Situations(heading="Situationer", columns=names, rows=rows), history=None)
    assert all(part in words(pdf) for part in ["Afklaring", *names, *(f"Svar {number}" for number in range(across))])
    assert structure(pdf).count("/Table") == (1 if 0 < across <= 5 else 0)


def test_form_map_questions_and_roles_are_on_paper() -> None:
    further = [
        sheets.Blanks(
            heading="Skemaet",
            columns=("Felt", "Svar"),
            entries=[
                sheets.Blank(name="Telefon", guide="Hvilket nummer?", note="Papir", is_short=True),
                sheets.Blank(name="Formål", answer="Afklaring"),
            ],
        ),
        sheets.Outline(heading="Kort", points=[sheets.Point(text="Top", under=[sheets.Point(text="Gren")])]),
        sheets.Questions(heading="Spørgsmål", entries=[sheets.Question(text="Hvorfor?", help="Kig efter")]),
        sheets.Definitions(heading="Roller", entries=[sheets.Definition(name="Observatør", text="Siger")]),
    ]
    pdf = guide(sections=further, about=[sheets.Definition(name="Til", text="Teamet")])
    assert "Formål Afklaring" in words(pdf)
    for part in (
        "Telefon Papir",
        "Hvilket nummer?",
        "Afklaring",
        "Gren",
        "1. Hvorfor?",
        "Kig efter",
        "Observatør Siger",
        "Teamet",
    ):
        assert part in words(pdf), part
