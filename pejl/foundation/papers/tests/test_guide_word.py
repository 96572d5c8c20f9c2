"""A product as a Word file: its headings, lists, tables and links are Word's own, and nothing typed is markup."""

from __future__ import annotations

import dataclasses
import io
import re

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from pejl.foundation import papers
from pejl.foundation.formats import richtext
from pejl.foundation.papers import sheets
from pejl.foundation.papers.tests import examples
from pejl.foundation.papers.tests.test_docx import ORDERS, W, elements, parts, texts
from pejl.foundation.papers.tests.test_rendering import MARKUP

pytestmark = pytest.mark.once

TEXT = """Først **fedt**, *skråt* og [et sted](https://example.org/å?x=1&y="2").

# Lille overskrift

- et
  - under et
- to

3. tre
4. fire

> Deres ord"""
MORE: list[sheets.Section] = [
    sheets.Writing(heading="Rigt", text=richtext.pieces(TEXT)),
    sheets.Questions(heading="Spørgsmål", entries=[sheets.Question(text="Hvad?", help="- Retning")]),
    sheets.Outline(heading="Kort", points=[sheets.Point(text="Top", under=[sheets.Point(text="Gren")])]),
    sheets.Definitions(heading="Roller", entries=[sheets.Definition(name="Observatør", text="Ser til.")]),
    sheets.Entries(heading="Parametre", entries=["Skånehensyn"]),
    sheets.Blanks(
        heading="Skemaet",
        columns=("Felt", "Svar"),
        entries=[
            sheets.Blank(name="Navn", note="Kun på papir", is_short=True),
            sheets.Blank(name="Formål", guide=richtext.pieces("- Retning?"), answer="Afklaring\n\n- i to uger"),
        ],
    ),
]


def word(*more: sheets.Section, **changes: object) -> bytes:
    guide = examples.guide(**changes)
    return papers.word(dataclasses.replace(guide, sections=[*guide.sections, *more]), language="da")


