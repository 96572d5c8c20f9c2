"""Finding and reading guidance in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pejl.foundation import clock
from pejl.foundation.papers import sheets
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, papers, queries
from pejl.guidance.models import Kind, Product, Version
from pejl.guidance.names import BlockKind
from pejl.guidance.tests.factories import (
    CONTENTS,
    PARTS,
    a_block,
    a_product,
    asked,
    described,
    make_ready,
    published,
    the_draft,
)
from pejl.themes.tests.factories import a_theme

As = Callable[[Person], Client]

LIST = "/pejlemaerker/"


def page_of(product: Product, more: str = "") -> str:
    return f"{LIST}{product.pk}/{more}"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def a_full_product(by: Person, approver: Person, now: datetime, **said: Any) -> Product:
    product = a_product(by, now, "Spørg arbejdsgiveren, før du spørger lægen.", **said)
    draft = the_draft(product)
    for kind in (part.kind for part in the_draft(product).made_of):
        a_block(draft, kind, by, now)
    published(product, approver, by, now)
    return product


def test_reading_shows_all_that_is_needed_beside_the_citizen(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_full_product(anna, dorte, now)
    text = text_of(as_(bo).get(page_of(product)))
    for part in (
        product.title,
        "Handlingsanvisning",
        anna.name,
        "4/3-2026",
        "4/3-2027",
        "Bruges, når en sygemeldt overvejer praktik.",
        "marked-block--must",
        "LAB § 57, stk. 1",
        "Plan for indsatsen",
        "727-2011-53",
        'href="https://example.org/lovguide"',
        "Spørg arbejdsgiveren, før du spørger lægen.",
        "Læringsmøde om virksomhedspraktik · Gruppe 2",
    ):
        assert part in text, part


def test_marks_stand_before_everything_else(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    text = text_of(as_(anna).get(page_of(a_full_product(anna, dorte, now))))
    places = [text.index(f'<section class="section section--level-2" id="{kind}"') for kind in ("mark", "rule", "tool")]
    assert places == sorted(places)


def test_must_and_may_are_told_by_word_and_shape(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    a_block(the_draft(product), BlockKind.MARK, anna, now, obligation="may")
    published(product, dorte, anna, now)
    client = as_(anna)
    text = text_of(client.get(page_of(product)))
    assert "marked-block--may" in text
    assert "marked-block--must" not in text


def test_words_of_people_are_escaped(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now, "<script>alert(1)</script>")
    for kind in (BlockKind.SITUATION, BlockKind.TOOL, BlockKind.TEXT, BlockKind.PARAMETER, BlockKind.REFERENCE):
        fields = dict.fromkeys(("name", "goal", "title", "heading", "text", "number"), "<img src=x>")
        a_block(the_draft(product), kind, anna, now, **{n: v for n, v in fields.items() if n in CONTENTS[kind]})
    client = as_(anna)
    for page in ("kladde/", ""):
        text = text_of(client.get(page_of(product, page)))
        assert "&lt;script&gt;alert" in text
        assert "<script>alert" not in text
        assert "<img src=x>" not in text


def test_draft_is_a_page_for_authors_and_nothing_for_others(
    anna: Person, bo: Person, carla: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    assert as_(anna).get(page_of(product)).status_code == 200
    for stranger in (bo, carla):
        for page in ("", "kladde/", "pdf/", "godkend/", "godkendelse/", "traek-tilbage/"):
            assert as_(stranger).get(page_of(product, page)).status_code == 404, page


def test_older_version_says_so_and_leads_to_the_one_in_force(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_full_product(anna, dorte, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    published(product, dorte, anna, now)
    client = as_(bo)
    old, new = text_of(client.get(page_of(product, "?version=1"))), text_of(client.get(page_of(product)))
    assert "alert--warning" in old
    assert "alert--warning" not in new
    assert page_of(product, "?version=1") in new
    for wrong in ("3", "x", "-1", "²", "9" * 30):
        assert client.get(page_of(product, f"?version={wrong}")).status_code == 404


def test_next_version_is_hidden_from_readers_until_released(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_full_product(anna, dorte, now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    described(draft, anna, now, changes="Hemmeligt endnu")
    client = as_(bo)
    assert client.get(page_of(product, "?version=2")).status_code == 404
    assert "Hemmeligt endnu" not in text_of(client.get(page_of(product)))
    assert client.get(page_of(product, "pdf/?version=2")).status_code == 404
    assert as_(anna).get(page_of(product, "?version=2")).status_code == 200


def test_withdrawn_product_is_readable_as_such(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_full_product(anna, dorte, now)
    operations.withdraw(product=product, reason="Reglen er ophævet.", by=anna, now=now)
    text = text_of(as_(bo).get(page_of(product)))
    assert "Reglen er ophævet." in text
    assert "alert--warning" in text


def test_past_its_review_day_a_banner_stands_over_it(
    anna: Person, dorte: Person, now: datetime, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = a_full_product(anna, dorte, now)
    client = as_(anna)
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 4))
    assert "alert--warning" not in text_of(client.get(page_of(product)))
    monkeypatch.setattr(clock, "today", lambda: date(2027, 3, 5))
    assert "alert--warning" in text_of(client.get(page_of(product)))
    assert "state--attention" in text_of(client.get(LIST))


def test_pdf_comes_with_a_name(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_full_product(anna, dorte, now)
    answer = as_(bo).get(page_of(product, "pdf/"))
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('-1.pdf"')


def test_only_those_in_charge_are_offered_more(anna: Person, bo: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_full_product(anna, dorte, now)
    offered = {
        person.name: [page_of(product, page) in text_of(as_(person).get(page_of(product))) for page in PAGES]
        for person in (anna, bo, dorte)
    }
    assert offered == {anna.name: [True, True], bo.name: [False, False], dorte.name: [True, True]}


PAGES = ("naeste-version/", "traek-tilbage/")


def test_list_begins_with_what_needs_me(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now)
    asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    assert page_of(product, "kladde/") in text_of(as_(anna).get(LIST))
    assert page_of(product, "godkend/") in text_of(as_(dorte).get(LIST))


def test_empty_list_says_what_the_place_is_for(anna: Person, as_: As) -> None:
    text = text_of(as_(anna).get(LIST))
    assert "empty-state" in text
    assert "/temaer/meld-ind/" in text


def test_list_is_narrowed_by_title_kind_and_withdrawn(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    shown = a_full_product(anna, dorte, now)
    workflow = Kind.objects.create(name="Vejledning i trin", parts=[PARTS[BlockKind.MARK].as_data()])
    other = a_product(anna, now, kind=workflow)
    described(the_draft(other), anna, now, title="Århus-modellen")
    a_block(the_draft(other), BlockKind.MARK, anna, now)
    operations.name_responsible(product=other, person=anna, deputy=None, by=anna, now=now)
    described(the_draft(other), anna, now)
    request = asked(the_draft(other), dorte, anna, now)
    operations.decide(version=request.version, verdict="approved", note="", digest=request.digest, by=dorte, now=now)
    client = as_(bo)

    def found(query: str) -> list[bool]:
        text = text_of(client.get(LIST + query))
        return [page_of(product) in text for product in (shown, other)]

    assert found("") == [True, True]
    assert found("?title=PRAKTIK") == [True, False]
    assert found("?title=aarhus") == [False, True]
    assert found(f"?kind={other.kind.pk}") == [False, True]
    operations.withdraw(product=other, reason="Ude", by=anna, now=now)
    assert found("") == [True, False]
    assert found("?withdrawn=on") == [True, True]
    assert client.get(LIST + "?kind=x").status_code == 422
    assert client.get(LIST + "?title=710101-1234").status_code == 422


def test_list_is_in_pages_that_keep_the_filter(anna: Person, dorte: Person, now: datetime, as_: As) -> None:
    first = a_full_product(anna, dorte, now)
    version = Version.objects.get()
    for number in range(26):
        product = Product.objects.create(kind=first.kind, title=f"Praktik {number}", created_by=anna, created_at=now)
        Version.objects.create(
            product=product,
            number=1,
            title=product.title,
            state=version.state,
            published_at=now,
            valid_from=version.valid_from,
            created_by=anna,
            created_at=now,
        )
    text = text_of(as_(anna).get(LIST + "?title=praktik"))
    assert "title=praktik" in text.split('rel="next"')[1][:200]
    assert text_of(as_(anna).get(LIST + "?title=praktik&page=2")).count('class="row"') == 2


def questions(client: Client, path: str) -> list[str]:
    """What a page asks the database; PostgreSQL's question for the space is one more, and savepoints are the test's."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked.captured_queries if " FROM " in query["sql"]]


