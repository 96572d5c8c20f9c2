"""Three products as a job centre really wrote them: their structure and facts, in words of our own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pejl.foundation.formats import richtext
from pejl.foundation.formats.moments import day_of
from pejl.foundation.papers import sheets
from pejl.foundation.tenancy.models import Person
from pejl.guidance import demo, operations, papers, queries
from pejl.guidance.models import Block, Version
from pejl.guidance.names import State
from pejl.guidance.operations.scheduling import months_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(bo: Person, anna: Person, dorte: Person) -> dict[str, Person]:
    """Anna writes, Bo answers for it, Dorte approves."""
    operations.add_standard_kinds()
    return {"anna": anna, "bo": bo, "dorte": dorte}


def made(text: str, people: dict[str, Person], now: datetime, **more: Any) -> Version:
    """A text of the demo, written, answered for and approved."""
    who = {"started_by": "anna", "authors": ["anna"], "responsible": "bo", "deputy": "anna", "approver": "dorte"}
    told = demo.with_text({"text": text, **who, **more})
    product = demo.start(told, people=people, now=now)
    demo.write(told, product=product, people=people, now=now)
    demo.name_responsible(told, product=product, people=people, now=now)
    approve(told, product, people, now)
    if "next" in more:
        demo.begin_next(told["next"], product=product, people=people, now=now)
        demo.write_next(told["next"], product=product, people=people, now=now)
        approve(told, product, people, now)
    version: Version = product.versions.select_related("product__kind").get(state=State.PUBLISHED)
    return version


def approve(told: demo.Told, product: Any, people: dict[str, Person], now: datetime) -> None:
    """Ask, and say yes."""
    for step in ({"do": "ask"}, {"do": "approve", "note": ""}):
        demo.take(step, told, product=product, people=people, now=now + timedelta(hours=8))


def held(version: Version, part: str) -> list[Block]:
    """The blocks of one part, in the order they are read."""
    return [block for block in queries.blocks_of(version) if block.part == part]


def test_working_report_has_three_situations_in_four_columns(people: dict[str, Person], now: datetime) -> None:
    version = made("placements", people, now)
    assert version.product.kind.name == "Arbejdsrapport"
    table = version.part("situation")
    assert table is not None
    assert [column.key for column in table.columns] == ["use", "goal", "support", "administration"]
    rows = held(version, "situation")
    assert [row.content["name"] for row in rows] == ["Afklaring", "Optræning", "Rådighed"]
    assert all(row.content[column.key] for row in rows for column in table.columns)
    assert ["LÆ 265" in row.content["administration"] for row in rows] == [False, True, False]
    assert ["Revalideringsydelse" in row.content["support"] for row in rows] == [False, True, False]
    assert ["a-kassen" in row.content["administration"] for row in rows] == [False, False, True]
    (rule,) = held(version, "rule")
    assert (rule.content["act"], rule.content["paragraph"]) == ("LAB", "§ 42")


def test_working_report_has_five_tools_one_of_them_for_a_transition(people: dict[str, Person], now: datetime) -> None:
    tools = {block.content["number"]: block.content for block in held(made("placements", people, now), "tool")}
    assert set(tools) == {"727-2011-53", "727-2013-5", "727-2012-72", "727-2011-52", "727-2013-9"}
    assert [number for number, tool in tools.items() if tool["use"] == "situation"] == ["727-2013-9"]
    assert "optræning" in tools["727-2013-9"]["situation"]


def test_working_report_says_when_its_references_were_revised_and_where_there_is_none(
    people: dict[str, Person], now: datetime
) -> None:
    references = held(made("placements", people, now), "reference")
    revised = [(one.content["kind"], one.day("revised_on")) for one in references if not one.content["is_none"]]
    assert revised == [("notice", None), ("law_guide", date(2015, 10, 1)), ("law_guide", date(2015, 9, 4))]
    none = [one.content["kind"] for one in references if one.content["is_none"]]
    assert none == ["guidance", "principle_decision"]


def test_form_has_its_fields_with_their_questions_and_says_which_name_the_citizen(
    people: dict[str, Person], now: datetime
) -> None:
    version = made("referral", people, now, next={"by": "anna"})
    assert version.product.kind.name == "Skema"
    fields = [block.content for block in held(version, "field")]
    assert len(fields) == 10
    naming = [field["name"] for field in fields if field["is_identifying"]]
    assert naming == ["Borgerens navn og CPR-nummer", "Telefon og mail"]
    asked = {field["name"]: field["guide"].count("?") for field in fields}
    assert [asked[name] for name in ("Sygemeldingen", "Formål med praktikken", "Plan og rammer for praktikken")] == [
        8,
        4,
        4,
    ]
    (attached,) = held(version, "attachment")
    assert "CV" in attached.content["text"]


def test_second_version_of_the_form_is_significant_and_can_be_compared(
    people: dict[str, Person], now: datetime
) -> None:
    version = made("referral", people, now, next={"by": "anna"})
    assert (version.number, version.is_significant, bool(version.changes)) == (2, True, True)
    compared = queries.comparison(version.product_id, person=people["bo"])
    assert compared is not None
    (fields,) = [section for section in compared.sections if section.differs]
    assert [block.called for block in fields.blocks if block.differs] == [
        "Sygemeldingen",
        "Plan og rammer for praktikken",
    ]


def test_workflow_has_its_header_its_sections_and_its_roles(people: dict[str, Person], now: datetime) -> None:
    version = made("thursdays", people, now)
    assert version.product.kind.name == "Arbejdsgang"
    header = {block.content["name"]: block.content["text"] for block in held(version, "header")}
    assert list(header) == ["For hvem", "Udgave", "Formål"]
    assert "Juni 2019" in header["Udgave"]
    parts = [part.key for part in version.made_of]
    assert parts[1:] == [
        *("place", "content", "preparation", "chairing"),
        *("role", "presentation", "culture", "quality", "picture"),
    ]
    sections = [held(version, key) for key in parts[1:]]
    assert [len(blocks) for blocks in sections] == [1, 1, 1, 1, 6, 1, 1, 1, 1]
    assert all(block.content.get("heading", "").endswith("?") for block in held(version, "place"))
    assert "12.45 til 14.30" in held(version, "place")[0].content["text"]
    (picture,) = held(version, "picture")
    assert (picture.file.name, picture.file.is_picture, picture.file.width) == ("tavlen.png", True, 1600)
    assert "fem trin" in picture.content["alt"]


@pytest.mark.parametrize("text", ["placements", "referral", "thursdays"])
def test_somebody_answers_for_each_and_it_is_looked_over_in_time(
    text: str, people: dict[str, Person], now: datetime
) -> None:
    version = made(text, people, now)
    answering = queries.people_of(version.product).responsible
    assert answering is not None
    assert (answering.person, answering.deputy) == (people["bo"], people["anna"])
    assert answering.confirmed_at is not None
    assert [approval.by for approval in version.approvals.all()] == [people["dorte"]]
    assert version.review_on == months_after(day_of(now), version.product.kind.review_months)


def test_workflow_on_paper_has_the_heading_of_each_section_and_its_question_below(
    people: dict[str, Person], now: datetime
) -> None:
    version = made("thursdays", people, now)
    reading = queries.reading(version.product_id, person=people["bo"])
    assert reading is not None
    chapters = [one for one in papers.sheet(reading, today=day_of(now)).sections if isinstance(one, sheets.Writing)]
    assert [one.heading for one in chapters][1:] == [
        *("Tid, sted og deltagere", "Formål og indhold", "Forberedelse", "Styring"),
        *("Fremlæggelse", "Sparringskultur", "Kvalitetssikring"),
    ]
    assert all(isinstance(one.text[0], richtext.Heading) for one in chapters[1:])