def read(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def styled(document: Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


def test_guide_holds_every_part() -> None:
    text = "\n".join(texts(read(word(*MORE))))
    for part in (
        *("Anna Holm, faglig koordinator", "borgerens egen plan", "Begrund varigheden", "LAB § 57, stk. 1"),
        *("En løftevogn havde været nok", "Indspark fra gruppe B", "Samarbejdsaftale med a-kassen", "727-2013-9"),
        *("Ved overgang til optræning", "Ingen relevante", "Senest revideret 4. september 2026", "Første udgave"),
        *("Observatør", "Gren", "Hvad?", "Skånehensyn", "Kun på papir", "i to uger"),
    ):
        assert part in text, part


def test_headings_are_words_own_and_of_three_levels() -> None:
    columns = [f"Kolonne {number}" for number in range(6)]
    wide = sheets.Situations(
        heading="Mange", columns=columns, rows=[sheets.Situation(name="Afklaring", cells=["ja"] * 6)]
    )
    document = read(word(*MORE, wide))
    assert styled(document, "Title") == [examples.guide().title]
    assert [one for one in styled(document, "Heading 1") if one in ("Formål", "Pejlemærker", "Rigt", "Mange")] == [
        "Formål",
        "Pejlemærker",
        "Rigt",
        "Mange",
    ]
    assert {"Skal bruges", "Lille overskrift", "Afklaring"} <= set(styled(document, "Heading 2"))
    assert styled(document, "Heading 3") == columns


def test_instruction_says_first_whether_it_binds() -> None:
    said = styled(read(word()), "Instruction")
    assert [one.split("\t")[0] for one in said] == ["Skal", "Skal", "Kan", "Skal", "Kan"]
    assert said[0].startswith("Skal\tAfklar først")


def test_lists_are_lists_each_number_from_its_own() -> None:
    made = word(*MORE)
    items = {
        one.text: (one._p.pPr.numPr.ilvl.val, one._p.pPr.numPr.numId.val)
        for one in read(made).paragraphs
        if one._p.pPr is not None and one._p.pPr.numPr is not None
    }
    assert items["et"] == items["to"] == items["Skånehensyn"] == (0, 1)
    assert items["under et"] == items["Gren"] == (1, 1)
    assert items["tre"] == items["fire"] != items["Hvad?"]
    number = items["tre"][1]
    started = re.search(rf'<w:num w:numId="{number}">.*?startOverride w:val="(\d+)"', parts(made)["word/numbering.xml"])
    assert started is not None
    assert started[1] == "3"


def test_looks_and_links_of_rich_text_are_kept() -> None:
    made = word(*MORE)
    first = next(one for one in read(made).paragraphs if one.text.startswith("Først"))
    assert [(run.text, run.bold, run.italic) for run in first.runs if run.text in ("fedt", "skråt")] == [
        ("fedt", True, None),
        ("skråt", None, True),
    ]
    (link,) = first.hyperlinks
    assert (link.text, link.address) == ("et sted", "https://example.org/%C3%A5?x=1&y=%222%22")


def test_only_addresses_that_may_be_links_lead_out() -> None:
    bad = sheets.Reference(title="Skidt", address="javascript:alert(1)")
    told = sheets.References(
        heading="Flere", groups=[sheets.ReferenceGroup(heading="Links", references=[bad], none="Ingen")]
    )
    relations = parts(word(*MORE, told))["word/_rels/document.xml.rels"]
    assert "javascript" not in relations
    assert all(one.startswith("https://example.org/") for one in re.findall(r'Target="([^"]*)" TargetMode', relations))


def test_tables_say_their_columns_again_on_every_page() -> None:
    situations, history, form = read(word(*MORE)).tables
    for table in (situations, history, form):
        header = table.rows[0]._tr.trPr
        assert header is not None
        assert header.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in situations.rows[0].cells] == list(examples.SITUATIONS.columns)
    assert situations.rows[1].cells[0].text.startswith("Afklaring\nBruges, når")


def test_form_has_room_to_write_and_what_was_said() -> None:
    form = read(word(*MORE)).tables[-1]
    navn, formaal = form.rows[1:]
    assert [cell.text for cell in navn.cells] == ["Navn\nKun på papir", ""]
    assert navn.height is not None
    assert navn.height.mm > 10
    assert [cell.text for cell in formaal.cells] == ["Formål\nRetning?", "Afklaring\ni to uger"]


def test_children_stand_in_the_standards_order_and_what_is_named_exists() -> None:
    made = word(*MORE, notice="Kladde")
    for element in elements(made):
        kind = element.tag.removeprefix(W)
        if kind in ORDERS and element.tag.startswith(W):
            places = [ORDERS[kind].split().index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), (kind, [child.tag for child in element])
    document, relations = parts(made)["word/document.xml"], parts(made)["word/_rels/document.xml.rels"]
    styles = set(re.findall(r'w:styleId="(\w+)"', parts(made)["word/styles.xml"]))
    assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(\w+)"', document)) <= styles
    assert set(re.findall(r'r:id="(\w+)"', document)) <= set(re.findall(r'Id="(\w+)"', relations))
    numbers = set(re.findall(r'<w:num w:numId="(\d+)"', parts(made)["word/numbering.xml"]))
    assert set(re.findall(r'<w:numId w:val="(\d+)"', document)) <= numbers


@pytest.mark.parametrize("typed", [MARKUP, "<w:p/>&amp;{{ 7 }}", "a\x00b", "שלום", "", "x" * 20_000])
def test_whatever_is_typed_is_only_text(typed: str) -> None:
    told: list[sheets.Section] = [
        sheets.Writing(heading="Rigt", text=richtext.pieces(typed)),
        sheets.Blanks(heading="S", columns=("a", "b"), entries=[sheets.Blank(name=typed, answer=typed)]),
        sheets.Definitions(heading="R", entries=[sheets.Definition(name=typed, text=typed)]),
    ]
    document = read(word(*told, title=typed))
    assert typed.replace("\x00", "").split("\n")[0][:40] in "\n".join(texts(document))


def test_same_words_give_the_same_bytes() -> None:
    assert word(*MORE) == word(*MORE)