def own(asked: list[str]) -> int:
    """How many of the questions are guidance's."""
    return sum('FROM "guidance_' in question for question in asked)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(
    count: int, anna: Person, dorte: Person, now: datetime, as_: As
) -> None:
    for _number in range(count):
        a_full_product(anna, dorte, now)
        a_product(anna, now)
    asked = questions(as_(anna), LIST)
    assert own(asked) == 9
    assert len(asked) <= 15


@pytest.mark.parametrize("count", [1, 3])
def test_reading_asks_the_same_number_of_questions(
    count: int, anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now, *(f"Indspark {number}" for number in range(count)), theme=a_theme(bo, now))
    for _number in range(count):
        for kind in (part.kind for part in the_draft(product).made_of):
            a_block(the_draft(product), kind, anna, now)
    published(product, dorte, anna, now)
    for _number in range(count - 1):
        operations.begin_next_version(product=product, by=anna, now=now)
        published(product, dorte, anna, now)
    asked = questions(as_(bo), page_of(product))
    # Five of its own, the stories, and one of the direction it follows: whether the reader may say so.
    assert own(asked) == 7
    assert len(asked) <= 12


@pytest.mark.parametrize("count", [1, 3])
def test_editor_asks_the_same_number_of_questions(count: int, anna: Person, now: datetime, as_: As) -> None:
    product = a_product(anna, now, *(f"Indspark {number}" for number in range(count)))
    for _number in range(count):
        for kind in (part.kind for part in the_draft(product).made_of):
            a_block(the_draft(product), kind, anna, now)
    for form in ("", "?add=mark", "?part=people"):
        asked = questions(as_(anna), page_of(product, "kladde/" + form))
        # A mark may rest on one of the rules: they are asked for. What is left over is asked for always.
        assert own(asked) == (9 if "mark" in form else 8)
        assert len(asked) <= 13


