"""Word files, read again by another program than the one that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from pejl.foundation import papers
from pejl.foundation.papers import sheets
from pejl.foundation.papers.docx import agenda as agenda_blocks
from pejl.foundation.papers.docx import fitting, looks
from pejl.foundation.papers.tests import examples

pytestmark = pytest.mark.once

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# In which order ISO/IEC 29500-1 lets children stand; Word refuses a file that has them otherwise.
ORDERS = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs suppressAutoHyphens bidi spacing ind jc outlineLvl"
    ),
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u rtl lang",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW shd",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg",
    "settings": (
        "zoom defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
        "characterSpacingControl compat themeFontLang decimalSymbol listSeparator"
    ),
    "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "font": "altName panose1 charset family pitch",
}


def agenda(language: str = "da", **changes: object) -> bytes:
    return papers.word(examples.agenda(**changes), language=language)


def read(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def texts(document: Document) -> list[str]:
    """All paragraphs, those of tables too."""
    in_tables = [
        paragraph.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    return [*(paragraph.text for paragraph in document.paragraphs), *in_tables]


def elements(file: bytes) -> Iterator[ElementTree.Element]:
    for text in parts(file).values():
        yield from ElementTree.fromstring(text).iter()


def test_says_whose_it_is_what_it_is_called_and_nothing_of_who_made_it() -> None:
    core = read(agenda()).core_properties
    assert core.title == examples.agenda().title
    assert core.author == "Jobcenter Strandby"
    assert core.language == "da-DK"
    assert core.created is not None
    assert core.created.date() == date(2026, 11, 22)
    assert (core.last_modified_by, core.comments, core.keywords) == ("", "", "")


@pytest.mark.parametrize(("language", "code"), [("da", "da-DK"), ("en", "en-GB")])
def test_is_spelt_and_read_aloud_in_its_language(language: str, code: str) -> None:
    document = read(agenda(language))
    defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(qn("w:val")) == code
    assert document.core_properties.language == code
    assert document.settings.element.find(qn("w:autoHyphenation")) is not None


def test_headings_and_lists_are_words_own() -> None:
    document = read(agenda())
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        assert paragraph.style is not None
        by_style.setdefault(str(paragraph.style.name), []).append(paragraph.text)
    assert by_style["Title"] == [examples.agenda().title]
    assert by_style["Heading 1"] == ["Formål", "Punkter", "Deltagere"]
    assert by_style["List Bullet"] == list(examples.agenda().purposes.entries)  # type: ignore[union-attr]
    for name in ("heading 1", "List Bullet"):
        assert f'<w:name w:val="{name}"/>' in parts(agenda())["word/styles.xml"]


def test_items_stand_in_a_table_whose_header_row_comes_again() -> None:
    (table,) = read(agenda(programme=examples.programme(examples.ITEMS[:3]))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Tid", "Punkt", "Hvem", "Varighed"]
    header = table.rows[0]._tr.trPr
    assert header is not None
    assert header.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == [
        "9.00-9.10",
        "Rammesætning\nHvorfor vi mødes om praktik netop nu, og hvad vi skal have ud af formiddagen.",
        "Anna Holm",
        "10 min.",
    ]


def test_agenda_holds_every_part() -> None:
    document = read(agenda())
    text = "\n".join(texts(document))
    for part in (
        "torsdag d. 26. november 2026",
        "10.00-10.10",
        "Fra optræning til nyt fag",
        "Derefter dialog mellem dem, der ved, og dem, der spørger",
        "Ordstyrer: Bo Kjær",
        "I gruppen: Carla Friis, Emil Toft, Gorm Riis",
        "Hvad ville I gøre anderledes?",
    ):
        assert part in text, part
    foot = document.sections[0].footer.paragraphs[0]
    assert "Udskrevet kopi fra 22. november 2026." in foot.text
    fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_page_is_a4() -> None:
    section = read(agenda()).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer


def test_each_group_has_a_page_of_its_own() -> None:
    document = read(papers.word(examples.groups(), language="da"))
    breaks = [one for one in document.paragraphs if one._p.pPr is not None and one._p.pPr.pageBreakBefore is not None]
    names = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Group name"]
    assert names == ["Gruppe A", "Gruppe B"]
    assert len(breaks) == 1
    assert "Kantinen" in "\n".join(texts(document))


def test_holds_nothing_that_acts_or_leads_out() -> None:
    for made in (agenda(title='"><w:instrText>DDE'), papers.word(examples.groups(), language="da")):
        assert set(parts(made)) == {
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            *(f"word/{name}.xml" for name in ("document", "styles", "numbering", "settings", "fontTable")),
            *(f"word/{name}.xml" for name in ("header", "footer", "footer_first")),
            "word/_rels/document.xml.rels",
        }
        together = "".join(parts(made).values())
        assert "TargetMode" not in together
        assert "<w:instrText" not in together
        assert {one.get(f"{W}instr") for one in elements(made) if one.tag == f"{W}fldSimple"} == {
            " PAGE ",
            " NUMPAGES ",
        }


def test_every_style_and_relation_that_is_named_exists() -> None:
    made = agenda(programme=examples.programme([NOTED]), notice="Kladde")
    styles = set(re.findall(r'w:styleId="(\w+)"', parts(made)["word/styles.xml"]))
    for name, text in parts(made).items():
        assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', text)) <= styles, name
    related = set(re.findall(r'Id="(\w+)"', parts(made)["word/_rels/document.xml.rels"]))
    assert set(re.findall(r'r:id="(\w+)"', parts(made)["word/document.xml"])) <= related


@pytest.mark.parametrize("sheet", [examples.agenda(notice="Kladde"), examples.groups()], ids=["agenda", "groups"])
def test_children_stand_in_the_standards_order(sheet: Any) -> None:
    met = set()
    for element in elements(papers.word(sheet, language="da")):
        kind = element.tag.removeprefix(W)
        if kind in ORDERS and element.tag.startswith(W):
            met.add(kind)
            allowed = ORDERS[kind].split()
            places = [allowed.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), (kind, [child.tag for child in element])
    assert met >= {"pPr", "rPr", "style", "sectPr", "settings", "lvl", "font"}


def test_cells_are_never_without_a_paragraph() -> None:
    cells = [one for one in elements(agenda()) if one.tag == f"{W}tc"]
    assert cells
    assert all(cell.find(f"{W}p") is not None for cell in cells)


def test_same_words_give_the_same_bytes() -> None:
    assert agenda() == agenda()


NOTED = sheets.Item(clock="9.00", title="Ramme", notes=sheets.Text(heading="Til lederne", text="Spørg Mikkel\n- først"))


def test_notes_are_on_paper_only_where_they_are_given() -> None:
    noted = texts(read(agenda(programme=examples.programme([NOTED]))))
    assert "Til lederne\nSpørg Mikkel\nførst" in "\n".join(noted)
    assert "Til lederne" not in "\n".join(texts(read(agenda())))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Godt \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467", None),
        ("中文 Łódź <b>&amp; \"q\" 'q'", None),
        ("a\x00b\x1bc\ufffe\ud800d\u202ee\tf", "abc\ufffd\ufffdde f"),
        ("", None),
        ("ordentlighed " * 1600, None),
        ("a" * 20_000, None),
        ("før שלום 12 עולם efter", None),
    ],
)
def test_whatever_is_typed_can_be_read_again(typed: str, written: str | None) -> None:
    item = sheets.Item(
        clock="9.00", title=typed, who=typed, points=[typed], facts=[sheets.Fact(label="x", value=typed)]
    )
    made = agenda(title=typed, place=typed, programme=examples.programme([item]))
    expected = typed if written is None else written
    document = read(made)
    assert document.core_properties.title == expected.strip() or document.core_properties.title == expected
    assert document.tables[0].rows[1].cells[1].paragraphs[0].text == expected


@pytest.mark.parametrize("text", ["linje\n" * 3400, "- punkt\n" * 2500])
def test_many_lines_are_all_there(text: str) -> None:
    made = agenda(remarks=sheets.Text(heading="Bemærkninger", text=text), programme=None)
    said = "\n".join(texts(read(made)))
    word = text.split("\n", maxsplit=1)[0].removeprefix("- ")
    assert said.count(word) == text.count(word)


def test_words_from_right_to_left_are_said_to_be() -> None:
    made = parts(agenda(title="שלום עולם", remarks=sheets.Text(heading="x", text="før שלום efter")))[
        "word/document.xml"
    ]
    assert '<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">שלום עולם</w:t>' in made
    assert '<w:t xml:space="preserve">før </w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr>' in made


def test_agenda_is_set_smaller_and_closer_before_it_needs_a_second_page() -> None:
    def step(items: int) -> looks.Step:
        told = examples.agenda(programme=examples.programme((examples.ITEMS * 10)[:items]))
        return fitting.step_for(lambda step: [list(agenda_blocks.blocks(told, step))])

    found = [looks.STEPS.index(step(items)) for items in (2, 9, 14)]
    assert found == sorted(found)
    assert found[0] == 0
    assert looks.STEPS[found[-1]].is_close
    assert step(60) == looks.ORDINARY


def test_close_agenda_has_who_below_the_title_and_the_rest_beside_it() -> None:
    (table,) = read(agenda(programme=examples.programme([*examples.ITEMS, *examples.ITEMS[:4]]))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Tid", "Punkt", "Hvad det handler om", "Varighed"]
    assert table.rows[1].cells[1].text == "Rammesætning\nAnna Holm"