@pytest.mark.parametrize("count", [1, 3])
def test_approving_asks_the_same_number_of_questions(
    count: int, anna: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now, *(f"Indspark {number}" for number in range(count)))
    asked_of = asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    asked_questions = questions(as_(dorte), page_of(product, "godkend/"))
    assert own(asked_questions) == 8
    assert len(asked_questions) <= 12
    assert asked_of.approver == dorte


def test_other_job_centre_sees_nothing(anna: Person, carla: Person, dorte: Person, now: datetime, as_: As) -> None:
    product = a_full_product(anna, dorte, now)
    client = as_(carla)
    assert product.title not in text_of(client.get(LIST))
    assert client.get(page_of(product)).status_code == 404
    with scopes.scope(carla.space_id):
        assert not Product.objects.exists()
    assert queries.standing_of(product) is not None


def test_print_day_stands_on_paper(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_full_product(anna, dorte, now)
    reading = queries.reading(product.pk, person=anna)
    assert reading is not None
    with translation.override("en"):
        sheet = papers.sheet(reading, today=date(2026, 3, 5))
    assert sheet.printed_on == date(2026, 3, 5)
    assert "5 March 2026" in sheet.printed
    assert [fact.value for fact in sheet.facts] == [
        "1",
        anna.name,
        f"{dorte.name} (Afdelingsleder)",
        "4 March 2026",
        "4 March 2027",
    ]
    rules = next(one for one in sheet.sections if isinstance(one, sheets.Instructions) and "rule" in one.heading)
    assert rules.entries[0].citation == "LAB § 57, stk. 1, as it stood on 1 January 2026"
    assert not any(isinstance(one, sheets.History) for one in sheet.sections)
    assert sheet.notice == ""


def test_versions_stand_on_paper_once_there_are_two(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_full_product(anna, dorte, now)
    later = now + timedelta(days=1)
    operations.begin_next_version(product=product, by=anna, now=later)
    published(product, dorte, anna, later)
    operations.name_responsible(product=product, person=bo, deputy=None, by=anna, now=now + timedelta(days=2))
    reading = queries.reading(product.pk, person=anna)
    assert reading is not None
    history = papers.sheet(reading, today=date(2026, 3, 9)).sections[-1]
    assert isinstance(history, sheets.History)
    assert [(version.number, version.responsible) for version in history.versions] == [
        ("2", anna.name),
        ("1", anna.name),
    ]
    assert history.versions[0].changes == "Et nyt pejlemærke."


@pytest.mark.parametrize(
    ("situation", "word"),
    [("draft", "draft"), ("replaced", "older"), ("withdrawn", "Withdrawn"), ("late", "looked over")],
)
def test_paper_warns_of_what_is_not_to_be_relied_on(
    situation: str, word: str, anna: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    today = date(2027, 3, 5) if situation == "late" else date(2026, 3, 5)
    if situation != "draft":
        published(product, dorte, anna, now)
    if situation == "replaced":
        operations.begin_next_version(product=product, by=anna, now=now)
        published(product, dorte, anna, now + timedelta(minutes=1))
    if situation == "withdrawn":
        operations.withdraw(product=product, reason="Ude", by=anna, now=now)
    reading = queries.reading(product.pk, person=anna, number=1)
    assert reading is not None
    with translation.override("en"):
        assert word in papers.sheet(reading, today=today).notice
        assert papers.guide(reading, today=today).startswith(b"%PDF")
